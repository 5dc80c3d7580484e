import { GatewayError } from '../ingest/errors.ts';
import { maskTextAbout } from '../ingest/mask.ts';
import { hintFor, unknownHint } from './hints.ts';

/** What the SDK throws, as far as it can be told apart: only the message survives a network error. */
interface SdkError {
  message: string;
  code?: unknown;
  requestId?: unknown;
  httpCode?: unknown;
}

/**
 * How node-fetch reports the errors of node:net, node:dns and node:tls that come before a connection stands: nothing
 * was sent. An answer's own words never stand behind these.
 */
const beforeSending =
  /^request to \S+ failed, reason: (?:connect E|getaddrinfo |[^:]*\bcertificate\b|.*before secure TLS)/;

/** API errors after which the same call may be sent again, since they say that it was not done. */
const notDoneForNow = /^(RequestLimitExceeded|InternalError|ResourceInsufficient)(\.|$)/;

/**
 * Makes of what the SDK threw an error that says what it may have done and what to do about it. Of the stream's URL, which
 * TRTC repeats in its errors, nothing is left but what may be shown.
 */
export function toGatewayError(thrown: unknown, url?: string): GatewayError {
  const error = asSdkError(thrown);
  if (isAnswer(error)) {
    const { code, requestId } = error;
    const message = maskTextAbout(error.message, url);
    const cause = message === error.message ? thrown : new Error(message);
    return new GatewayError({ code, message, effect: 'none', hint: hintFor(code), requestId }, { cause });
  }
  if (beforeSending.test(error.message)) {
    const code = 'Network.NotSent';
    return new GatewayError(
      { code, message: 'TRTC could not be reached.', effect: 'none', hint: hintFor(code) },
      { cause: thrown },
    );
  }
  return new GatewayError({ ...lostAnswer(error), effect: 'unknown', hint: unknownHint }, { cause: thrown });
}

/** Whether the call may be made again: only where it is certain that it was not done, and where that can pass. */
export function mayRetry(error: GatewayError): boolean {
  return error.effect === 'none' && (error.code === 'Network.NotSent' || notDoneForNow.test(error.code));
}

/** Tencent's answers have a code and a RequestId; errors of streams and sockets may have a code of their own. */
function isAnswer(error: SdkError): error is SdkError & { code: string; requestId: string } {
  return typeof error.code === 'string' && typeof error.requestId === 'string' && error.requestId !== '';
}

/** Whether the failure can pass by itself, whatever the call may have done. */
export function isTransient(error: GatewayError): boolean {
  return error.effect === 'unknown' || mayRetry(error);
}

function asSdkError(thrown: unknown): SdkError {
  return thrown instanceof Error ? thrown : { message: String(thrown) };
}

function lostAnswer(error: SdkError): { code: string; message: string } {
  if (typeof error.httpCode === 'number') {
    return { code: `Http.${error.httpCode}`, message: `TRTC answered with HTTP status ${error.httpCode}.` };
  }
  if (/timeout/i.test(error.message)) {
    return { code: 'Network.Timeout', message: 'TRTC did not answer in time.' };
  }
  if (/hang up|ECONNRESET|EPIPE|aborted|premature/i.test(error.message)) {
    return { code: 'Network.Lost', message: 'The connection to TRTC broke before the answer came.' };
  }
  return { code: 'Network.Unreadable', message: "TRTC's answer could not be read." };
}
