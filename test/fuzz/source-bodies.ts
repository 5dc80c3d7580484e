import { createServer, type Server } from 'node:net';
import fc from 'fast-check';
import type { Probe } from '../../src/ingest/source-check.ts';
import { createProbe, usualLimits } from '../../src/probe/probe.ts';
import { hasFfmpeg, makeSamples } from '../support/media-samples.ts';
import { type MediaServer, startMediaServer, whole } from '../support/media-server.ts';
import { flvFiles, mp4Files, tsFiles } from './media-bytes.ts';
import { type Subject, subject } from './property.ts';
import { rtmpCases, rtmpSubject } from './rtmp-bytes.ts';

export interface SourceBodies {
  subjects: readonly Subject[];
  /** Throws an Error if anything came where nothing may come. */
  stop(): Promise<void>;
}

/** Milliseconds: a check has fewer, and no case needs them. */
const limitMs = 1000;
/** Of what a check may take, a slow machine included. */
const longest = 4 * limitMs;

/** Bodies that a server answers a check with; its addresses lead to canaries that nothing may touch. */
export async function sourceBodies(): Promise<SourceBodies> {
  const server = await startMediaServer();
  const canary = await startCanary();
  const probe = createProbe({
    allow: [{ kind: 'addresses', address: '127.0.0.1', bits: 32, port: server.port }],
    lookup: async () => ['127.0.0.2'],
    clock: Date.now,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, ms);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
      }),
    limits: { ...usualLimits, ms: limitMs },
  });
  const look = (body: Buffer) => checkBody(probe, server, canary, body);
  const samples = hasFfmpeg
    ? [...makeSamples(sampleNames)].flatMap(([name, bytes]) => (name.endsWith('.m3u8') ? [] : [bytes]))
    : [];

  return {
    subjects: [
      subject('playlists', 3, playlists(canary.port), (text) => look(Buffer.from(text))),
      subject('boxes of MP4', 2, mp4Files, look),
      subject('packets of MPEG-TS', 1, tsFiles, look),
      subject('tags of FLV', 2, flvFiles, look),
      ...(samples.length === 0 ? [] : [subject('media with wrong bytes', 3, mutated(samples), look)]),
      subject('chunks of RTMP', 4, rtmpCases, rtmpSubject),
    ],
    async stop() {
      canary.server.close();
      await server.close();
      if (canary.touched() > 0) throw new Error('A canary was touched');
    },
  };
}

const sampleNames = [
  'h264-aac.mp4',
  'fragmented.mp4',
  'h264-aac.mkv',
  'h264-aac.ts',
  'tone.mp3',
  'h264-aac.flv',
  'tone.ogg',
];

async function checkBody(probe: Probe, server: MediaServer, canary: Canary, body: Buffer): Promise<void> {
  server.add('/body', whole(body));
  const [requests, began] = [server.requests.length, performance.now()];
  const report = await probe.check(`${server.origin}/body`, { signal: new AbortController().signal });
  const took = performance.now() - began;
  if (report.kind === 'not-checked' && report.why === 'failed') throw new Error('A check failed by itself');
  if (took > longest) throw new Error(`A check took ${Math.round(took)} ms`);
  if (server.requests.length - requests > 1 + usualLimits.children) throw new Error('Too many requests');
  if (canary.touched() > 0) throw new Error('A canary was touched');
}

interface Canary {
  server: Server;
  port: number;
  touched(): number;
}

async function startCanary(): Promise<Canary> {
  let touched = 0;
  const server = createServer((socket) => {
    touched += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const address = server.address();
  return {
    server,
    port: typeof address === 'object' && address !== null ? address.port : 0,
    touched: () => touched,
  };
}

function playlists(port: number): fc.Arbitrary<string> {
  const hosts = [
    '127.0.0.1',
    '127.0.0.2',
    'localhost',
    'inside.test',
    '[::ffff:127.0.0.1]',
    '2130706434',
    '0',
  ];
  const uris = fc.oneof(
    fc.constantFrom(
      'body',
      '/body',
      '?',
      '#',
      '',
      'a.ts',
      '//',
      'http:',
      'http://[',
      'file:///etc/passwd',
      '%',
      '\u0000',
    ),
    fc.constantFrom(...hosts.flatMap((host) => [`http://${host}:${port}/a`, `//${host}:${port}/a`])),
    fc.webUrl(),
    fc.string({ unit: 'binary' }),
  );
  const attribute = fc.tuple(
    fc.constantFrom(
      'BANDWIDTH',
      'CODECS',
      'RESOLUTION',
      'URI',
      'BYTERANGE',
      'METHOD',
      'TYPE',
      'GROUP-ID',
      'AUDIO',
    ),
    fc.oneof(
      uris,
      fc.constantFrom('1', '-1', '1e999', '99999999999999999999', 'NONE', 'AUDIO', '9@9', '320x180'),
    ),
  );
  const attributes = fc
    .array(attribute, { maxLength: 6 })
    .map((pairs) => pairs.map(([name, value]) => `${name}="${value}"`).join(','));
  const tag = fc.constantFrom(
    'STREAM-INF',
    'MEDIA',
    'MAP',
    'KEY',
    'BYTERANGE',
    'TARGETDURATION',
    'I-FRAME-STREAM-INF',
  );
  const line = fc.oneof(
    uris,
    fc.tuple(tag, attributes).map(([name, said]) => `#EXT-X-${name}:${said}`),
    fc.constantFrom(
      '#EXTINF:1,',
      '#EXTINF:',
      '#EXTINF:-9e99,',
      '#EXT-X-ENDLIST',
      '#EXT-X-BYTERANGE:9@99999999',
      '#EXTM3U',
    ),
  );
  return fc
    .tuple(fc.constantFrom('\n', '\r\n', '\r'), fc.array(line, { maxLength: 40 }))
    .map(([end, lines]) => ['#EXTM3U', ...lines].join(end));
}

/** Real media with some bytes changed, left out or doubled. */
function mutated(samples: readonly Buffer[]): fc.Arbitrary<Buffer> {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    // Headers are at the beginning, and at the end of some.
    near: fc.constantFrom('start', 'start', 'anywhere', 'end'),
    how: fc.constantFrom('set', 'set', 'set', 'cut', 'double', 'end'),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  });
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 12 }))
    .map(([sample, changes]) =>
      changes.reduce((bytes, { at, near, how, bytes: given }) => {
        const span = near === 'anywhere' ? bytes.length : Math.min(bytes.length, 3000);
        const from = Math.floor(at * span) + (near === 'end' ? bytes.length - span : 0);
        if (how === 'end') return bytes.subarray(0, Math.max(from, 1));
        const [before, after] = [bytes.subarray(0, from), bytes.subarray(from)];
        if (how === 'cut') return Buffer.concat([before, after.subarray(given.length)]);
        if (how === 'double') return Buffer.concat([before, given, after]);
        return Buffer.concat([before, given, after.subarray(given.length)]);
      }, sample),
    );
}
