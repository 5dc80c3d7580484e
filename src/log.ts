import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { parseJson } from './ingest/json.ts';
import { maskText, mayHoldSecret, serviceTicket } from './ingest/mask.ts';
import type { Secret } from './ingest/secret.ts';
import type { LogLevel } from './settings.ts';
import { currentTrace } from './trace.ts';

const inText = {
  slackToken: /x(?:ox[a-z]|app|wfp)-[\w-]+/g,
  /** Whoever knows such an address can write as the bot for half an hour. */
  responseUrl: /\/(?:commands|actions|app|services)\/[TE]\w+\/[^\s"'\\]+/g,
};

/** Shorter ones are part of too many innocent words and numbers to be replaced wherever they stand. */
const shortestKnown = 8;

/** Levels of lists and objects that are looked through, those of JSON within JSON among them; below them is `…`. */
const deepest = 60;

/** Gives a text without what must not be read in a log: known secrets, tickets, credentials and queries of URLs. */
export function createScrub(secrets: readonly Secret[]): (text: string) => string {
  const spelt = secrets
    .map((secret) => secret.reveal())
    .filter((value) => value.length >= shortestKnown)
    .flatMap(spellings);
  const known = [...new Set(spelt)].sort((a, b) => b.length - a.length);
  return (text) =>
    maskJson(
      known
        .reduce((rest, value) => rest.replaceAll(value, '[secret]'), text)
        .replace(inText.slackToken, '[secret]')
        .replace(serviceTicket, '[secret]'),
    ).replace(inText.responseUrl, '/[secret]');
}

/** JSON with each text in it masked, JSON in such a text too: so a URL ends where its text does, whatever it holds. */
function maskJson(text: string, levels = deepest): string {
  if (!mayHoldSecret.test(text)) return text;
  const json = levels > 0 && /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  if (json === undefined) return maskText(text);
  return `${JSON.stringify(maskValue(json, levels - 1))}${text.endsWith('\n') ? '\n' : ''}`;
}

function maskValue(value: unknown, levels: number): unknown {
  if (typeof value === 'string') return maskJson(value, levels);
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return '…';
  if (Array.isArray(value)) return value.map((each) => maskValue(each, levels - 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [maskText(name), maskValue(each, levels - 1)]),
  );
}

/** A value as it is, as JSON writes it, and as JSON within JSON does. */
function spellings(value: string): string[] {
  const once = JSON.stringify(value).slice(1, -1);
  return [value, once, JSON.stringify(once).slice(1, -1)];
}

/**
 * JSON lines of the given level and above, each scrubbed of the given secrets and of all that looks like one, and with
 * the trace of the work that logs it.
 */
export function createLogger(
  level: LogLevel,
  secrets: readonly Secret[],
  destination: DestinationStream,
): Logger {
  const scrub = createScrub(secrets);
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      serializers: { error: pino.stdSerializers.err },
      mixin() {
        const trace = currentTrace();
        return trace === undefined ? {} : { trace };
      },
    },
    { write: (line: string) => destination.write(scrub(line)) },
  );
}
