import type { Finding, MediaFacts, MediaRules } from '../ingest/source-report.ts';

/**
 * What TRTC documents of StartStreamIngest: FLV, MP3, MP4, MPEG-TS, MOV, MKV and M4A, by HTTP, HLS or RTMP; H.264 or VP8;
 * AAC or Opus, and what an MP3 is; at most 1080p and 30 frames a second. Doubtful is what it does not name, but what those
 * who play the named play too.
 */
export const documentedRules: MediaRules = {
  containers: {
    taken: ['mp4', 'mov', 'matroska', 'mp3', 'mpeg-ts', 'flv', 'rtmp', 'hls'],
    doubtful: ['webm', 'adts'],
  },
  video: { taken: ['h264', 'vp8'] },
  audio: { taken: ['aac', 'opus'], doubtful: ['mp3', 'other'] },
  most: { longSide: 1920, shortSide: 1080, framesPerSecond: 30 },
};

/** Frames a second that are forgiven: times in whole milliseconds, and first seconds that are filled unevenly. */
const slack = { doubtful: 0.5, certain: 2 };

/** What of a source does not fit. */
export function misfits(media: MediaFacts, rules: MediaRules): Finding[] {
  const { container, video, audio } = media;
  const found: Finding[] = [];
  if (!rules.containers.taken.includes(container))
    found.push({ certain: !rules.containers.doubtful.includes(container), code: 'container', container });
  if (video !== undefined) found.push(...videoMisfits(video, rules));
  if (audio !== undefined && !isTakenAudio(container, audio.codec, rules))
    found.push({
      certain: !rules.audio.doubtful.includes(audio.codec),
      code: 'audio-codec',
      codec: audio.codec,
    });
  return found;
}

/**
 * The misfits of a source with several qualities, of which nobody knows which is taken: one that another quality has not is
 * no longer certain.
 */
export function softened(
  findings: readonly Finding[],
  alternatives: readonly MediaFacts[],
  rules: MediaRules,
): Finding[] {
  const others = alternatives.map((media) => misfits(media, rules).map(({ code }) => code));
  return findings.map((finding) =>
    others.some((codes) => !codes.includes(finding.code)) ? { ...finding, certain: false } : finding,
  );
}

function videoMisfits(
  { codec, size, frameRate }: NonNullable<MediaFacts['video']>,
  rules: MediaRules,
): Finding[] {
  const found: Finding[] = [];
  const { most } = rules;
  if (!rules.video.taken.includes(codec))
    found.push({ certain: codec !== 'other', code: 'video-codec', codec });
  if (size !== undefined) {
    const [short, long] = [Math.min(size.width, size.height), Math.max(size.width, size.height)];
    // What is only too wide has no more lines than 1080p.
    if (short > most.shortSide || long > most.longSide)
      found.push({ certain: short > most.shortSide, code: 'too-large', ...size });
  }
  const perSecond = frameRate?.perSecond ?? 0;
  if (perSecond > most.framesPerSecond + slack.doubtful)
    found.push({
      certain: perSecond > most.framesPerSecond + slack.certain && frameRate?.from === 'frames',
      code: 'too-many-frames',
      perSecond,
    });
  return found;
}

function isTakenAudio(
  container: MediaFacts['container'],
  codec: NonNullable<MediaFacts['audio']>['codec'],
  rules: MediaRules,
): boolean {
  return rules.audio.taken.includes(codec) || (container === 'mp3' && codec === 'mp3');
}
