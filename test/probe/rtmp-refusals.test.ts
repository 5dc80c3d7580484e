import { describe, expect, test } from '@jest/globals';
import { verdictOf } from '../../src/ingest/source-report.ts';
import type { Sent } from '../../src/probe/flv/amf0.ts';
import { sourceFailure } from '../../src/slack/blocks/source-failure.ts';
import { startRefusingRtmp } from '../support/refusing-rtmp.ts';
import { realProbe, stays } from './probes.ts';
import { summaryOf } from './summary.ts';

const rejected = (description: string, more: { [name: string]: Sent } = {}, level = 'error'): Sent => ({
  ...{ level, code: 'NetConnection.Connect.Rejected', description },
  ...more,
});
const error = (info: Sent, transaction = 1): readonly Sent[] => ['_error', transaction, null, info];
const status = (code: string, level = 'error'): readonly Sent[] => [
  ...['onStatus', 0, null],
  { level, code, description: 'it is so' },
];

type Row = readonly [string, string, readonly Sent[]];

/** By what they mean: what servers were reported to say, the request that they said it to, and in which words. */
const said: Record<string, readonly Row[]> = {
  'rejected redirected doubtful': [
    [
      'Adobe Media Server (ossrs/srs#369)',
      'connect',
      error(
        rejected('Connection failed: Service requested redirection.', {
          ex: { code: 302, redirect: 'rtmp://192.168.1.107:1935/live' },
        }),
      ),
    ],
    [
      'rtmplite, as a status (theintencity/rtmplite#21)',
      'connect',
      error(rejected('', { details: null, ex: { code: 302, redirect: 'rtmp://a.b/live' } }, 'status')),
    ],
    [
      'an origin of an SRS cluster, when it is asked to play (ossrs/srs#1575)',
      'play',
      ['onStatus', 0, null, rejected('', { ex: { code: 302, redirect: 'rtmp://10.0.0.2/live/show' } })],
    ],
    [
      'nginx with a redirect of players (sergey-dryabzhinsky/nginx-rtmp-module#111)',
      'play',
      [
        ...['onStatus', 0, null],
        {
          level: 'status',
          code: 'NetStream.Play.Failed',
          ex: { code: 302, redirect: 'rtmp://a.b/live/show' },
        },
      ],
    ],
    ['one that names no address', 'connect', error(rejected('', { ex: { code: 302 } }))],
  ],
  'rejected login doubtful': [
    [
      'Akamai (HaishinKit/HaishinKit.swift#55)',
      'connect',
      error(rejected('[ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] : ')),
    ],
    [
      'Wowza, that knows the user (HaishinKit/HaishinKit.swift#682)',
      'connect',
      error(
        rejected(
          '[ AccessManager.Reject ] : [ authmod=adobe ] : ?reason=needauth&user=test&salt=alhJEA==&challenge=Pre+jg==&opaque=Pre+jg==',
        ),
      ),
    ],
    [
      'Wowza, of another user (HaishinKit/HaishinKit.swift)',
      'connect',
      error(rejected('[ AccessManager.Reject ] : [ authmod=adobe ] : ?reason=nosuchuser')),
    ],
    [
      'Limelight (pedroSG94/RootEncoder#766)',
      'connect',
      error(rejected('[ AccessManager.Reject ] : [ code=403 need auth; authmod=llnw ]')),
    ],
    [
      'Red5',
      'connect',
      error(rejected('[ AccessManager.Reject ] : [ authmod=red5 ] : ?reason=needauth&user=a&sessionid=b')),
    ],
    [
      'nginx with an authentication of its own, as a result',
      'connect',
      ['_result', 1, {}, rejected('[ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] : ')],
    ],
    ['rtmpy', 'connect', error(rejected('Authorization is required'))],
  ],
  'rejected no-such-app certain': [
    [
      'Red5 and Wowza (Red5/red5-server#247)',
      'connect',
      error(
        rejected(
          'Connection failed: Application folder ([install-location]/applications/oflaDemo) is missing.',
        ),
      ),
    ],
    [
      'Adobe Media Server',
      'connect',
      error(
        rejected('[ Server.Reject ] : (_defaultRoot_, _defaultVHost_) : Application (vod2) is not defined.'),
      ),
    ],
    [
      'a server of Node.js',
      'connect',
      error(rejected('[ Server.Reject ] : (_defaultRoot_, ) : Invalid application name(/live).')),
    ],
    [
      'ZLMediaKit',
      'connect',
      [
        ...['_error', 1, { fmsVer: 'FMS/3,0,1,123' }],
        { level: 'error', code: 'NetConnection.Connect.InvalidApp', description: 'InvalidApp.' },
      ],
    ],
  ],
  'rejected refused doubtful': [
    [
      'Wowza with a module, of an old key (pedroSG94/RootEncoder#215)',
      'connect',
      error(rejected('Authorized key is too old')),
    ],
    [
      'Akamai, to whom it does not let in',
      'connect',
      error(rejected('[ AccessManager.Reject ] : Access denied!')),
    ],
    ['a server of Go', 'connect', error(rejected('[ AccessManager.Reject ] : [ code=400 ] : '))],
    [
      'Adobe Media Server, of a host',
      'connect',
      error(rejected('[ Server.Reject ] : Virtual host _defaultVHost_ is not available.')),
    ],
    ['one without a reason', 'connect', error(null)],
    ['one with a text alone', 'connect', error('no')],
    ['one that refuses as a status', 'connect', ['onStatus', 0, null, rejected('', {}, 'status')]],
    ['one that refuses the stream', 'play', status('NetStream.Play.Unauthorized')],
  ],
  'rejected failed doubtful': [
    ['one that fails', 'connect', error({ level: 'error', code: 'NetConnection.Connect.Failed' })],
    ['one that is shut down', 'connect', status('NetConnection.Connect.AppShutDown', 'status')],
    [
      'one that makes no stream',
      'createStream',
      error({ level: 'error', code: 'NetConnection.Call.Failed' }, 2),
    ],
    ['SRS, whose callback refuses who plays (ossrs/srs#4737)', 'play', status('NetStream.Play.Failed')],
  ],
  'not-published certain': [
    ['Wowza (arut/nginx-rtmp-module#289)', 'play', status('NetStream.Play.StreamNotFound')],
    [
      'one that says so as an error',
      'play',
      error({ level: 'error', code: 'NetStream.Play.StreamNotFound' }, 3),
    ],
    ['one whose encoder has gone', 'play', status('NetStream.Play.UnpublishNotify', 'status')],
  ],
  'unreadable certain': [
    ['Adobe Media Server, of a broken file', 'play', status('NetStream.Play.FileStructureInvalid')],
    ['Adobe Media Server, of a file of other codecs', 'play', status('NetStream.Play.NoSupportedTrackFound')],
  ],
  // YouTube's ingest and Twitch end the connection, whatever they are asked for (ossrs/srs#4037).
  'rejected silent doubtful': [
    ['YouTube and Twitch', 'play', ['onBWDone', 0, null]],
    ['one that only closes', 'connect', ['close', 0, null]],
  ],
};

describe.each(Object.entries(said))('%s is what is made of the answer of', (expected, rows) => {
  test.each(rows)('%s', async (_, to, says) => {
    const server = await startRefusingRtmp(to, says);
    try {
      const report = await realProbe('127.0.0.1').check(server.url, stays());
      expect(`${summaryOf(report)} ${verdictOf(report)}`).toBe(expected);
    } finally {
      await server.close();
    }
  });
});

test.each([
  ['redirected', 'The RTMP server asks for another address, which the bot does not follow; TRTC may.'],
  ['login', 'The RTMP server asks for a login, which the bot does not follow; TRTC may.'],
] as const)('What %s says leaves it open whether TRTC can play it', (why, words) => {
  expect(sourceFailure({ kind: 'rejected', why })).toContain(words);
});
