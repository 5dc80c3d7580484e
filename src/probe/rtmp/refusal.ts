import type { SourceFailure } from '../../ingest/source-report.ts';
import type { AmfValue } from '../flv/amf0.ts';

/** What a server says of a request, in the fields that Adobe's servers have for it. */
interface Status {
  level: string;
  code: string;
  description: string;
  /** Whether it names another address, as Adobe's servers, SRS and nginx with a redirect do (in `ex`, with the code 302). */
  leadsOn: boolean;
}

type Why = Extract<SourceFailure, { kind: 'rejected' }>['why'];

/** Adobe's and Limelight's way to ask for credentials, which Wowza, Akamai and Red5 took over; and the words of others. */
const login =
  /authmod=|reason=(?:needauth|authfailed|nosuchuser)|need auth|(?:authorization|authentication) (?:is )?required/i;
/** What servers say that have no code of their own for it, or use that of a refusal. */
const noSuchApp = [/\bapplication\b/i, /\b(?:is not defined|is missing|not found|does not exist|invalid)\b/i];

/** Why an `_error` that a server answers with gives no stream; `values` are those of its message. */
export function errorMeaning(values: readonly AmfValue[]): SourceFailure {
  return meaningOf(statusIn(values.slice(2)));
}

/** The same of a status or a result; undefined if it does not refuse anything. Some refuse with a result, or as a mere status. */
export function refusalIn(values: readonly AmfValue[]): SourceFailure | undefined {
  const status = statusIn(values.slice(2));
  const refuses =
    status.level === 'error' ||
    status.leadsOn ||
    /^NetConnection\.Connect\.(?:Rejected|Failed|InvalidApp|AppShutdown)$/i.test(status.code) ||
    /^NetStream\.Play\.(?:StreamNotFound|UnpublishNotify)$/.test(status.code);
  return refuses ? meaningOf(status) : undefined;
}

/** The first object with a code; the places of objects differ, and some servers say a text alone. */
function statusIn(values: readonly AmfValue[]): Status {
  const objects = values.filter(isFields);
  const fields = objects.find(({ code, level }) => code !== undefined || level !== undefined) ?? {};
  const texts = values.filter((value) => typeof value === 'string');
  const { ex } = fields;
  return {
    level: textOf(fields.level),
    code: textOf(fields.code),
    description: [textOf(fields.description), ...texts].join(' '),
    leadsOn: isFields(ex) && (textOf(ex.redirect) !== '' || Number(ex.code) === 302),
  };
}

function meaningOf({ code, description, leadsOn }: Status): SourceFailure {
  if (leadsOn) return rejected('redirected');
  if (/^NetStream\.Play\.(?:StreamNotFound|UnpublishNotify)$/.test(code))
    return { kind: 'not-published', silentForMs: undefined };
  if (/^NetStream\.Play\.(?:FileStructureInvalid|NoSupportedTrackFound)$/.test(code))
    return { kind: 'unreadable' };
  if (login.test(description)) return rejected('login');
  if (/\.InvalidApp$/i.test(code) || noSuchApp.every((words) => words.test(description)))
    return rejected('no-such-app');
  // The codes of Adobe's servers for what went wrong with themselves.
  return rejected(/\.(?:Failed|AppShutdown)$/i.test(code) ? 'failed' : 'refused');
}

function rejected(why: Why): SourceFailure {
  return { kind: 'rejected', why };
}

function isFields(value: AmfValue): value is { [name: string]: AmfValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: AmfValue): string {
  return typeof value === 'string' ? value : '';
}
