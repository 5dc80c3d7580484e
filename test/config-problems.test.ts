import { describe, expect, test } from '@jest/globals';
import { enough, lines } from './support/config-settings.ts';

const secret = 't0psecret';

describe('A wrong setting is one line that begins with its name and says what it must be:', () => {
  test.each<[string, string]>([
    ['SLACK_BOT_TOKEN', `xoxp-${secret}`],
    ['SLACK_APP_TOKEN', `xoxb-${secret}`],
    ['SLACK_API_URL', secret],
    ['SLACK_API_URL', `ftp://${secret}/`],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '3000a'],
    ['PORT', '99999999999'],
    ['TRTC_SDK_APP_ID', '0'],
    ['TRTC_SDK_APP_ID', '4294967296'],
    ['TRTC_SDK_APP_ID', secret],
    ['TRTC_REGION', 'eu-frankfurt'],
    ['TRTC_REGIONS', secret],
    ['TRTC_REGIONS', 'ap-singapore;ap-tokyo'],
    ['TRTC_REGIONS', 'AP-SINGAPORE'],
    ['TRTC_REGIONS', 'ap-singapore\r\nX: 1'],
    ['TRTC_ENDPOINT', 'trtc.tencentcloudapi.com'],
    ['TRTC_ENDPOINT', `ftp://${secret}/`],
    ['TRTC_PRIVATE_MAP_KEY', 'yes'],
    ['INGEST_ALLOWLIST', 'alice'],
    ['INGEST_ALLOWLIST', 'U1 U2'],
    ['INGEST_ALLOWLIST', 'u1'],
    ['INGEST_ALLOWLIST', 'C1'],
    ['INGEST_ALLOWLIST', 'U1,alice'],
    ['INGEST_ADMINS', '*'],
    ['INGEST_ADMINS', '@alice'],
    ['INGEST_CHANNELS', '#live'],
    ['INGEST_CHANNELS', 'U1'],
    ['STORE_URL', secret],
    ['STORE_URL', `mysql://user:${secret}@a/b`],
    ['REDIS_URL', `http://user:${secret}@a`],
    ['MONITOR_INTERVAL_SECONDS', '0'],
    ['MONITOR_INTERVAL_SECONDS', '1.5'],
    ['MONITOR_INTERVAL_SECONDS', '86401'],
    ['LOG_LEVEL', 'verbose'],
  ])('%s=%s', (name, value) => {
    expect(lines({ ...enough, [name]: value })).toEqual([expect.stringMatching(`^${name} must be`)]);
  });

  const keyRule = "must be 1 to 32 letters and digits, as TRTC's console takes it";
  test.each(['a'.repeat(33), 'call-back', 'call back', 'key_1', 'key='])(
    'the callback key %j, by pages 62717 and 39558, for all applications or for one',
    (key) => {
      expect(lines({ ...enough, TRTC_CALLBACK_KEY: key })).toEqual([`TRTC_CALLBACK_KEY ${keyRule}`]);
      const { TRTC_SDK_APP_ID: _, ...without } = enough;
      const apps = JSON.stringify([{ name: 'a', sdkAppId: 1, callbackKey: key }]);
      expect(lines({ ...without, TRTC_APPS: apps })).toEqual([`TRTC_APPS.0.callbackKey ${keyRule}`]);
    },
  );

  test.each(['a', '0', 'a'.repeat(32), 'aB3'])('(but the callback key %j is right)', (key) => {
    expect(lines({ ...enough, TRTC_CALLBACK_KEY: key })).toEqual([]);
  });

  test.each<[string, string]>([
    ['PORT', '0'],
    ['PORT', '65535'],
    ['TRTC_SDK_APP_ID', '1'],
    ['TRTC_SDK_APP_ID', '4294967295'],
    ['TRTC_PRIVATE_MAP_KEY', 'false'],
    ['MONITOR_INTERVAL_SECONDS', '1'],
    ['MONITOR_INTERVAL_SECONDS', '86400'],
  ])('(but %s=%s is right)', (name, value) => expect(lines({ ...enough, [name]: value })).toEqual([]));

  test.each<[string, string]>([
    ['that is no JSON', `{"name":"${secret}`],
    ['that is a text', `"${secret}"`],
    ['whose name is wrong', `[{"name":"${secret} ${secret}","sdkAppId":1}]`],
    ['whose SdkAppId is a text', `[{"name":"a","sdkAppId":"${secret}"}]`],
    ['whose key is empty', '[{"name":"a","sdkAppId":1,"secretKey":""}]'],
    ['that is empty', '[]'],
  ])('TRTC_APPS %s', (_, apps) => {
    const { TRTC_SDK_APP_ID: __, ...without } = enough;
    const said = lines({ ...without, TRTC_APPS: apps });
    expect(said).toEqual([expect.stringMatching(/^TRTC_APPS(\.\S+)? must be/)]);
    expect(said.join()).not.toContain(secret);
  });

  test('a store is said to be what the documents say that it is', () => {
    expect(lines({ ...enough, STORE_URL: 'x' })).toEqual([expect.stringContaining('file:')]);
    expect(lines({ ...enough, STORE_URL: 'x' }).join()).not.toMatch(/file:\/\/|memory:\/\//);
  });

  test.each(['SLACK_SIGNING_SECRET', 'TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY'])(
    '%s that is only spaces',
    (name) => expect(lines({ ...enough, [name]: '  ' })).toEqual([expect.stringContaining(name)]),
  );
});

describe('A missing setting is one line:', () => {
  test.each([
    ['SLACK_BOT_TOKEN', 'SLACK_BOT_TOKEN is not set'],
    ['SLACK_SIGNING_SECRET', 'SLACK_SIGNING_SECRET is not set (or set SLACK_APP_TOKEN to use Socket Mode)'],
    ['TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_ID is not set'],
    ['TENCENTCLOUD_SECRET_KEY', 'TENCENTCLOUD_SECRET_KEY is not set'],
    ['TRTC_SDK_APP_ID', 'TRTC_SDK_APP_ID is not set (or set TRTC_APPS for several applications)'],
    [
      'INGEST_ALLOWLIST',
      'INGEST_ALLOWLIST is not set, nor is INGEST_ADMINS: nobody could use the bot (write * for every member)',
    ],
  ])('%s', (name, line) => {
    expect(lines({ ...enough, [name]: undefined })).toEqual([line]);
    expect(lines({ ...enough, [name]: '' })).toEqual([line]);
  });

  test('admins are enough for a list of people', () => {
    expect(lines({ ...enough, INGEST_ALLOWLIST: '', INGEST_ADMINS: 'U1' })).toEqual([]);
  });
});

test('One application and several exclude each other', () => {
  expect(lines({ ...enough, TRTC_APPS: '[{"name":"a","sdkAppId":1}]' })).toEqual([
    'TRTC_SDK_APP_ID and TRTC_APPS are both set: keep one',
  ]);
});

test('Everything that is missing or wrong is said at once', () => {
  expect(lines({}).map((line) => line.split(' ')[0])).toEqual([
    'SLACK_BOT_TOKEN',
    'TENCENTCLOUD_SECRET_ID',
    'TENCENTCLOUD_SECRET_KEY',
    'SLACK_SIGNING_SECRET',
    'TRTC_SDK_APP_ID',
    'INGEST_ALLOWLIST',
  ]);
  const several = { SLACK_BOT_TOKEN: secret, PORT: secret, TRTC_APPS: secret, INGEST_CHANNELS: secret };
  const said = lines(several);
  expect(said.map((line) => line.split(' ')[0]).sort()).toEqual(
    [
      ...Object.keys(several),
      'INGEST_ALLOWLIST',
      'SLACK_SIGNING_SECRET',
      'TENCENTCLOUD_SECRET_ID',
      'TENCENTCLOUD_SECRET_KEY',
    ].sort(),
  );
  expect(said.join('\n')).not.toContain(secret);
});

test('No line repeats the value of any setting', () => {
  const names = [
    ...Object.keys(enough),
    'SLACK_APP_TOKEN',
    'SLACK_API_URL',
    'PORT',
    'TRTC_APPS',
    'STORE_URL',
  ];
  for (const name of names) {
    expect(lines({ ...enough, [name]: secret, INGEST_CHANNELS: secret }).join('\n')).not.toContain(secret);
  }
});
