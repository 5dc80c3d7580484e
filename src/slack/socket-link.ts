import type { Logger, SocketModeReceiver } from '@slack/bolt';
import type { Wait } from '../ingest/ports.ts';
import { slackReason } from './slack-error.ts';
import { tokenRefusals } from './token-verdict.ts';

/** The socket of Socket Mode, opened again whenever it closes. */
export interface SocketLink {
  connected(): boolean;
  /** Opens it the first time. @throws what Slack answers where the token of the socket will not do */
  open(): Promise<void>;
  /** Closes it for good; resolves when it is closed. */
  close(): Promise<void>;
}

/** One that did not last so long counts as an attempt that failed: Slack may close each as soon as it is open. */
const steadyMs = 30_000;

/** Between attempts to open it again: the first is made at once, and each wait is a step longer than the one before. */
export interface SocketPatience {
  stepMs: number;
  longestMs: number;
}

export interface SocketTiming {
  wait: Wait;
  /** Milliseconds from any beginning, never backwards. */
  stopwatch: () => number;
  patience: SocketPatience;
}

export const patientSocket: SocketPatience = { stepMs: 1_000, longestMs: 10_000 };

/** Slack's words for a token of the socket that will not do, besides those for any token. */
const appTokenRefusals: ReadonlySet<string> = new Set([
  ...['user_removed_from_team', 'team_disabled', 'not_allowed_token_type', 'missing_scope', 'forbidden_team'],
]);

/**
 * Opens the socket of `receiver`, and again after each close, for as long as the process lives. At the start a token that
 * Slack refuses ends the attempt. Later it is tried again: Slack has given such answers for tokens that were good
 * (https://github.com/openclaw/openclaw/issues/6867), and over HTTP the bot goes on through them as well.
 */
export function createSocketLink(
  receiver: SocketModeReceiver,
  logger: Logger,
  { wait, stopwatch, patience }: SocketTiming,
): SocketLink {
  const { client } = receiver;
  const closed = new AbortController();
  let connected = false;
  /** Whether somebody is opening it, or it was never opened. */
  let isOpening = true;
  let failures = 0;
  let since = 0;

  client.on('connected', () => {
    connected = true;
    since = stopwatch();
  });
  for (const event of ['disconnecting', 'close']) {
    client.on(event, () => {
      connected = false;
    });
  }
  client.on('disconnected', () => {
    connected = false;
    if (isOpening || closed.signal.aborted) return;
    failures = stopwatch() - since < steadyMs ? failures + 1 : 0;
    void opened(() => client.start(), 'again');
  });

  async function opened(first: () => Promise<unknown>, which: 'first' | 'again'): Promise<void> {
    isOpening = true;
    for (let attempt = first; !closed.signal.aborted; attempt = () => client.start()) {
      // Ends early if it is closed meanwhile.
      if (failures > 0)
        await wait(Math.min(failures * patience.stepMs, patience.longestMs), closed.signal).catch(
          () => undefined,
        );
      if (closed.signal.aborted) break;
      try {
        await attempt();
        break;
      } catch (error) {
        const reason = slackReason(error);
        if (which === 'first' && (tokenRefusals.has(reason) || appTokenRefusals.has(reason))) throw error;
        if (!closed.signal.aborted) logger.warn(`Slack opens no socket (${reason}); trying again`);
      }
      failures += 1;
    }
    isOpening = false;
    // One that was asked for before it was closed, and came after.
    if (closed.signal.aborted) await client.disconnect();
  }

  return {
    connected: () => connected,
    open: () => opened(() => receiver.start(), 'first'),
    async close() {
      closed.abort();
      connected = false;
      await client.disconnect();
    },
  };
}
