/** How media is packed; `hls` is a playlist of pieces, `rtmp` and `http-flv` carry FLV tags that have no end. */
export type Container =
  | 'mp4'
  | 'mov'
  | 'matroska'
  | 'webm'
  | 'mp3'
  | 'mpeg-ts'
  | 'flv'
  | 'rtmp'
  | 'hls'
  | 'adts'
  | 'ogg'
  | 'wav'
  | 'flac';

/** A codec by its common name, such as `h264`; what is none of them, or cannot be told, is `other`. */
export type VideoCodec =
  | 'h264'
  | 'h265'
  | 'h266'
  | 'vp8'
  | 'vp9'
  | 'av1'
  | 'vp6'
  | 'h263'
  | 'mpeg2'
  | 'mpeg4'
  | 'prores'
  | 'other';
export type AudioCodec =
  | 'aac'
  | 'opus'
  | 'mp3'
  | 'mp2'
  | 'vorbis'
  | 'flac'
  | 'ac3'
  | 'eac3'
  | 'dts'
  | 'pcm'
  | 'alac'
  | 'speex'
  | 'other';

export interface VideoFacts {
  codec: VideoCodec;
  /** Pixels, after turning; undefined if they cannot be told. */
  size: { width: number; height: number } | undefined;
  /** Frames a second. */
  frameRate: FrameRate | undefined;
}

export interface FrameRate {
  perSecond: number;
  /** Whether the times of frames were looked at, or the source only says so. */
  from: 'frames' | 'description';
}

/** What is played at an address. */
export interface MediaFacts {
  container: Container;
  video: VideoFacts | undefined;
  audio: { codec: AudioCodec } | undefined;
  /** Live: without an end. Seconds are undefined if a recording does not say how long it is. */
  length: { kind: 'live' } | { kind: 'recorded'; seconds: number | undefined };
}

/** What a media service takes. */
export interface MediaRules {
  containers: { taken: readonly Container[]; doubtful: readonly Container[] };
  video: { taken: readonly VideoCodec[] };
  audio: { taken: readonly AudioCodec[]; doubtful: readonly AudioCodec[] };
  /** Pixels, turned either way. */
  most: { longSide: number; shortSide: number; framesPerSecond: number };
}

/** One thing that does not fit. Only what is certain may hold a start. */
export type Finding = { certain: boolean } & (
  | { code: 'container'; container: Container }
  | { code: 'video-codec'; codec: VideoCodec }
  | { code: 'audio-codec'; codec: AudioCodec }
  | { code: 'too-large'; width: number; height: number }
  | { code: 'too-many-frames'; perSecond: number }
  | { code: 'encrypted' }
  /** The file's index is at its end, and the server gives no parts of files. */
  | { code: 'index-at-end' }
  /** The file says that it is longer than it is. */
  | { code: 'cut-off' }
  /** It came slower than it plays: kilobits a second, as it came and as it would have to. */
  | { code: 'slower-than-real-time'; came: number; needed: number }
  /** Some of the qualities of an HLS stream cannot be had. */
  | { code: 'missing-variants'; missing: number; of: number }
  /** A live playlist that nobody has written to for so many milliseconds. */
  | { code: 'stale'; ageMs: number }
  /** Milliseconds since the epoch. */
  | { code: 'link-expired'; at: number; exact: boolean }
  | { code: 'link-ends-before'; at: number; exact: boolean; plannedEnd: number }
);

/** Which service's signature says until when a link is good. */
export type ExpiryScheme = 'aws' | 'cloudfront' | 'google' | 'azure' | 'txtime' | 'aliyun' | 'akamai' | 'jwt';

export interface LinkExpiry {
  scheme: ExpiryScheme;
  /** Milliseconds since the epoch. */
  at: number;
  /** Whether it ends then; else it is good until then at least, and for as long after it as the service was told. */
  exact: boolean;
}

/** What was seen on the way. */
export interface Approach {
  /** Milliseconds until the first byte of an answer; undefined if none came. */
  answeredAfterMs: number | undefined;
  redirects: number;
  expiry: LinkExpiry | undefined;
  findings: readonly Finding[];
}

/** Why an address gives no media. */
export type SourceFailure =
  /** It leads, or would lead on, to where the bot must not connect. */
  | { kind: 'refused-address'; reason: 'not-public' | 'odd-host' | 'scheme' }
  | { kind: 'unknown-host' }
  | { kind: 'unreachable'; how: 'refused' | 'no-route' | 'timed-out' | 'closed' }
  | { kind: 'tls' }
  | { kind: 'status'; status: number }
  /** An RTMP server gives no stream. */
  | {
      kind: 'rejected';
      why: /** It knows no such application. */
        | 'no-such-app'
        /** It names another address, which is not followed. */
        | 'redirected'
        /** It asks for credentials in a way of its own, or refuses those that it got. */
        | 'login'
        /** It says no, to the application or to this stream. */
        | 'refused'
        /** Something went wrong with itself. */
        | 'failed'
        /** It ended the connection without a word. */
        | 'silent';
    }
  /** Nobody sends the stream: the server says so, or sends nothing for this long. */
  | { kind: 'not-published'; silentForMs: number | undefined }
  | { kind: 'too-many-redirects' }
  /** The server speaks another protocol, or breaks its own. */
  | { kind: 'not-understood' }
  /** What came is packed in this way, though it was asked for as it is; undefined if the way has no name that is known. */
  | { kind: 'packed'; how: 'gzip' | 'deflate' | 'br' | 'zstd' | undefined }
  | { kind: 'no-answer'; afterMs: number }
  | { kind: 'page' }
  | { kind: 'empty' }
  /** The connection ended in the midst; bytes that came. */
  | { kind: 'cut-off'; bytes: number }
  /** Bytes that came within the time, too few to tell what they are. */
  | { kind: 'slow'; bytes: number; afterMs: number }
  | { kind: 'index-missing' }
  | { kind: 'other-format'; format: OtherFormat }
  | { kind: 'unreadable' }
  /** A playlist that names nothing, or nothing that can be had. */
  | {
      kind: 'playlist';
      problem: 'empty' | 'broken' | 'endless' | 'piece-missing';
      status: number | undefined;
    };

/** What it is, where it is no media that is known. */
export type OtherFormat = 'dash' | 'avi' | 'asf' | 'mpeg-ps' | 'image' | 'archive' | 'document' | 'text';

/** Why nothing can be said. */
export type NotChecked = {
  kind: 'not-checked';
  why: 'stopped' | 'busy' | 'too-much-to-read' | 'too-many-requests' | 'proxy' | 'no-name-service' | 'failed';
};

/** What there is at a stream's address, seen from where the bot runs. */
export type SourceReport = Approach &
  (({ kind: 'media' } & { media: MediaFacts }) | SourceFailure | NotChecked);

/** `certain`: it cannot be played as it is. `doubtful`: it may be that it cannot. `unknown`: it could not be checked. */
export type Verdict = 'good' | 'doubtful' | 'certain' | 'unknown';

/** What follows from a report for a start. */
export function verdictOf(report: SourceReport): Verdict {
  if (report.findings.some(({ certain }) => certain)) return 'certain';
  switch (report.kind) {
    case 'media':
      return report.findings.length === 0 ? 'good' : 'doubtful';
    case 'not-checked':
      return 'unknown';
    case 'refused-address':
    case 'unknown-host':
    case 'not-published':
    case 'page':
    case 'empty':
    case 'index-missing':
    case 'other-format':
    case 'unreadable':
    case 'playlist':
      return 'certain';
    case 'status':
      // Others depend on who asks, and from where: the service asks from elsewhere.
      return [404, 410].includes(report.status) ? 'certain' : 'doubtful';
    case 'rejected':
      // Who is let in may depend on the address that asks, and others may follow where the server leads.
      return report.why === 'no-such-app' ? 'certain' : 'doubtful';
    case 'unreachable':
      return report.how === 'refused' ? 'certain' : 'doubtful';
    case 'tls':
    case 'too-many-redirects':
    case 'not-understood':
    case 'packed':
    case 'no-answer':
    case 'cut-off':
    case 'slow':
      return 'doubtful';
  }
}
