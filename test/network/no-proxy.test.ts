import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { mayNeedProxy, routeTo } from '../../src/network/route.ts';
import { enough, lines } from '../support/config-settings.ts';

/** Whether the address is reached past the proxy that is set for it. */
function isDirect(url: string, list: string): boolean {
  const proxy = { HTTPS_PROXY: 'http://proxy:3128', HTTP_PROXY: 'http://proxy:3128' };
  const { proxies } = readConfig({ ...enough, ...proxy, NO_PROXY: list });
  return routeTo(new URL(url), proxies).kind === 'direct';
}

const slack = 'https://slack.com/api/';
const socket = 'wss://wss-primary.slack.com/link/?ticket=1';
const trtc = 'https://trtc.tencentcloudapi.com';

describe('Whether a source may be behind the proxy alone:', () => {
  const proxies = (set: Record<string, string>) => readConfig({ ...enough, ...set }).proxies;
  const proxy = 'http://proxy:3128';
  test.each<[string, Record<string, string>, boolean]>([
    ['https://a.b/1.mp4', { HTTPS_PROXY: proxy }, true],
    ['http://a.b/1.mp4', { HTTPS_PROXY: proxy }, false],
    ['http://a.b/1.mp4', { HTTP_PROXY: proxy }, true],
    ['rtmp://a.b/live/a', { HTTPS_PROXY: proxy }, true],
    ['rtmp://a.b/live/a', { HTTP_PROXY: proxy }, true],
    ['rtmp://a.b/live/a', { HTTPS_PROXY: proxy, NO_PROXY: '.b' }, false],
    ['rtmp://a.b/live/a', {}, false],
  ])('%s with %j: %s', (url, set, expected) => {
    expect(mayNeedProxy(new URL(url), proxies(set))).toBe(expected);
  });
});

test('The example of INGEST_PROBE_ALLOW in the documents is one that the bot takes', () => {
  const row = /`INGEST_PROBE_ALLOW` \|.*?such as `([^`]+)`/.exec(readFileSync('docs/settings.md', 'utf8'));
  const { probeAllow } = readConfig({ ...enough, INGEST_PROBE_ALLOW: row?.[1] ?? '' });
  expect(probeAllow).toHaveLength(2);
});

describe('NO_PROXY', () => {
  test.each<[string, string[], string[]]>([
    [
      'slack.com',
      [slack, socket, 'http://slack.com:8080'],
      [trtc, 'https://notslack.com', 'https://slack.com.evil.org'],
    ],
    ['.slack.com', [slack, socket], [trtc, 'https://notslack.com']],
    ['*.slack.com', [slack, socket], [trtc, 'https://notslack.com']],
    ['slack.com.', [slack, socket, 'https://slack.com./api/'], [trtc]],
    ['SLACK.Com', [slack, socket, 'https://SLACK.COM/api/'], [trtc]],
    ['wss-primary.slack.com', [socket], [slack]],
    ['com', [slack, trtc], ['https://slack.org']],
    ['*', [slack, socket, trtc, 'http://127.0.0.1:1', 'http://[::1]:1'], []],
    ['a.b, *', [slack], []],
    ['a.b,slack.com , c.d', [slack], [trtc]],
    ['a.b slack.com\tc.d', [slack], [trtc]],
    [',, slack.com,,', [slack], [trtc]],
    ['slack.com:443', [slack, socket], ['https://slack.com:8443', 'http://slack.com']],
    ['slack.com:80', ['http://slack.com', 'ws://slack.com'], [slack]],
    ['.slack.com:8443', ['https://a.slack.com:8443'], [slack]],
    [
      'localhost',
      ['http://localhost:4000', 'http://api.localhost'],
      ['http://127.0.0.1:4000', 'http://[::1]:4000'],
    ],
    [
      '127.0.0.1',
      ['http://127.0.0.1:4000', 'http://127.1', 'http://0x7f.1'],
      ['http://127.0.0.2', 'http://localhost'],
    ],
    ['127.0.0.1:4000', ['http://127.0.0.1:4000'], ['http://127.0.0.1:4001']],
    [
      '127.0.0.0/8',
      ['http://127.0.0.1:4000', 'https://127.255.0.9'],
      ['http://128.0.0.1', 'http://localhost', slack],
    ],
    ['10.0.0.0/8,172.16.0.0/12', ['https://10.1.2.3', 'https://172.31.0.1'], ['https://172.32.0.1']],
    ['10.1.2.3/0', ['https://9.9.9.9'], [slack]],
    ['::1', ['http://[::1]:4000', 'http://[0:0:0:0:0:0:0:1]'], ['http://[::2]', 'http://127.0.0.1']],
    ['[::1]', ['http://[::1]:4000'], ['http://[::2]']],
    ['[::1]:4000', ['http://[::1]:4000'], ['http://[::1]:4001']],
    ['0:0:0:0:0:0:0:1', ['http://[::1]:4000'], []],
    ['fd00::/8', ['https://[fd12:3456::1]'], ['https://[fe80::1]', slack]],
    ['[fd00::]/8', ['https://[fd12::1]'], ['https://[fe80::1]']],
    ['10.0.0.1', ['http://[::ffff:10.0.0.1]'], []],
    ['bücher.example', ['https://bücher.example', 'https://xn--bcher-kva.example'], [slack]],
    ['my_host', ['https://my_host'], [slack]],
    ['', [], [slack, socket, trtc, 'http://127.0.0.1', 'http://localhost', 'http://[::1]']],
  ])('%j', (list, direct, proxied) => {
    expect(direct.filter((url) => !isDirect(url, list))).toEqual([]);
    expect(proxied.filter((url) => isDirect(url, list))).toEqual([]);
  });

  test.each([
    'slack.*',
    '*slack.com',
    'sl*ck.com',
    '10.*',
    '10.',
    '192.168',
    '192.168.0',
    '10.0.0.0/33',
    '10.0.0.0/',
    'fd00::/129',
    '10.0.0/8',
    'slack.com/8',
    'slack.com/api',
    '10.0.0.0/8:80',
    'slack.com:0',
    'slack.com:65536',
    'slack.com:https',
    'slack.com:',
    ':443',
    '[::1',
    '[slack.com]',
    'a.b;slack.com',
    'a.b|slack.com',
    '<local>',
    '"slack.com"',
    '-',
    '.',
    '256.1.1.1',
    'a..b',
  ])('that has %j is refused by name, in one line that says what it may be', (entry) => {
    expect(lines({ ...enough, NO_PROXY: `a.b,${entry},c.d` })).toEqual([
      `NO_PROXY must name hosts, but has ${JSON.stringify(entry)}: an entry is HOST, .DOMAIN, *.DOMAIN or an IP address, each with or without :PORT, or IP/BITS, or * for everything`,
    ]);
  });

  test.each(['https://slack.com', 'http://user:t0psecret@proxy:3128', 'user:t0psecret@slack.com'])(
    'that has an address such as %j is refused, and the address not repeated',
    (entry) => {
      const said = lines({ ...enough, no_proxy: entry });
      expect(said).toEqual([expect.stringMatching(/^no_proxy must name hosts, but has an address with/)]);
      expect(said.join()).not.toContain('t0psecret');
    },
  );
});
