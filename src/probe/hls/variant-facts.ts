import type { MediaFacts } from '../../ingest/source-report.ts';
import { audioCodec, videoCodec } from '../codecs.ts';
import type { Variant } from './playlist.ts';

/** What a playlist says of one of its qualities, without a look at it. */
export function factsOf({ codecs, size, framesPerSecond }: Variant): MediaFacts {
  const videos = codecs.map((codec) => videoCodec(codec)).filter((codec) => codec !== 'other');
  const audios = codecs.map((codec) => audioCodec(codec)).filter((codec) => codec !== 'other');
  const frameRate =
    framesPerSecond === undefined
      ? undefined
      : ({ perSecond: framesPerSecond, from: 'description' } as const);
  const [video = 'other'] = videos;
  const hasVideo = videos.length > 0 || size !== undefined;
  const [audio] = audios;
  return {
    container: 'hls',
    video: hasVideo ? { codec: video, size, frameRate } : undefined,
    audio: audio === undefined ? undefined : { codec: audio },
    length: { kind: 'live' },
  };
}
