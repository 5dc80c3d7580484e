import type { Logger, SocketModeReceiver } from '@slack/bolt';
import { withDeadline } from '../../async/deadline.ts';
import type { Wait } from '../../async/wait.ts';
import type { Random } from '../../ingest/runtime.ts';
import { retryAfterMs, slackReason } from './slack-error.ts';
import { appTokenRefusals } from './token-verdict.ts';

/** The socket of Socket Mode, opened again whenever it closes. */
export interface SocketLink {
  connected(): boolean;
  /** Slack's word for why there is no socket, if it has given one. */
  refusal(): string | undefined;
  /** Resolves when it is open for the first time, or closed for good. @throws AppTokenRefused */
  open(): Promise<void>;
  /** Closes it for good; resolves when it is closed. */
  close(): Promise<void>;
}

/** At the start: nothing but another token helps. */
class AppTokenRefused extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(
      `Slack does not take SLACK_APP_TOKEN (${reason}): give the app-level token (xapp-…) of this app, with the scope connections:write`,
      options,
    );
  }
}

export interface SocketPatience {
  /** Between attempts to open it again: each wait is a step longer than the one before. */
  stepMs: number;
  longestMs: number;
  /** Without a sign of life from Slack for so long it is given up. */
  pongMs: number;
}

export interface SocketTiming {
  wait: Wait;
  /** Milliseconds from any beginning, never backwards. */
  stopwatch: () => number;
  random: Random;
  patience: SocketPatience;
}

export const patientSocket: SocketPatience = { stepMs: 1_000, longestMs: 10_000, pongMs: 5_000 };

/** One that did not last so long counts as an attempt that failed: Slack may close each as soon as it is open. */
const steadyMs = 30_000;
/** So long after it was asked for, Slack must have greeted: its client would wait for ever. Longer than a call may take. */
export const greetingMs = 20_000;
/** For the other side to close as well; Slack's client would wait up to half a minute for one that is dead. */
export const goodbyeMs = 1_000;
/** Slack is not obeyed if it asks to wait longer. */
const longestAskedMs = 300_000;

/**
 * Keeps one socket of `receiver` open for as long as the process lives. At the start a token that Slack refuses ends the
 * attempt. Later it is tried again: Slack has given such answers for tokens that were good
 * (https://github.com/openclaw/openclaw/issues/6867), and over HTTP the bot goes on through them as well.
 */
export function createSocketLink(
  receiver: SocketModeReceiver,
  logger: Logger,
  { wait, stopwatch, random, patience }: SocketTiming,
): SocketLink {
  const { client } = receiver;
  const closed = new AbortController();
  /** What has been said since a socket lasted: each reason once, however often it is tried. */
  const told = new Set<string>();
  let connected = false;
  let refusal: string | undefined;
  let failures = 0;
  let lost = () => {};

  client.on('connected', () => {
    connected = true;
  });
  for (const event of ['disconnecting', 'close', 'disconnected']) {
    client.on(event, () => {
      connected = false;
    });
  }
  client.on('disconnected', () => lost());

  async function keepOpen(opened: () => void): Promise<void> {
    let begin: () => Promise<unknown> = () => receiver.start();
    let isFirst = true;
    while (!closed.signal.aborted) {
      const askedMs = await lifeOf(begin, opened).catch((error: unknown) => {
        const reason = slackReason(error);
        if (isFirst && appTokenRefusals.has(reason)) throw new AppTokenRefused(reason, { cause: error });
        return noteFailure(error);
      });
      isFirst = false;
      begin = () => client.start();
      // Ends early if it is closed meanwhile.
      await wait(Math.max(askedMs, pauseMs()), closed.signal).catch(() => undefined);
    }
    opened();
  }

  /** Opens one and stays with it until it is gone; gives the ms that Slack asked to wait. Rejects if it does not open. */
  async function lifeOf(begin: () => Promise<unknown>, opened: () => void): Promise<number> {
    const gone = new Promise<void>((resolve) => {
      lost = resolve;
    });
    await greeted(begin);
    const since = stopwatch();
    refusal = undefined;
    opened();
    // One that was asked for before it was closed for good, and came after.
    if (closed.signal.aborted) await end();
    await gone;
    if (stopwatch() - since < steadyMs)
      return noteFailure(new Error('it was closed right after it was opened'));
    failures = 0;
    told.clear();
    return 0;
  }

  /** Nothing of it is left if this rejects: of two sockets Slack would give each a part of the requests. */
  async function greeted(begin: () => Promise<unknown>): Promise<void> {
    // Closed before Slack has greeted, the client rejects with nothing.
    const greeting = begin().catch((error: unknown) => {
      throw error ?? new Error('it was closed before Slack had greeted');
    });
    try {
      await withDeadline(greeting, { ms: greetingMs, wait }, () => {
        throw new Error(`Slack has not greeted within ${greetingMs / 1000} s`);
      });
    } catch (error) {
      await end();
      throw error;
    }
  }

  async function end(): Promise<void> {
    // Asked for a second time, the client does not wait for the other side any longer.
    await withDeadline(client.disconnect(), { ms: goodbyeMs, wait }, () => client.disconnect());
  }

  function noteFailure(error: unknown): number {
    failures += 1;
    const word = slackReason(error);
    refusal = word === 'slack_unreachable' ? undefined : word;
    const reason = wordsOf(error);
    if (!closed.signal.aborted && !told.has(reason))
      logger.warn(`There is no socket to Slack (${reason}); it is tried until there is one`);
    told.add(reason);
    return Math.min(retryAfterMs(error) ?? 0, longestAskedMs);
  }

  /** Shorter by up to a half, so that many bots do not come back at the same moment. */
  function pauseMs(): number {
    return Math.min(failures * patience.stepMs, patience.longestMs) * (1 - random() / 2);
  }

  return {
    connected: () => connected,
    refusal: () => refusal,
    open: () =>
      new Promise((resolve, reject) => {
        keepOpen(resolve).catch(reject);
      }),
    async close() {
      closed.abort();
      connected = false;
      await end();
    },
  };
}

/** Why there is no socket, without what differs from one attempt to the next. */
function wordsOf(error: unknown): string {
  const word = slackReason(error);
  if (word !== 'slack_unreachable') return word;
  if (retryAfterMs(error) !== undefined) return 'ratelimited';
  const { message, original }: { message?: string; original?: { message?: string; code?: string } } =
    Object(error);
  return original?.code ?? original?.message ?? message ?? word;
}
