/** What a playlist of HLS says (RFC 8216), as far as a check needs it. */
export type Playlist =
  | { kind: 'master'; variants: readonly Variant[]; audio: readonly AudioRendition[] }
  | MediaPlaylist
  /** Nothing that could be played, or no playlist. */
  | { kind: 'none'; why: 'empty' | 'broken' };

export interface Variant {
  uri: string;
  /** Bits a second; 0 if it is not said. */
  bandwidth: number;
  codecs: readonly string[];
  size: { width: number; height: number } | undefined;
  framesPerSecond: number | undefined;
  audioGroup: string | undefined;
}

/** Sound that is in pieces of its own. */
export interface AudioRendition {
  group: string;
  uri: string;
  isDefault: boolean;
}

export interface MediaPlaylist {
  kind: 'media';
  hasEnd: boolean;
  /** Seconds of all pieces. */
  seconds: number;
  /** Seconds that a piece has at most. */
  targetSeconds: number;
  /** The first, and the last few. */
  first: Piece;
  last: readonly Piece[];
  pieces: number;
  /** How the pieces are encrypted; `drm` if not by a key that anybody may fetch. */
  encryption: 'none' | 'key' | 'drm';
}

export interface Piece {
  uri: string;
  range: Range | undefined;
  /** What comes before the piece's own bytes (fragmented MP4). */
  map: { uri: string; range: Range | undefined } | undefined;
}

export interface Range {
  from: number;
  bytes: number;
}

/** Of a live stream: so many are remembered from the end. */
const rememberedPieces = 3;
/** More than any ladder, and any list of languages, has. */
const [mostVariants, mostRenditions] = [200, 1000];
const attribute = /(?:^|,) ?([A-Z0-9-]{1,64})=("[^"]*"|[^",]*)/g;

/** Reads a playlist. */
export function readPlaylist(text: string): Playlist {
  const [first] = linesOf(text);
  if (!first?.startsWith('#EXTM3U')) return { kind: 'none', why: 'broken' };
  for (const line of linesOf(text))
    if (line.startsWith('#EXT-X-STREAM-INF')) return readMaster(linesOf(text));
  return readMedia(linesOf(text));
}

/** The lines that say something, one by one: a list of them all would take many times the memory of the text. */
function* linesOf(text: string): Generator<string> {
  const ends = /[\r\n]+/g;
  for (let at = 0; at < text.length; at = ends.lastIndex || text.length) {
    const line = text.slice(at, ends.exec(text)?.index).trim();
    if (line !== '') yield line;
  }
}

function readMaster(lines: Iterable<string>): Playlist {
  const variants: Variant[] = [];
  const audio: AudioRendition[] = [];
  let pending: Map<string, string> | undefined;
  for (const line of lines) {
    if (variants.length >= mostVariants) break;
    if (line.startsWith('#EXT-X-STREAM-INF:')) pending = attributesOf(line);
    else if (line.startsWith('#EXT-X-MEDIA:')) {
      if (audio.length < mostRenditions) audio.push(...renditionOf(attributesOf(line)));
    } else if (!line.startsWith('#') && pending !== undefined) {
      variants.push(variantOf(line, pending));
      pending = undefined;
    }
  }
  return variants.length === 0 ? { kind: 'none', why: 'empty' } : { kind: 'master', variants, audio };
}

function variantOf(uri: string, said: Map<string, string>): Variant {
  const [width, height] = (/^(\d{1,5})x(\d{1,5})$/.exec(said.get('RESOLUTION') ?? '') ?? [])
    .slice(1)
    .map(Number);
  return {
    uri,
    bandwidth: number(said.get('BANDWIDTH')) ?? 0,
    codecs: (said.get('CODECS') ?? '')
      .split(',')
      .map((codec) => codec.trim())
      .filter((codec) => codec !== ''),
    size: width === undefined || height === undefined ? undefined : { width, height },
    framesPerSecond: number(said.get('FRAME-RATE')),
    audioGroup: said.get('AUDIO'),
  };
}

function renditionOf(said: Map<string, string>): AudioRendition[] {
  const [group, uri] = [said.get('GROUP-ID'), said.get('URI')];
  if (said.get('TYPE') !== 'AUDIO' || group === undefined || uri === undefined) return [];
  return [{ group, uri, isDefault: said.get('DEFAULT') === 'YES' }];
}

function readMedia(lines: Iterable<string>): Playlist {
  let [seconds, targetSeconds, pieces, nextFrom] = [0, 0, 0, 0];
  let hasEnd = false;
  let map: Piece['map'];
  let range: Range | undefined;
  let encryption: MediaPlaylist['encryption'] = 'none';
  let first: Piece | undefined;
  const last: Piece[] = [];
  for (const line of lines) {
    if (line.startsWith('#EXTINF:')) seconds += number(/^#EXTINF:\s*([\d.]{1,20})/.exec(line)?.[1]) ?? 0;
    else if (line.startsWith('#EXT-X-TARGETDURATION:')) targetSeconds = number(line.split(':')[1]) ?? 0;
    else if (line === '#EXT-X-ENDLIST') hasEnd = true;
    else if (line.startsWith('#EXT-X-BYTERANGE:')) range = rangeOf(line.slice(17), nextFrom);
    else if (line.startsWith('#EXT-X-MAP:')) map = mapOf(attributesOf(line));
    else if (line.startsWith('#EXT-X-KEY:')) encryption = encryptionOf(attributesOf(line));
    else if (!line.startsWith('#')) {
      const piece = { uri: line, range, map };
      nextFrom = range === undefined ? 0 : range.from + range.bytes;
      range = undefined;
      first ??= piece;
      last.push(piece);
      if (last.length > rememberedPieces) last.shift();
      pieces += 1;
    }
  }
  if (first === undefined) return { kind: 'none', why: 'empty' };
  return { kind: 'media', hasEnd, seconds, targetSeconds, first, last, pieces, encryption };
}

function mapOf(said: Map<string, string>): Piece['map'] {
  const uri = said.get('URI');
  return uri === undefined ? undefined : { uri, range: rangeOf(said.get('BYTERANGE') ?? '', 0) };
}

function encryptionOf(said: Map<string, string>): MediaPlaylist['encryption'] {
  if (said.get('METHOD') === 'NONE') return 'none';
  return ['identity', undefined].includes(said.get('KEYFORMAT')) ? 'key' : 'drm';
}

/** BYTES@FROM; without FROM it goes on where the one before ended. */
function rangeOf(text: string, next: number): Range | undefined {
  const [, bytes, from] = /^(\d{1,15})(?:@(\d{1,15}))?$/.exec(text) ?? [];
  return bytes === undefined
    ? undefined
    : { bytes: Number(bytes), from: from === undefined ? next : Number(from) };
}

function attributesOf(line: string): Map<string, string> {
  const found = line.slice(line.indexOf(':') + 1).matchAll(attribute);
  return new Map([...found].map(([, name = '', value = '']) => [name, value.replace(/^"|"$/g, '')]));
}

function number(text: string | undefined): number | undefined {
  const value = Number(text);
  return text !== undefined && text.trim() !== '' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
