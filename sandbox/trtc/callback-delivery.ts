import { setTimeout as sleep } from 'node:timers/promises';
import type { TrtcEvent } from './callback-event.ts';
import { type CallbackAnswer, type CallbackPost, postCallback } from './callback-post.ts';
import { parseParams } from './params.ts';

export type CallbackOutcome =
  | { kind: 'pending' }
  /** Answered 200 with `{"code":0}`. */
  | ({ kind: 'accepted' } & CallbackAnswer)
  | ({ kind: 'refused' } & CallbackAnswer)
  /** No answer within 5 seconds. */
  | { kind: 'timeout' }
  /** No connection, or one that ended without an answer. */
  | { kind: 'unreachable'; reason: string }
  /** The stand-in was closed meanwhile. */
  | { kind: 'abandoned' };

/** One sending of an event. */
export interface CallbackDelivery<Event = TrtcEvent> {
  readonly event: Event;
  /** 1: the first; from 2 on the same event is sent again */
  readonly attempt: number;
  readonly url: string;
  /** ms since the epoch */
  readonly at: number;
  readonly outcome: CallbackOutcome;
}

/** Resolves after so many milliseconds; may reject once the signal is aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<unknown>;

/** Time as it is; does not keep the process alive. */
export const realWait: Wait = (ms, signal) => sleep(ms, undefined, { signal, ref: false });

export const ANSWER_WITHIN_MS = 5000;

/**
 * Posts once and waits for the answer for at most 5 seconds.
 * @param life ends the posting when it is aborted.
 */
export async function deliver(post: CallbackPost, wait: Wait, life: AbortSignal): Promise<CallbackOutcome> {
  const over = new AbortController();
  const signal = AbortSignal.any([life, over.signal]);
  let isLate = false;
  wait(ANSWER_WITHIN_MS, signal).then(
    () => {
      isLate = true;
      over.abort();
    },
    () => undefined,
  );
  try {
    const answer = await postCallback(post, signal);
    return { kind: isAcceptance(answer) ? 'accepted' : 'refused', ...answer };
  } catch (error) {
    if (life.aborted) return { kind: 'abandoned' };
    if (isLate) return { kind: 'timeout' };
    return { kind: 'unreachable', reason: String(error) };
  } finally {
    over.abort();
  }
}

function isAcceptance({ status, body }: CallbackAnswer): boolean {
  return status === 200 && parseParams(Buffer.from(body))?.code === 0;
}
