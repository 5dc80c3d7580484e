import type { Input, InputAudioTrack, InputVideoTrack } from 'mediabunny';
import type { Container, FrameRate, MediaFacts, VideoFacts } from '../ingest/source-report.ts';
import type { Check } from './check.ts';
import { audioCodec, videoCodec } from './codecs.ts';
import { ProbeFailure } from './failure.ts';
import { type Http, relativeTo } from './http.ts';
import { topBoxes } from './mp4-boxes.ts';
import type { Opened } from './opened.ts';
import { stopRereads } from './reread.ts';
import { tsVideoCodec } from './ts-streams.ts';

/** Reading its code takes a tenth of a second, which a bot that never looks at a file need not spend. */
async function library() {
  const loaded = await import('mediabunny');
  // What it warns of, such as servers without ranges, it would say on the console, with the address.
  loaded.Logging.level = loaded.LogLevel.Silent;
  return loaded;
}

const containers: Record<string, Container> = {
  MP4: 'mp4',
  'QuickTime File Format': 'mov',
  Matroska: 'matroska',
  WebM: 'webm',
  MP3: 'mp3',
  WAVE: 'wav',
  Ogg: 'ogg',
  FLAC: 'flac',
  ADTS: 'adts',
  'MPEG Transport Stream': 'mpeg-ts',
};
/** Those that may be sent without an end. */
const endless: readonly Container[] = ['mpeg-ts', 'mp3', 'adts', 'ogg', 'matroska', 'webm', 'mp4'];
/** Two seconds at 30 frames a second: enough to see past the first second, which encoders often fill unevenly. */
const framesLookedAt = 60;
/** Bytes: as a check may read. */
const cacheSize = 8 * 2 ** 20;

/** What a file is and holds, and bits a second that it plays at, if known. */
export interface ReadMedia {
  media: MediaFacts;
  bitRate: number | undefined;
}

/**
 * Reads a file, only as far as needed. Throws a ProbeFailure if it is none that is known, or broken. What is read last, the
 * rate of frames, may be missing: the end of the check does not spoil what is known already.
 */
export async function readMedia(opened: Opened, http: Http, check: Check): Promise<ReadMedia> {
  let failure: unknown;
  let isFirst = true;
  const fetchFn = async (asked: unknown, init: RequestInit = {}): Promise<Response> => {
    const from = Number(/^bytes=(\d+)-/.exec(new Headers(init.headers).get('range') ?? '')?.[1] ?? 0);
    try {
      if (isFirst && from === 0) {
        isFirst = false;
        return responseOf(opened.hasRanges ? 206 : 200, opened.size, from, opened.bytes());
      }
      const url = relativeTo(String(asked), opened.url);
      if (url === undefined) throw new ProbeFailure({ kind: 'unreadable' });
      const answer = await http.get(url, from);
      init.signal?.addEventListener('abort', () => answer.end(), { once: true });
      return responseOf(answer.status, opened.size, from, answer.body);
    } catch (error) {
      failure ??= error;
      throw error;
    }
  };
  const { ADTS, FLAC, Input, MATROSKA, MP3, MP4, MPEG_TS, OGG, QTFF, UrlSource, WAVE, WEBM } =
    await library();
  // Playlists are not among them: what they name is asked for one by one, so that it can be said what is missing.
  const formats = [MP4, QTFF, MATROSKA, WEBM, WAVE, OGG, FLAC, MP3, ADTS, MPEG_TS];
  const source = new UrlSource(opened.url, {
    fetchFn: fetchFn as typeof fetch,
    getRetryDelay: () => null,
    maxCacheSize: cacheSize,
    parallelism: 1,
    handleUnhandledError: () => {},
  });
  stopRereads(source);
  const input = new Input({ formats, source });
  try {
    return await tracksOf(input, opened, check);
  } catch (error) {
    if (error instanceof ProbeFailure) throw error;
    if (check.signal.aborted) throw check.signal.reason;
    if (failure !== undefined) throw failure;
    throw new ProbeFailure(nothingRead(opened, check), { cause: error });
  } finally {
    input.dispose();
    opened.end();
  }
}

async function tracksOf(input: Input, opened: Opened, check: Check): Promise<ReadMedia> {
  const stopped = new Promise<never>((_, reject) => {
    check.signal.addEventListener('abort', () => reject(check.signal.reason), { once: true });
  });
  stopped.catch(() => {});
  const within = <T>(work: Promise<T>) => Promise.race([work, stopped]);

  const container = containers[(await within(input.getFormat())).name];
  if (container === undefined) throw new ProbeFailure({ kind: 'unreadable' });
  const video = await within(input.getPrimaryVideoTrack());
  const audio = await within(input.getPrimaryAudioTrack());
  if (video === null && audio === null && passedOver(container, opened) === undefined)
    throw new ProbeFailure(nothingRead(opened, check));
  const pictures = video === null ? passedOver(container, opened) : await within(videoFacts(video));
  const sound = audio === null ? undefined : { codec: await within(codecOf(audio)) };
  const isEndless = opened.size === undefined && endless.includes(container);
  const seconds = isEndless
    ? undefined
    : known(await within(input.getDurationFromMetadata()).catch(() => undefined));
  const frameRate = video === null ? undefined : await within(frameRateOf(video)).catch(() => undefined);
  const media: MediaFacts = {
    container,
    video: pictures === undefined ? undefined : { ...pictures, frameRate },
    audio: sound,
    length: isEndless ? { kind: 'live' } : { kind: 'recorded', seconds },
  };
  const bitRate =
    seconds !== undefined && opened.size !== undefined ? (opened.size * 8) / seconds : undefined;
  return { media, bitRate };
}

/** Pictures of kinds that the library leaves out. */
function passedOver(container: Container, opened: Opened): VideoFacts | undefined {
  const codec = container === 'mpeg-ts' ? tsVideoCodec(opened.head) : undefined;
  return codec === undefined || codec === 'h264' || codec === 'h265'
    ? undefined
    : { codec, size: undefined, frameRate: undefined };
}

async function videoFacts(track: InputVideoTrack): Promise<VideoFacts> {
  const codec = videoCodec(await track.getCodec(), await track.getInternalCodecId());
  const [width, height] = [await track.getCodedWidth(), await track.getCodedHeight()];
  const isTurned = (await track.getRotation()) % 180 !== 0;
  const size = isTurned ? { width: height, height: width } : { width, height };
  return { codec, size: width > 0 && height > 0 ? size : undefined, frameRate: undefined };
}

async function codecOf(track: InputAudioTrack) {
  const codec = audioCodec(await track.getCodec(), await track.getInternalCodecId());
  return codec === 'mp3' && (await isLayerTwo(track).catch(() => false)) ? 'mp2' : codec;
}

/** MPEG-TS and files of frames alone name all layers of MPEG audio alike; the head of a frame tells them apart (ISO/IEC 11172-3). */
async function isLayerTwo(track: InputAudioTrack): Promise<boolean> {
  const { EncodedPacketSink } = await library();
  const [first = 0, second = 0] = (await new EncodedPacketSink(track).getFirstPacket())?.data ?? [];
  return first === 0xff && (second & 0xe6) === 0xe4;
}

async function frameRateOf(track: InputVideoTrack): Promise<FrameRate | undefined> {
  const { probedPacketCount, averageFrameRate } = await track.computeFrameRateMetrics({
    targetPacketCount: framesLookedAt,
  });
  const perSecond = known(averageFrameRate);
  return probedPacketCount < 2 || perSecond === undefined ? undefined : { perSecond, from: 'frames' };
}

/** What a file is of which nothing could be read. */
function nothingRead(opened: Opened, check: Check): ProbeFailure['outcome'] {
  if (opened.endedEarly()) return { kind: 'cut-off', bytes: check.bytes };
  const missing = topBoxes(opened.head, opened.size)?.missing;
  if (missing === 'end') return { kind: 'cut-off', bytes: opened.size ?? check.bytes };
  return missing === 'index' ? { kind: 'index-missing' } : { kind: 'unreadable' };
}

function known(value: number | null | undefined): number | undefined {
  return value !== null && value !== undefined && Number.isFinite(value) && value > 0 ? value : undefined;
}

function responseOf(
  status: number,
  size: number | undefined,
  from: number,
  body: AsyncIterable<Uint8Array>,
): Response {
  const headers = new Headers();
  if (size !== undefined && status === 206) headers.set('content-range', `bytes ${from}-${size - 1}/${size}`);
  if (size !== undefined) headers.set('content-length', String(size - from));
  return new Response(ReadableStream.from(body), { status, headers });
}
