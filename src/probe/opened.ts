import type { Check } from './check.ts';
import { outcomeOf, ProbeFailure } from './failure.ts';
import type { Answer, Http } from './http.ts';

/** A file of which the beginning has been read. */
export interface Opened {
  url: URL;
  head: Uint8Array;
  /** Bytes in all; undefined if the server does not say. */
  size: number | undefined;
  /** When it was last written, in milliseconds since the epoch by the server's own clock, and what that clock says. */
  written: { at: number; now: number } | undefined;
  /** Whether the server gives parts of files. */
  hasRanges: boolean;
  /** The file once from its first byte on, the head included. */
  bytes(): AsyncGenerator<Uint8Array>;
  /** Whether the body ended before as much had come as the server said. */
  endedEarly(): boolean;
  end(): void;
}

const packings = ['gzip', 'deflate', 'br', 'zstd'] as const;
/** Enough to tell every kind of file by, and most tables of MPEG-TS. */
const headBytes = 2048;

/**
 * Opens a file, or so many bytes of it, and reads its beginning. Throws a ProbeFailure for an answer that has none, such as
 * one of 404.
 */
export async function openFile(
  http: Http,
  url: URL,
  check: Check,
  range?: { from: number; bytes: number },
): Promise<Opened> {
  const answer = await http.get(url, range?.from ?? 0);
  if (answer.status < 200 || answer.status > 299) {
    answer.end();
    // No byte is the first of an empty file.
    throw new ProbeFailure(
      answer.status === 416 ? { kind: 'empty' } : { kind: 'status', status: answer.status },
    );
  }
  const packed = answer.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (packed !== 'identity' && packed !== '') {
    answer.end();
    throw new ProbeFailure({
      kind: 'packed',
      how: packings.find((how) => packed.replace(/^x-/, '') === how),
    });
  }
  // A server without parts sends all that comes before, too.
  const skipped = range === undefined || answer.status === 206 ? 0 : range.from;
  let [toSkip, toRead] = [skipped, range?.bytes ?? Number.POSITIVE_INFINITY];
  const size = range === undefined ? sizeOf(answer) : range.bytes;
  const chunks: Uint8Array[] = [];
  let early = false;
  const more = answer.body[Symbol.asyncIterator]();

  async function next(): Promise<Uint8Array | undefined> {
    try {
      while (toRead > 0) {
        const { done, value } = await more.next();
        if (done === true) return undefined;
        const part = value.subarray(toSkip, toSkip + toRead);
        toSkip = Math.max(0, toSkip - value.length);
        toRead -= part.length;
        if (part.length > 0) return part;
      }
    } catch (error) {
      if (check.signal.aborted || outcomeOf(error).kind === 'not-checked') throw error;
      early = true;
    }
    return undefined;
  }

  let length = 0;
  while (length < headBytes) {
    const chunk = await next();
    if (chunk === undefined) break;
    chunks.push(chunk);
    length += chunk.length;
  }
  if (length === 0) throw new ProbeFailure(early ? { kind: 'cut-off', bytes: 0 } : { kind: 'empty' });
  const head = Buffer.concat(chunks);
  return {
    url: answer.url,
    head,
    size,
    written: writtenOf(answer),
    hasRanges: answer.status === 206,
    async *bytes() {
      yield head;
      for (let chunk = await next(); chunk !== undefined; chunk = await next()) yield chunk;
    },
    endedEarly: () => early,
    end: answer.end,
  };
}

function writtenOf({ headers }: Answer): Opened['written'] {
  const [at, now] = [Date.parse(headers['last-modified'] ?? ''), Date.parse(headers.date ?? '')];
  return Number.isNaN(at) || Number.isNaN(now) ? undefined : { at, now };
}

/** The size of the whole file, as the answer to a request from its first byte on says it. */
export function sizeOf({ status, headers }: Pick<Answer, 'status' | 'headers'>): number | undefined {
  const range = /^bytes \d+-\d+\/(\d{1,15})$/.exec(String(headers['content-range'] ?? ''))?.[1];
  const said = status === 206 && range !== undefined ? range : headers['content-length'];
  return said !== undefined && /^\d{1,15}$/.test(said) ? Number(said) : undefined;
}
