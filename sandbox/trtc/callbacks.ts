import {
  ANSWER_WITHIN_MS,
  type CallbackDelivery,
  type CallbackOutcome,
  deliver,
  realWait,
  type Wait,
} from './callback-delivery.ts';
import {
  EventSource,
  type EventStyle,
  type EventTask,
  type TaskNews,
  type TrtcEvent,
  written,
} from './callback-event.ts';
import {
  type CallbackAnswer,
  type CallbackPost,
  type CallbackTarget,
  callbackSign,
  postCallback,
} from './callback-post.ts';
import { OutcomeLog } from './outcome-log.ts';
import type { LeaveReason, Occupant, RoomEvent, RoomNews } from './room-event.ts';

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

/** An event on its way: as it is at the moment when it is sent, and where that is written down. */
interface Outgoing<Event> {
  readonly log: OutcomeLog<CallbackDelivery<Event>>;
  readonly sent: (atMs: number) => Event;
  readonly sdkAppId: number;
}

const RETRY_AFTER_MS = 10_000;
const RETRY_FOR_MS = 60_000;

/** Sends events to where callbacks go, and again where they are not accepted. Deliveries may overtake each other. */
export class Callbacks {
  /** Read at each delivery. */
  target: CallbackTarget | undefined;
  /** Read at each delivery. */
  readonly style: EventStyle = { numbers: 'as-shown', ofRooms: false };
  readonly #parts: CallbackParts;
  readonly #wait: Wait;
  readonly #log: OutcomeLog<CallbackDelivery>;
  readonly #ofRooms: OutcomeLog<CallbackDelivery<RoomEvent>>;
  readonly #events = new EventSource();

  constructor(parts: CallbackParts) {
    this.#parts = parts;
    this.#wait = parts.wait ?? realWait;
    this.#log = new OutcomeLog(parts.changed);
    this.#ofRooms = new OutcomeLog(parts.changed);
  }

  get all(): readonly CallbackDelivery[] {
    return this.#log.all;
  }

  get ofRooms(): readonly CallbackDelivery<RoomEvent>[] {
    return this.#ofRooms.all;
  }

  /** Sends the event once the answer of the call under way is out. */
  emit(news: TaskNews, task: EventTask): void {
    const event = this.#events.eventOf(news, task.taskId, this.#parts.now());
    const life = this.#parts.life();
    const sent = (CallbackMsTs: number) => ({ ...event, CallbackMsTs });
    setImmediate(() => void this.#deliverUntilAccepted({ log: this.#log, sent, ...task }, life));
  }

  /** The same of somebody in a room, where that is configured. */
  emitRoom(news: RoomNews, occupant: Occupant, reason?: LeaveReason): void {
    if (!this.style.ofRooms) return;
    const event = this.#events.roomEventOf(news, occupant, this.#parts.now(), reason);
    const life = this.#parts.life();
    const sent = (CallbackTs: number) => ({ ...event, CallbackTs });
    setImmediate(() => void this.#deliverUntilAccepted({ log: this.#ofRooms, sent, ...occupant }, life));
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
    this.#ofRooms.reset();
  }

  /** At once, at once again, then 10 seconds after each failure until a minute has passed. */
  async #deliverUntilAccepted<Event extends TrtcEvent | RoomEvent>(
    outgoing: Outgoing<Event>,
    life: AbortSignal,
  ): Promise<void> {
    let ageMs = 0;
    for (let attempt = 1; !life.aborted && this.target !== undefined; attempt += 1) {
      const { kind } = await this.#attempt(outgoing, attempt, { target: this.target, life });
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

  async #attempt<Event extends TrtcEvent | RoomEvent>(
    { log, sent, sdkAppId }: Outgoing<Event>,
    attempt: number,
    { target, life }: { target: CallbackTarget; life: AbortSignal },
  ): Promise<CallbackOutcome> {
    const at = this.#parts.now();
    const event = sent(at);
    const id = log.add({ event, attempt, url: target.url, at, outcome: { kind: 'pending' } });
    const outcome = await deliver(postOf(target, written(event, this.style), sdkAppId), this.#wait, life);
    log.settle(id, outcome);
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
