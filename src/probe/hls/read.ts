import type { Finding, MediaFacts } from '../../ingest/source-report.ts';
import type { Check } from '../check.ts';
import { outcomeOf, ProbeFailure } from '../failure.ts';
import { type Http, relativeTo } from '../http.ts';
import { type ReadMedia, readMedia } from '../media-file.ts';
import { type Opened, openFile } from '../opened.ts';
import { openPiece } from './piece.ts';
import { type MediaPlaylist, type Playlist, readPlaylist, type Variant } from './playlist.ts';
import { factsOf } from './variant-facts.ts';

/** A playlist, and what its pieces are. */
export interface ReadHls extends ReadMedia {
  findings: readonly Finding[];
  /** What the playlist says of its qualities: players take one of them. */
  alternatives: readonly MediaFacts[];
}

/** A live playlist is renewed at every piece; so many are missed before it is called old. */
const missedPieces = 5;
/** Milliseconds: of clocks and caches that differ. */
const slackMs = 30_000;
/** Other qualities of which the playlists are asked for too. */
const otherVariants = 4;

/**
 * Reads a playlist as a player does: of the best quality the playlist, then one piece, the newest of a live stream. Throws a
 * ProbeFailure if there is nothing to play.
 */
export async function readHls(opened: Opened, http: Http, check: Check): Promise<ReadHls> {
  const playlist = await readWhole(opened);
  if (playlist.kind === 'media') {
    const named = { playlist, url: opened.url, written: opened.written };
    return { ...(await readPieces(named, undefined, http, check)), alternatives: [] };
  }
  const variants = playlist.variants.toSorted((one, other) => other.bandwidth - one.bandwidth);
  const { chosen, read, missing, asked } = await bestOf(variants, opened.url, http, check);
  const audio =
    read.media.audio ?? (await audioOf(playlist, chosen, opened.url, http, check).catch(() => undefined));
  const isMissing =
    missing > 0 ? [{ certain: false, code: 'missing-variants', missing, of: asked } as const] : [];
  return {
    ...read,
    media: { ...read.media, audio },
    findings: [...read.findings, ...isMissing],
    alternatives: variants.length > 1 ? variants.map(factsOf) : [],
  };
}

/** The best quality that can be had, and how many of those that were asked for cannot. */
async function bestOf(variants: readonly Variant[], base: URL, http: Http, check: Check) {
  let best: { chosen: Variant; read: Omit<ReadHls, 'alternatives'> } | undefined;
  let failure: unknown;
  let [missing, asked] = [0, 0];
  for (const variant of variants.slice(0, 1 + otherVariants)) {
    try {
      const media = await mediaPlaylist(variant.uri, base, http, check);
      best ??= { chosen: variant, read: await readPieces(media, variant, http, check) };
    } catch (error) {
      failure ??= error;
      // The end of the check does not spoil what is known already.
      if (check.signal.aborted || outcomeOf(error).kind === 'not-checked') break;
      missing += 1;
    }
    asked += 1;
  }
  if (best === undefined) throw failure;
  return { ...best, missing, asked };
}

interface Named<P> {
  playlist: P;
  url: URL;
  written: Opened['written'];
}

/** A playlist of pieces that another names. Throws a ProbeFailure for what is none: one of playlists would go on for ever. */
async function mediaPlaylist(
  uri: string,
  base: URL,
  http: Http,
  check: Check,
): Promise<Named<MediaPlaylist>> {
  const url = relativeTo(uri, base);
  if (url === undefined) throw new ProbeFailure({ kind: 'playlist', problem: 'broken', status: undefined });
  const opened = await openFile(http, url, check).catch((error) => Promise.reject(missingPiece(error)));
  const playlist = await readWhole(opened);
  if (playlist.kind === 'media') return { playlist, url: opened.url, written: opened.written };
  throw new ProbeFailure({ kind: 'playlist', problem: 'endless', status: undefined });
}

async function readWhole(opened: Opened): Promise<Exclude<Playlist, { kind: 'none' }>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of opened.bytes()) chunks.push(chunk);
  opened.end();
  const bytes = Buffer.concat(chunks);
  if (opened.endedEarly()) throw new ProbeFailure({ kind: 'cut-off', bytes: bytes.length });
  const playlist = readPlaylist(bytes.toString());
  if (playlist.kind !== 'none') return playlist;
  throw new ProbeFailure({ kind: 'playlist', problem: playlist.why, status: undefined });
}

async function readPieces(
  { playlist, url, written }: Named<MediaPlaylist>,
  variant: Variant | undefined,
  http: Http,
  check: Check,
): Promise<Omit<ReadHls, 'alternatives'>> {
  const length: MediaFacts['length'] = playlist.hasEnd
    ? { kind: 'recorded', seconds: playlist.seconds }
    : { kind: 'live' };
  const said = variant === undefined ? undefined : factsOf(variant);
  if (playlist.encryption !== 'none') {
    const media: MediaFacts = { container: 'hls', video: said?.video, audio: said?.audio, length };
    const certain = playlist.encryption === 'drm';
    return { media, bitRate: undefined, findings: [{ certain, code: 'encrypted' }] };
  }
  // The second but last: caches may not have the last yet, and the first is the next to go.
  const piece = playlist.hasEnd ? playlist.first : (playlist.last.at(-2) ?? playlist.first);
  const opened = await openPiece(piece, url, http, check).catch((error) =>
    Promise.reject(missingPiece(error)),
  );
  const { media, bitRate } = await readMedia(opened, http, check);
  const video =
    media.video === undefined ? undefined : { ...media.video, size: media.video.size ?? said?.video?.size };
  return {
    media: { container: 'hls', video, audio: media.audio, length },
    bitRate: playlist.hasEnd ? bitRate : undefined,
    findings: playlist.hasEnd ? [] : staleness(playlist, written),
  };
}

/** A live playlist that is not written to any more: the encoder is gone, and what it left is still served. */
function staleness({ targetSeconds }: MediaPlaylist, written: Opened['written']): Finding[] {
  if (written === undefined) return [];
  const ageMs = written.now - written.at;
  const isStale = ageMs > slackMs + missedPieces * targetSeconds * 1000;
  return isStale ? [{ certain: false, code: 'stale', ageMs }] : [];
}

/** Sound that is in pieces of its own. */
async function audioOf(
  playlist: Extract<Playlist, { kind: 'master' }>,
  variant: Variant,
  base: URL,
  http: Http,
  check: Check,
): Promise<MediaFacts['audio']> {
  const group = playlist.audio.filter((each) => each.group === variant.audioGroup);
  const rendition = group.find((each) => each.isDefault) ?? group[0];
  if (rendition === undefined) return undefined;
  const pieces = await mediaPlaylist(rendition.uri, base, http, check);
  return (await readPieces(pieces, undefined, http, check)).media.audio;
}

/** A part that is missing is the playlist's fault, not the address's. */
function missingPiece(error: unknown): unknown {
  const outcome = outcomeOf(error);
  if (outcome.kind === 'status')
    return new ProbeFailure(
      { kind: 'playlist', problem: 'piece-missing', status: outcome.status },
      { cause: error },
    );
  return error;
}
