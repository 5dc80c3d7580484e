import { GatewayError, unknownHint } from '../ingest/errors.ts';
import { maskTextAbout } from '../ingest/mask.ts';
import { spokenProxyFailure } from '../network/proxy-failure.ts';
import { UnreadableAnswer, usableRequestId } from './answer.ts';
import { NotSent } from './departure.ts';
import { hintFor, untrustedHint } from './hints.ts';
import { saysNotDone } from './http-status.ts';

/** What the SDK throws, as far as it can be told apart: only the message survives a network error. */
interface SdkError {
  message: string;
  code?: unknown;
  requestId?: unknown;
  httpCode?: unknown;
}

type Details = ConstructorParameters<typeof GatewayError>[0];

/**
 * How node-fetch reports the errors of node:net, node:dns and node:tls that come before a connection stands: nothing
 * was sent. An answer's own words never stand behind these.
 */
const beforeSending =
  /^request to \S+ failed, reason: (?:connect E|getaddrinfo |[^:]*\bcertificate\b|.*before secure TLS)/;
/** How node-fetch begins to tell of whatever went wrong with a connection. */
const ofConnection = /^request to \S+ failed, reason: /;
const timedOut = /^(?:network timeout at: |Response timeout while )/;
const untrusted = /\bcertificate\b|^request to \S+ failed, reason: (?:write EPROTO|Hostname\/IP)/i;

/**
 * API errors after which the same call may be sent again, since they say that it was not done. Documented of InternalError:
 * "please retry" (57835, InternalError.InternalError). Assumed of the rest of its family, and of the other two.
 */
const notDoneForNow = /^(RequestLimitExceeded|InternalError|ResourceInsufficient)(\.|$)/;
const retried = new Set(['Network.NotSent', 'Network.ProxyFailed', 'Http.429']);

/**
 * InternalError.BackendTimeOut and its like: something behind the API was not waited for any longer. Assumed: that it may
 * have been done all the same; no page says so, nor the contrary (docs/tencent.md, lost-answer).
 */
const timedOutBehind = /timeout$/i;

/** A code is made of the names of a family and of a case. What is otherwise was not made by the API. */
const wellFormed = /^[A-Za-z]\w{0,63}(?:\.\w{1,63}){0,3}$/;
/** What JavaScript makes a text of if a Message is none; more of it than this fills the thread. */
const noText = /^(?:null|undefined|true|false)?$|\[object /;
const longestMessage = 500;

/**
 * Makes of what the SDK threw an error that says what it may have done and what to do about it. Of the stream's URL, which
 * TRTC repeats in its errors, nothing is left but what may be shown.
 */
export function toGatewayError(thrown: unknown, url?: string): GatewayError {
  const details = detailsOf(thrown);
  const message = maskTextAbout(details.message, url);
  const cause = message === details.message ? thrown : new Error(message);
  return new GatewayError({ ...details, message }, { cause });
}

/** Whether the call may be made again: only if it is certain that it was not done, and if that can pass. */
export function mayRetry(error: GatewayError): boolean {
  return error.effect === 'none' && (retried.has(error.code) || notDoneForNow.test(error.code));
}

/** Whether the failure can pass by itself, whatever the call may have done. */
export function isTransient(error: GatewayError): boolean {
  return error.effect === 'unknown' || mayRetry(error);
}

function detailsOf(thrown: unknown): Details {
  if (thrown instanceof NotSent) return notSent(asSdkError(thrown.cause).message);
  const error = asSdkError(thrown);
  if (beforeSending.test(error.message) || spokenProxyFailure(error.message) !== undefined)
    return notSent(error.message);
  if (typeof error.httpCode === 'number' && saysNotDone(error.httpCode))
    return refusedInFront(error.httpCode);
  return refusal(error) ?? { ...lostAnswer(thrown, error), effect: 'unknown', hint: unknownHint };
}

function asSdkError(thrown: unknown): SdkError {
  return thrown instanceof Error ? thrown : { message: String(thrown) };
}

/** Nothing left: the far side could not be reached, or the request could not be made at all. */
function notSent(reason: string): Details {
  const proxy = spokenProxyFailure(reason);
  if (proxy !== undefined) {
    const code = proxy.passes ? 'Network.ProxyFailed' : 'Network.ProxyRefused';
    return { code, message: proxy.sentence, effect: 'none', hint: hintFor(code) };
  }
  if (!ofConnection.test(reason) && !timedOut.test(reason)) {
    const code = 'Bot.CannotSend';
    const message = 'The bot could not make the request to TRTC, so nothing was sent.';
    return { code, message, effect: 'none', hint: hintFor(code) };
  }
  const code = 'Network.NotSent';
  if (untrusted.test(reason)) {
    const message = 'TRTC could not be reached: no trusted TLS connection could be made.';
    return { code, message, effect: 'none', hint: untrustedHint };
  }
  return { code, message: 'TRTC could not be reached.', effect: 'none', hint: hintFor(code) };
}

function refusedInFront(status: number): Details {
  const code = `Http.${status}`;
  const message = `Something in front of TRTC refused the request with HTTP status ${status}, so nothing was done.`;
  return { code, message, effect: 'none', hint: hintFor(code) };
}

/**
 * The API's own answer that it was not done, or not waited for. An Error in the answer says that the request has failed
 * (Tencent's page "Responses"), and is known by its code or by its RequestId; errors of streams and sockets may have a code
 * of their own.
 */
function refusal(error: SdkError): Details | undefined {
  if (!('requestId' in error && 'code' in error)) return undefined;
  const requestId = usableRequestId(error.requestId);
  const named = typeof error.code === 'string' && wellFormed.test(error.code) ? error.code : undefined;
  if (named === undefined && requestId === undefined) return undefined;
  const code = named ?? 'Api.Unnamed';
  if (timedOutBehind.test(code))
    return { code, message: messageOf(error), effect: 'unknown', hint: unknownHint, requestId };
  return { code, message: messageOf(error), effect: 'none', hint: hintFor(code), requestId };
}

function messageOf({ message }: SdkError): string {
  const text = message.trim();
  if (noText.test(text)) return 'TRTC refused it and did not say why.';
  return text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text;
}

function lostAnswer(thrown: unknown, error: SdkError): Pick<Details, 'code' | 'message' | 'requestId'> {
  if (thrown instanceof UnreadableAnswer) {
    const { message, requestId } = thrown;
    return { code: 'Network.Unreadable', message, requestId };
  }
  if (typeof error.httpCode === 'number') {
    return { code: `Http.${error.httpCode}`, message: `TRTC answered with HTTP status ${error.httpCode}.` };
  }
  if (timedOut.test(error.message)) {
    return { code: 'Network.Timeout', message: 'TRTC did not answer in time.' };
  }
  if (/hang up|ECONNRESET|EPIPE|aborted|premature/i.test(error.message)) {
    return { code: 'Network.Lost', message: 'The connection to TRTC broke before the answer came.' };
  }
  return { code: 'Network.Unreadable', message: "TRTC's answer could not be read." };
}
