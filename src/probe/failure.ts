import type { NotChecked, SourceFailure } from '../ingest/source-report.ts';

/** A check ends here, and why is what it reports. */
export class ProbeFailure extends Error {
  readonly outcome: SourceFailure | NotChecked;

  constructor(outcome: SourceFailure | NotChecked, options?: ErrorOptions) {
    super(outcome.kind, options);
    this.name = 'ProbeFailure';
    this.outcome = outcome;
  }
}

const unreachable: Record<string, 'refused' | 'no-route' | 'timed-out' | 'closed'> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  // A firewall of the machine itself.
  EACCES: 'no-route',
  EPERM: 'no-route',
  ETIMEDOUT: 'timed-out',
  UND_ERR_CONNECT_TIMEOUT: 'timed-out',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  UND_ERR_SOCKET: 'closed',
};

const mostCauses = 8;

/** What an error of a look-up, a connection or a request means. */
export function outcomeOf(error: unknown): SourceFailure | NotChecked {
  const failure = causesOf(error).find((cause) => cause instanceof ProbeFailure);
  if (failure instanceof ProbeFailure) return failure.outcome;
  const codes = causesOf(error).map(codeOf);
  for (const code of codes) {
    const how = unreachable[code];
    if (how !== undefined) return { kind: 'unreachable', how };
    if (['ENOTFOUND', 'ENODATA', 'EBADNAME'].includes(code)) return { kind: 'unknown-host' };
    if (/^(EAI_|ESERVFAIL|EREFUSED|ETIMEOUT|ECANCELLED|EFORMERR|EBADRESP)/.test(code))
      return { kind: 'not-checked', why: 'no-name-service' };
    if (/CERT|SIGNATURE|EPROTO|^ERR_(TLS|SSL)|ISSUER/.test(code)) return { kind: 'tls' };
    if (/^HPE_|^UND_ERR_(HEADERS_OVERFLOW|RES_|RESPONSE|INVALID|INFO)/.test(code))
      return { kind: 'not-understood' };
  }
  return { kind: 'not-checked', why: 'failed' };
}

/** An error and what it says of its causes, several for a connection that was tried at several addresses. */
function causesOf(error: unknown): object[] {
  const found: object[] = [];
  let each = error;
  while (typeof each === 'object' && each !== null && found.length < mostCauses) {
    found.push(each);
    if ('errors' in each && Array.isArray(each.errors)) found.push(...each.errors.slice(0, mostCauses));
    each = 'cause' in each ? each.cause : undefined;
  }
  return found;
}

/** A code of Node's or undici's; undici's parser has only a name for what is no HTTP at all. */
function codeOf(error: object): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'name' in error && error.name === 'HTTPParserError' ? 'HPE_' : '';
}
