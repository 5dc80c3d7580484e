import { describe, expect, test } from '@jest/globals';
import { type Config, ConfigError, readConfig, secretsOf } from '../src/config.ts';
import type { Secret } from '../src/ingest/secret.ts';
import { enough, lines } from './support/config-settings.ts';

const applicationOf = ({ trtc }: Config) =>
  trtc.applications.map(({ secretKey, ...rest }) => ({ ...rest, secretKey: secretKey?.reveal() }));
const revealed = (secrets: readonly Secret[]) => secrets.map((secret) => secret.reveal());

describe('With the least that must be set', () => {
  const config = readConfig(enough);

  test('the rest has its defaults', () => {
    expect(config).toMatchObject({
      slack: { transport: { mode: 'http' }, apiUrl: 'https://slack.com/api/' },
      port: 3000,
      trtc: { endpoint: new URL('https://trtc.tencentcloudapi.com') },
      monitorIntervalSeconds: 30,
      logLevel: 'info',
    });
    expect(config.storeUrl.reveal()).toBe('file:data/ingest');
  });

  test('the one application is called by its SdkAppId', () => {
    expect(applicationOf(config)).toEqual([
      {
        name: '1400000001',
        sdkAppId: 1400000001,
        region: 'ap-singapore',
        regions: config.trtc.regions.StartStreamIngest,
        mintsUserSig: false,
        needsPrivateMapKey: false,
        secretKey: undefined,
      },
    ]);
  });

  test('who is listed may use it, anywhere', () => {
    expect(config.access).toEqual({
      everyMember: false,
      users: new Set(['U0ALICE']),
      groups: new Set(),
      adminUsers: new Set(),
      adminGroups: new Set(),
      channels: undefined,
    });
  });
});

describe('What is set is taken:', () => {
  test('Socket Mode where there is an app token, with or without a signing secret', () => {
    const { slack } = readConfig({ ...enough, SLACK_APP_TOKEN: 'xapp-1' });
    expect(slack.transport.mode === 'socket' && slack.transport.appToken.reveal()).toBe('xapp-1');
    const { SLACK_SIGNING_SECRET: _, ...without } = enough;
    expect(readConfig({ ...without, SLACK_APP_TOKEN: 'xapp-1' }).slack.transport.mode).toBe('socket');
  });

  test.each(['https://slack.test/api', 'https://slack.test/api/', 'https://slack.test/api///'])(
    'Slack’s address %s, with one slash at its end',
    (url) =>
      expect(readConfig({ ...enough, SLACK_API_URL: url }).slack.apiUrl).toBe('https://slack.test/api/'),
  );

  test('numbers, the endpoint, the level and the region', () => {
    const config = readConfig({
      ...enough,
      PORT: '0',
      MONITOR_INTERVAL_SECONDS: '5',
      LOG_LEVEL: 'silent',
      TRTC_ENDPOINT: 'http://127.0.0.1:8080',
      TRTC_REGION: 'ap-tokyo',
      TRTC_SDK_SECRET_KEY: 'sdk-key',
      TRTC_PRIVATE_MAP_KEY: 'true',
    });
    expect(config).toMatchObject({ port: 0, monitorIntervalSeconds: 5, logLevel: 'silent' });
    expect(config.trtc.endpoint.href).toBe('http://127.0.0.1:8080/');
    expect(applicationOf(config)).toMatchObject([
      { region: 'ap-tokyo', mintsUserSig: true, needsPrivateMapKey: true, secretKey: 'sdk-key' },
    ]);
  });

  test('users, groups, admins and channels', () => {
    const { access } = readConfig({
      ...enough,
      INGEST_ALLOWLIST: 'U1, W2 ,S3,*',
      INGEST_ADMINS: 'U4,S5',
      INGEST_CHANNELS: 'C1, G2',
    });
    expect(access).toEqual({
      everyMember: true,
      users: new Set(['U1', 'W2']),
      groups: new Set(['S3']),
      adminUsers: new Set(['U4']),
      adminGroups: new Set(['S5']),
      channels: new Set(['C1', 'G2']),
    });
  });

  test.each([
    [{}, 'file:data/ingest'],
    [{ REDIS_URL: 'rediss://a:6379' }, 'rediss://a:6379'],
    [{ STORE_URL: 'memory:', REDIS_URL: 'redis://a:6379' }, 'memory:'],
    [{ STORE_URL: 'file:/data/x' }, 'file:/data/x'],
  ])('of %j the store %s', (more, url) => {
    expect(readConfig({ ...enough, ...more }).storeUrl.reveal()).toBe(url);
  });

  test('an empty setting is one that is not set', () => {
    const empty = Object.fromEntries(
      ['PORT', 'LOG_LEVEL', 'STORE_URL', 'SLACK_APP_TOKEN', 'TRTC_APPS', 'INGEST_CHANNELS'].map((name) => [
        name,
        '',
      ]),
    );
    expect(readConfig({ ...enough, ...empty })).toEqual(readConfig(enough));
    expect(lines({ ...enough, SLACK_BOT_TOKEN: '' })).toEqual(['SLACK_BOT_TOKEN is not set']);
  });

  test('settings of other programs are left alone', () => {
    expect(readConfig({ ...enough, PATH: '/bin', SLACK_EXTRA: 'x' })).toEqual(readConfig(enough));
  });
});

describe('Several applications', () => {
  const { TRTC_SDK_APP_ID: _, ...without } = enough;
  const read = (apps: unknown, more = {}) =>
    readConfig({ ...without, TRTC_APPS: JSON.stringify(apps), ...more });

  test('keep their order, their keys and their regions', () => {
    const apps = [
      { name: 'prod', sdkAppId: 1, secretKey: 'key-1' },
      { name: 'test.eu-1', sdkAppId: 2, region: 'ap-mumbai' },
    ];
    const common = { needsPrivateMapKey: false, regions: expect.arrayContaining(['ap-tokyo', 'ap-mumbai']) };
    expect(applicationOf(read(apps, { TRTC_REGION: 'ap-tokyo' }))).toEqual([
      { ...common, name: 'prod', sdkAppId: 1, region: 'ap-tokyo', mintsUserSig: true, secretKey: 'key-1' },
      {
        ...common,
        name: 'test.eu-1',
        sdkAppId: 2,
        region: 'ap-mumbai',
        mintsUserSig: false,
        secretKey: undefined,
      },
    ]);
  });

  test('have each a callback key of its own, or the one that is set for all', () => {
    const apps = [
      { name: 'prod', sdkAppId: 1, callbackKey: 'ownKey1' },
      { name: 'test', sdkAppId: 2 },
    ];
    const keysOf = ({ trtc }: Config) => trtc.applications.map((app) => app.callbackKey?.reveal());
    expect(keysOf(read(apps))).toEqual(['ownKey1', undefined]);
    const shared = read(apps, { TRTC_CALLBACK_KEY: 'sharedKey2' });
    expect(keysOf(shared)).toEqual(['ownKey1', 'sharedKey2']);
    expect(revealed(secretsOf(shared))).toEqual(expect.arrayContaining(['ownKey1', 'sharedKey2']));
    expect(JSON.stringify(shared)).not.toMatch(/ownKey1|sharedKey2/);
  });

  test.each<[string, unknown]>([
    ['none', []],
    [
      'two of one name',
      [
        { name: 'a', sdkAppId: 1 },
        { name: 'a', sdkAppId: 2 },
      ],
    ],
    [
      'two of one SdkAppId',
      [
        { name: 'a', sdkAppId: 1 },
        { name: 'b', sdkAppId: 1 },
      ],
    ],
    [
      'one whose name is another’s SdkAppId',
      [
        { name: 'a', sdkAppId: 1 },
        { name: '1', sdkAppId: 2 },
      ],
    ],
    ['one with an SdkAppId of more than 32 bits', [{ name: 'a', sdkAppId: 4_294_967_296 }]],
    ['one with a misspelt key', [{ name: 'a', sdkAppId: 1, secretkey: 't0psecret' }]],
    ['one in an unknown region', [{ name: 'a', sdkAppId: 1, region: 'eu-frankfurt' }]],
    ['one with spaces in its name', [{ name: 'my app', sdkAppId: 1 }]],
    ['one without an SdkAppId', [{ name: 'a' }]],
    ['an object', { name: 'a', sdkAppId: 1, secretKey: 't0psecret' }],
  ])('may not be %s', (_, apps) => {
    const said = lines({ ...without, TRTC_APPS: JSON.stringify(apps) });
    expect(said).toEqual([expect.stringMatching(/^TRTC_APPS[ .]/)]);
    expect(said.join()).not.toContain('t0psecret');
  });
});

describe('The regions', () => {
  const { TRTC_SDK_APP_ID: _, ...without } = enough;
  const six = ['ap-bangkok', 'ap-guangzhou', 'ap-jakarta', 'ap-mumbai', 'ap-singapore', 'ap-tokyo'];
  const international = { TRTC_ENDPOINT: 'https://trtc.intl.tencentcloudapi.com' };
  const offered = (more: object) => readConfig({ ...enough, ...more }).trtc.applications[0]?.regions;

  test('are those of the endpoint (https://trtc.io/document/57835)', () => {
    expect(offered(international)).toEqual(six);
    expect(offered({})).toEqual([...six, 'ap-beijing', 'ap-chongqing', 'ap-shanghai']);
    expect(lines({ ...enough, TRTC_REGION: 'ap-beijing' })).toEqual([]);
    expect(lines({ ...enough, ...international, TRTC_REGION: 'ap-beijing' })).toEqual([
      `TRTC_REGION must be one of ${six.join(', ')}`,
    ]);
  });

  test('are those of TRTC_REGIONS, if it is set, and the first is the default unless ap-singapore is there', () => {
    const regionOf = (TRTC_REGIONS: string) => readConfig({ ...enough, TRTC_REGIONS }).trtc.applications[0];
    expect(regionOf('eu-frankfurt, na-ashburn')).toMatchObject({
      region: 'eu-frankfurt',
      regions: ['eu-frankfurt', 'na-ashburn'],
    });
    expect(regionOf('eu-frankfurt,ap-singapore')).toMatchObject({ region: 'ap-singapore' });
  });

  test('that settings name must be among them, and all are said at once', () => {
    const TRTC_APPS = JSON.stringify([
      { name: 'a', sdkAppId: 1, region: 'ap-tokyo' },
      { name: 'b', sdkAppId: 2, region: 'ap-mumbai' },
    ]);
    const regions = { TRTC_REGIONS: 'ap-mumbai,ap-jakarta', TRTC_REGION: 'ap-singapore' };
    expect(lines({ ...without, ...regions, TRTC_APPS })).toEqual([
      'TRTC_REGION must be one of ap-mumbai, ap-jakarta',
      'TRTC_APPS.0.region must be one of ap-mumbai, ap-jakarta',
    ]);
  });

  test('may not be named twice', () => {
    expect(lines({ ...enough, TRTC_REGIONS: 'ap-tokyo,ap-tokyo' })).toEqual([
      'TRTC_REGIONS must not name a region twice, nor more than 100',
    ]);
  });
});

describe('The secrets of the settings', () => {
  const secretive = {
    ...enough,
    TRTC_SDK_SECRET_KEY: 'sdk-key',
    TRTC_CALLBACK_KEY: 'callbackSecret1',
  };

  test('are all known', () => {
    expect(revealed(secretsOf(readConfig(secretive))).sort()).toEqual([
      'callbackSecret1',
      'cloud-id',
      'cloud-key',
      'sdk-key',
      'signing-secret',
      'xoxb-token',
    ]);
    expect(revealed(secretsOf(readConfig({ ...secretive, SLACK_APP_TOKEN: 'xapp-1' })))).toContain('xapp-1');
  });

  test('are known of each application', () => {
    const { TRTC_SDK_APP_ID: _, ...without } = enough;
    const apps = ['key-1', 'key-2'].map((secretKey, index) => ({
      name: secretKey,
      sdkAppId: index + 1,
      secretKey,
    }));
    const config = readConfig({ ...without, TRTC_APPS: JSON.stringify(apps) });
    expect(revealed(secretsOf(config))).toEqual(expect.arrayContaining(['key-1', 'key-2']));
  });

  test('do not show when the settings are printed', () => {
    const printed = JSON.stringify(readConfig({ ...secretive, STORE_URL: 'redis://:t0psecret@a' }));
    expect(printed).not.toMatch(/cloud-|sdk-key|callbackSecret1|signing-secret|xoxb-token|t0psecret/);
  });
});

test('A ConfigError is its lines', () => {
  expect(new ConfigError(['A is not set', 'B is wrong']).message).toBe('A is not set\nB is wrong');
});
