import type { SourceReport } from './source-report.ts';
import type { Failure } from './task.ts';

/** Every error that the domain expects has a code that tells it apart, and keeps what caused it. */
export abstract class IngestError extends Error {
  abstract readonly code: string;
}

/** The bot cannot write to that channel. Thrown before anything is started. */
export class CannotPost extends IngestError {
  readonly code = 'cannot_post';
  /** The channel, by id. */
  readonly channel: string;
  /** The chat's own word for the reason, such as `not_in_channel`. */
  readonly reason: string;

  constructor(channel: string, reason: string, options?: ErrorOptions) {
    super(`Cannot post to ${channel}: ${reason}`, options);
    this.channel = channel;
    this.reason = reason;
  }
}

/** A request that was kept too long to be still wanted. Nothing was done. */
export class TooLate extends IngestError {
  readonly code = 'too_late';

  constructor() {
    super('It was asked for too long ago.');
  }
}

/** The process ends before it came to this. What was asked for is kept, and is done by the next process. */
export class Interrupted extends IngestError {
  readonly code = 'interrupted';

  constructor() {
    super('The bot is being stopped.');
  }
}

/** A start that failed before it had a thread in which that could be told. */
export class NotStarted extends IngestError {
  readonly code = 'not_started';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The source of a start was looked at, and cannot be played as it is. Nothing was started. */
export class SourceUnfit extends IngestError {
  readonly code = 'source_unfit';
  readonly report: SourceReport;
  /** Whether whoever asked may have it started all the same. */
  readonly mayBeStarted: boolean;

  constructor(report: SourceReport, mayBeStarted: boolean) {
    super(`The source cannot be played: ${report.kind}`);
    this.report = report;
    this.mayBeStarted = mayBeStarted;
  }
}

/** Somebody else has gone on with the start of a task. */
export class TakenOver extends IngestError {
  readonly code = 'taken_over';

  constructor(handle: string) {
    super(`The start of ${handle} is in other hands.`);
  }
}

/** People could not be told of something, and can perhaps be told later. */
export class CannotNotifyNow extends IngestError {
  readonly code = 'cannot_tell_now';
  /** How long the chat asked to wait; undefined if it did not say. */
  readonly retryAfterMs: number | undefined;

  constructor(reason: string, details: { retryAfterMs?: number | undefined }, options?: ErrorOptions) {
    super(`People cannot be told now: ${reason}`, options);
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** A record could not be read or written. */
export class StoreUnavailable extends IngestError {
  readonly code: string = 'store_unavailable';
}

/** The store's files are not what was written: waiting does not help. The message says what was found, and the remedy. */
export class StoreDamaged extends StoreUnavailable {
  override readonly code = 'store_damaged';
}

/** What the failed call may have done at the far side. */
export type Effect =
  /** It is certain that nothing was done. */
  | 'none'
  /** It may have been done: nobody knows. */
  | 'unknown';

/** The call to the service did not bring the answer that was hoped for. */
export class GatewayError extends IngestError {
  /** The service's error code if there was an answer, else a word of ours such as `Network.Timeout`. */
  readonly code: string;
  readonly effect: Effect;
  /** What a person can do about it. */
  readonly hint: string;
  readonly requestId: string | undefined;

  constructor(
    details: { code: string; message: string; effect: Effect; hint: string; requestId?: string | undefined },
    options?: ErrorOptions,
  ) {
    super(details.message, options);
    this.code = details.code;
    this.effect = details.effect;
    this.hint = details.hint;
    this.requestId = details.requestId;
  }
}

/** What to do if nobody knows whether the stream was started. */
export const unknownHint =
  'TRTC may have started it all the same. It was not sent again, so that it does not run twice: look into the room, and remove the robot before you start again.';

/** What is kept of the error, for people to read. */
export function failureOf({ code, message, hint, requestId }: GatewayError): Failure {
  return { code, message, hint, ...(requestId === undefined ? {} : { requestId }) };
}

/** The service does not run the task any more. */
export class TaskGone extends GatewayError {}

/** The call is taken nowhere that the bot may make it, so nothing was done. Making it again does not help. */
export class OutOfReach extends GatewayError {}
