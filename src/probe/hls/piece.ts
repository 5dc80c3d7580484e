import type { Check } from '../check.ts';
import { ProbeFailure } from '../failure.ts';
import { type Http, relativeTo } from '../http.ts';
import { type Opened, openFile } from '../opened.ts';
import type { Piece, Range } from './playlist.ts';

/** Opens a piece; one of fragmented MP4 with what comes before it, as if they were one file. */
export async function openPiece(piece: Piece, base: URL, http: Http, check: Check): Promise<Opened> {
  if (piece.map === undefined && piece.range === undefined)
    return open(piece.uri, base, undefined, http, check);
  const map =
    piece.map === undefined ? undefined : await open(piece.map.uri, base, piece.map.range, http, check);
  const before: Uint8Array[] = [];
  if (map !== undefined) for await (const chunk of map.bytes()) before.push(chunk);
  map?.end();
  const media = await open(piece.uri, base, piece.range, http, check);
  return {
    ...media,
    head: Buffer.concat([...before, media.head]),
    size: undefined,
    hasRanges: false,
    async *bytes() {
      yield* before;
      yield* media.bytes();
    },
  };
}

async function open(
  uri: string,
  base: URL,
  range: Range | undefined,
  http: Http,
  check: Check,
): Promise<Opened> {
  const url = relativeTo(uri, base);
  if (url === undefined) throw new ProbeFailure({ kind: 'playlist', problem: 'broken', status: undefined });
  return openFile(http, url, check, range);
}
