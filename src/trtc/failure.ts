import { GatewayError } from '../ingest/errors.ts';
import { hintFor, unknownHint } from './hints.ts';

/** What the SDK throws, as far as it can be told apart: only the message survives a network error. */
interface SdkError {
  message: string;
  code?: unknown;
  requestId?: unknown;
  httpCode?: unknown;
}

/** Errors of node-fetch and node:net that come before a connection stands: nothing was sent. */
const beforeSending =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|CERT_|certificate|SELF_SIGNED|ERR_TLS/;

/** API errors after which the same call may be sent again, since they say that it was not done. */
const notDoneForNow = /^(RequestLimitExceeded|InternalError|ResourceInsufficient)(\.|$)/;

/** Makes of what the SDK threw an error that says what it may have done and what to do about it. */
export function toGatewayError(thrown: unknown): GatewayError {
  const error = asSdkError(thrown);
  if (typeof error.code === 'string' && error.code !== '') {
    const requestId = typeof error.requestId === 'string' ? error.requestId : undefined;
    const { code, message } = error;
    return new GatewayError(
      { code, message, effect: 'none', hint: hintFor(code), requestId },
      { cause: thrown },
    );
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
