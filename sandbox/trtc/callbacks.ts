import {
  ANSWER_WITHIN_MS,
  type CallbackDelivery,
  type CallbackOutcome,
  deliver,
  realWait,
  type Wait,
} from './callback-delivery.ts';
import { EventSource, type EventTask, type TaskNews, type TrtcEvent } from './callback-event.ts';
import {
  type CallbackAnswer,
  type CallbackPost,
  type CallbackTarget,
  callbackSign,
  postCallback,
} from './callback-post.ts';
import { OutcomeLog } from './outcome-log.ts';

/** How a hand-made event differs from a genuine one. */
export interface EventForgery {
  /** in place of the right signature; null: none */
  sign?: string | null;
  /** default the first application's */
  sdkAppId?: number;
}

export interface CallbackParts {
  readonly changed: () => void;
  /** ms since the epoch */
  readonly now: () => number;
  readonly wait?: Wait | undefined;
  /** Ends, when aborted, what has begun under it. */
  readonly life: () => AbortSignal;
}

const RETRY_AFTER_MS = 10_000;
const RETRY_FOR_MS = 60_000;

/** Sends events to where callbacks go, and again where they are not accepted. Deliveries may overtake each other. */
export class Callbacks {
  /** Read at each delivery. */
  target: CallbackTarget | undefined;
  readonly #parts: CallbackParts;
  readonly #wait: Wait;
  readonly #log: OutcomeLog<CallbackDelivery>;
  readonly #events = new EventSource();

  constructor(parts: CallbackParts) {
    this.#parts = parts;
    this.#wait = parts.wait ?? realWait;
    this.#log = new OutcomeLog(parts.changed);
  }

  get all(): readonly CallbackDelivery[] {
    return this.#log.all;
  }

  /** Sends the event once the answer of the call under way is out. */
  emit(news: TaskNews, task: EventTask): void {
    const event = this.#events.eventOf(news, task.taskId, this.#parts.now());
    const life = this.#parts.life();
    setImmediate(() => void this.#deliverUntilAccepted(event, task.sdkAppId, life));
  }

  /**
   * Posts an event as it is, once; strings are raw bodies.
   * @throws Error where callbacks go nowhere, or where no answer comes.
   */
  async send(event: object | string, sdkAppId: number, sign?: string | null): Promise<CallbackAnswer> {
    if (this.target === undefined) throw new Error('no callback is configured');
    const body = typeof event === 'string' ? event : JSON.stringify(event);
    return await postCallback(postOf(this.target, body, sdkAppId, sign), this.#parts.life());
  }

  reset(): void {
    this.#log.reset();
  }

  /** At once, at once again, then 10 seconds after each failure until a minute has passed. */
  async #deliverUntilAccepted(event: TrtcEvent, sdkAppId: number, life: AbortSignal): Promise<void> {
    let ageMs = 0;
    for (let attempt = 1; !life.aborted && this.target !== undefined; attempt += 1) {
      const { kind } = await this.#attempt(event, attempt, { target: this.target, sdkAppId, life });
      if (kind === 'accepted') return;
      if (kind === 'timeout') ageMs += ANSWER_WITHIN_MS;
      if (attempt === 1) continue;
      ageMs += RETRY_AFTER_MS;
      if (ageMs > RETRY_FOR_MS) return;
      await this.#wait(RETRY_AFTER_MS, life).catch((error) => {
        if (!life.aborted) throw error;
      });
    }
  }

  async #attempt(
    first: TrtcEvent,
    attempt: number,
    { target, sdkAppId, life }: { target: CallbackTarget; sdkAppId: number; life: AbortSignal },
  ): Promise<CallbackOutcome> {
    const at = this.#parts.now();
    const event = { ...first, CallbackMsTs: at };
    const id = this.#log.add({ event, attempt, url: target.url, at, outcome: { kind: 'pending' } });
    const outcome = await deliver(postOf(target, JSON.stringify(event), sdkAppId), this.#wait, life);
    this.#log.settle(id, outcome);
    return outcome;
  }
}

function postOf(
  { url, key }: CallbackTarget,
  body: string,
  sdkAppId: number,
  sign: string | null = callbackSign(key, body),
): CallbackPost {
  return { url, body, sdkAppId, sign };
}
