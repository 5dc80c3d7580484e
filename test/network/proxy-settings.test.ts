import { describe, expect, test } from '@jest/globals';
import { readConfig, secretsOf } from '../../src/config.ts';
import { authorizationOf } from '../../src/network/proxy.ts';
import { enough, lines } from '../support/config-settings.ts';

const proxies = (more: Record<string, string>) => readConfig({ ...enough, ...more }).proxies;
const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

describe.each(names)('%s', (name) => {
  const read = (value: string) => {
    const { https, http } = proxies({ [name]: value });
    return name.toLowerCase() === 'http_proxy' ? http : https;
  };

  test.each([
    ['http://proxy:3128', 'http://proxy:3128'],
    ['http://proxy:3128/', 'http://proxy:3128'],
    ['HTTP://Proxy.Example:3128', 'http://proxy.example:3128'],
    ['proxy:3128', 'http://proxy:3128'],
    ['proxy:3128/', 'http://proxy:3128'],
    ['//proxy:3128', 'http://proxy:3128'],
    ['10.0.0.1:3128', 'http://10.0.0.1:3128'],
    ['http://proxy', 'http://proxy:80'],
    ['https://proxy', 'https://proxy:443'],
    ['https://proxy:8443', 'https://proxy:8443'],
    ['http://[::1]:3128', 'http://[::1]:3128'],
    ['[::1]:3128', 'http://[::1]:3128'],
    ['http://my_proxy:3128', 'http://my_proxy:3128'],
  ])('%j is the proxy %s', (value, address) => {
    expect(read(value)).toEqual({ address, setting: name, credentials: undefined });
  });

  test.each([
    ['http://user:password@proxy:3128', 'user:password'],
    ['user:password@proxy:3128', 'user:password'],
    ['http://user@proxy:3128', 'user:'],
    ['http://:password@proxy:3128', ':password'],
    ['http://DOMAIN%5Cuser:p%40ss%3Aw%2Fr%3Fd%23%25@proxy:3128', 'DOMAIN\\user:p@ss:w/r?d#%'],
    ['http://user:p@ss@proxy:3128', 'user:p@ss'],
    ['http://user:a:b@proxy:3128', 'user:a:b'],
    ['http://user:a=b;c&d$e+f!@proxy:3128', 'user:a=b;c&d$e+f!'],
    ['http://user:p%20w@proxy:3128', 'user:p w'],
    ['http://user:pässwörd@proxy:3128', 'user:pässwörd'],
  ])('the credentials of %j are %j', (value, credentials) => {
    const proxy = read(value);
    expect(proxy?.address).toBe('http://proxy:3128');
    const header = (proxy && authorizationOf(proxy)) ?? '';
    expect(Buffer.from(header.replace('Basic ', ''), 'base64').toString()).toBe(credentials);
  });

  test.each([
    'socks5://proxy:1080',
    'socks://proxy:1080',
    'socks4a://u:t0psecret@proxy:1080',
    'SOCKS5H://proxy:1080',
  ])('%j is refused in one sentence', (value) => {
    expect(lines({ ...enough, [name]: value })).toEqual([
      `${name} must be an http:// or https:// address: SOCKS proxies cannot be used`,
    ]);
  });

  test.each([
    'proxy',
    'none',
    'direct',
    'false',
    '0',
    '-',
    '.',
    ':3128',
    'http://',
    'http://:3128',
    'http://proxy:port',
    'http://proxy:65536',
    'http://proxy:3128/path',
    'http://proxy:3128?t0psecret',
    'http://proxy:3128#t0psecret',
    'http://proxy: 3128',
    'http://pro xy:3128',
    'http://pro\nxy:3128',
    'http:proxy:3128',
    'http:/proxy:3128',
    'ftp://proxy:3128',
    'ws://proxy:3128',
    '"http://proxy:3128"',
    "'proxy:3128'",
    'http://proxy:3128,http://other:3128',
    'http://user:t0p#t0psecret@proxy:3128',
    'http://user:t0p/t0psecret@proxy:3128',
    'http://user:t0p?t0psecret@proxy:3128',
    'http://user:1234#t0psecret@proxy:3128',
    'http://user:t0psecret%@proxy:3128',
    'http://user:a6%6qt0psecret@proxy:3128',
    'http://user%ff:t0psecret@proxy:3128',
    'http://us%3Aer:t0psecret@proxy:3128',
  ])('%j is refused by name, in one line without what was given', (value) => {
    const said = lines({ ...enough, [name]: value });
    expect(said).toEqual([expect.stringMatching(`^${name} must `)]);
    expect(said.join()).not.toContain('t0psecret');
  });

  test.each(['', '  '])('%j counts as not set', (value) => {
    expect(proxies({ [name]: value })).toEqual(proxies({}));
  });
});

describe('Of several settings', () => {
  const address = (more: Record<string, string>) => {
    const { https, http } = proxies(more);
    return { https: https?.setting, http: http?.setting };
  };

  test.each<[Record<string, string>, { https: string | undefined; http: string | undefined }]>([
    [{}, { https: undefined, http: undefined }],
    [{ HTTPS_PROXY: 'p:1' }, { https: 'HTTPS_PROXY', http: undefined }],
    [{ HTTP_PROXY: 'p:1' }, { https: undefined, http: 'HTTP_PROXY' }],
    [{ ALL_PROXY: 'p:1' }, { https: 'ALL_PROXY', http: 'ALL_PROXY' }],
    [
      { ALL_PROXY: 'p:1', HTTP_PROXY: 'q:1' },
      { https: 'ALL_PROXY', http: 'HTTP_PROXY' },
    ],
    [
      { ALL_PROXY: 'p:1', HTTPS_PROXY: 'q:1', TRTC_ENDPOINT: 'http://trtc.example' },
      { https: 'HTTPS_PROXY', http: 'ALL_PROXY' },
    ],
    [
      { ALL_PROXY: 'socks://p:1', HTTPS_PROXY: 'q:1' },
      { https: 'HTTPS_PROXY', http: undefined },
    ],
    [
      { HTTPS_PROXY: 'p:1', https_proxy: 'q:1' },
      { https: 'https_proxy', http: undefined },
    ],
    [
      { HTTPS_PROXY: 'p:1', https_proxy: '' },
      { https: 'HTTPS_PROXY', http: undefined },
    ],
    [
      { ALL_PROXY: 'p:1', all_proxy: 'q:1' },
      { https: 'all_proxy', http: 'all_proxy' },
    ],
    // What others outdo is not looked at, since desktops set more of these than anybody uses.
    [
      { HTTPS_PROXY: 'wrong', https_proxy: 'q:1' },
      { https: 'https_proxy', http: undefined },
    ],
    [
      { ALL_PROXY: 'socks5://p:1', HTTPS_PROXY: 'p:1', http_proxy: 'q:1' },
      { https: 'HTTPS_PROXY', http: 'http_proxy' },
    ],
  ])('%j', (more, expected) => expect(address(more)).toEqual(expected));

  test.each([
    { ALL_PROXY: 'socks5://p:1' },
    { ALL_PROXY: 'socks5://p:1', HTTP_PROXY: 'q:1' },
    { ALL_PROXY: 'socks5://p:1', HTTPS_PROXY: 'q:1', SLACK_API_URL: 'http://slack.example' },
  ])('%j is refused, since the bot would go through it', (more) => {
    expect(lines({ ...enough, ...more })).toEqual([expect.stringMatching(/^ALL_PROXY must be .*SOCKS/)]);
  });

  test('no_proxy in lower case wins', () => {
    expect(proxies({ NO_PROXY: 'a.b', no_proxy: 'c.d' }).noProxy).toEqual({
      setting: 'no_proxy',
      entries: [{ kind: 'name', name: 'c.d', port: undefined }],
    });
  });
});

test('The password of a proxy is among the secrets, in every spelling that could be seen', () => {
  const config = readConfig({
    ...enough,
    HTTPS_PROXY: 'http://user:p%40ssw%C3%B6rd@proxy:3128',
    http_proxy: 'u:other-word@q:1',
  });
  const secrets = secretsOf(config).map((secret) => secret.reveal());
  for (const spelling of ['p@sswörd', 'p%40ssw%C3%B6rd', btoa('u:other-word'), 'other-word']) {
    expect(secrets).toContain(spelling);
  }
  expect(JSON.stringify(config)).not.toMatch(/other-word|p@ssw/);
});
