import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../src/config.ts';
import { enough, lines } from './support/config-settings.ts';

const wrong: [string, string, string][] = [
  ['TRTC_ENDPOINT', 'https://trtc.tencentcloudapi.com/v1', 'must be https://HOST and no more'],
  ['TRTC_ENDPOINT', 'https://trtc.tencentcloudapi.com//', 'must be https://HOST and no more'],
  ['TRTC_ENDPOINT', 'https://trtc.tencentcloudapi.com\\v1', 'must be https://HOST and no more'],
  ['TRTC_ENDPOINT', 'https://proxy.corp/trtc.tencentcloudapi.com', 'must be https://HOST and no more'],
  ['TRTC_ENDPOINT', 'https://trtc.tencentcloudapi.com?x=1', 'must be an address without ? and #'],
  ['TRTC_ENDPOINT', 'https://trtc.tencentcloudapi.com/?', 'must be an address without ? and #'],
  ['TRTC_ENDPOINT', 'https://trtc.tencentcloudapi.com#', 'must be an address without ? and #'],
  [
    'TRTC_ENDPOINT',
    'https://me:t0psecret@trtc.tencentcloudapi.com',
    'must be an address without a name and a password',
  ],
  [
    'TRTC_ENDPOINT',
    'https://me@trtc.tencentcloudapi.com/v1?x',
    'must be an address without a name and a password',
  ],
  ['TRTC_ENDPOINT', 'https://', 'must be https://… or http://…'],
  ['TRTC_ENDPOINT', 'https://host:99999', 'must be https://… or http://…'],
  ['TRTC_ENDPOINT', 'https://a b.c', 'must be https://… or http://…'],
  ['SLACK_API_URL', 'https://slack.com/api/?x=1', 'must be an address without ? and #'],
  ['SLACK_API_URL', 'https://slack.com/api#methods', 'must be an address without ? and #'],
  [
    'SLACK_API_URL',
    'https://me:t0psecret@slack.com/api/',
    'must be an address without a name and a password',
  ],
  ['SLACK_API_URL', 'slack.com/api', 'must be https://… or http://…'],
  ['STORE_URL', 'file:', 'must name a folder'],
  ['STORE_URL', 'file:/', 'must name a folder'],
  ['STORE_URL', 'file://', 'must name a folder'],
  ['STORE_URL', 'file:///', 'must name a folder'],
  ['STORE_URL', 'FILE:', 'must name a folder'],
  ['STORE_URL', 'file://data/ingest', 'must be file:PATH with one slash or three, not two'],
  ['STORE_URL', 'file:..', 'must not climb out of the working directory'],
  ['STORE_URL', 'file:../store', 'must not climb out of the working directory'],
  ['STORE_URL', 'file:data/../../store', 'must not climb out of the working directory'],
  ['STORE_URL', 'memory:x', 'must be memory: with nothing behind it'],
  ['STORE_URL', 'memory://x', 'must be memory: with nothing behind it'],
  ['STORE_URL', 'memory:/data', 'must be memory: with nothing behind it'],
  ...(['STORE_URL', 'REDIS_URL'] as const).flatMap((name): [string, string, string][] => [
    [name, 'redis:', 'must have a host'],
    [name, 'redis://', 'must have a host'],
    [name, 'redis:///0', 'must have a host'],
    [name, 'rediss://', 'must have a host'],
    [name, 'redis:6379', 'must have a host'],
    [name, 'redis://cache:6379/main', 'must have nothing but the number of a database'],
    [name, 'redis://cache/0/1', 'must have nothing but the number of a database'],
    [name, 'redis://:t0psecret%zz@cache', 'must have its password percent-encoded'],
    [name, 'redis://%@cache', 'must have its password percent-encoded'],
  ]),
];

describe('An address that cannot be used is one line at the start:', () => {
  test.each(wrong)('%s=%s', (name, value, says) => {
    const said = lines({ ...enough, [name]: value });
    expect(said).toEqual([expect.stringMatching(`^${name} ${says.replace(/[?.]/g, '\\$&')}`)]);
    expect(said.join()).not.toContain('t0psecret');
  });
});

test.each([
  ['TRTC_ENDPOINT', 'https://trtc.tencentcloudapi.com/'],
  ['TRTC_ENDPOINT', 'https://trtc.intl.tencentcloudapi.com'],
  ['TRTC_ENDPOINT', 'http://[::1]:8080'],
  ['SLACK_API_URL', 'https://slack-gov.com/api/'],
  ['SLACK_API_URL', 'http://127.0.0.1:3001/some/path/api'],
  ['STORE_URL', 'file:data/ingest'],
  ['STORE_URL', 'file:./data/..ingest/v1.2'],
  ['STORE_URL', 'file:/data/../ingest'],
  ['STORE_URL', 'file:///data/ingest'],
  ['STORE_URL', 'memory:'],
  ['STORE_URL', 'redis://cache'],
  ['STORE_URL', 'rediss://:p%25ss@cache:6380/2'],
  ['STORE_URL', 'redis://[::1]:6379/'],
  ['REDIS_URL', 'rediss://h:p4ss@ec2-1.compute.amazonaws.com:1234'],
])('(%s=%s is right)', (name, value) => expect(lines({ ...enough, [name]: value })).toEqual([]));

test.each([
  ['FILE:data/Ingest', 'file:data/Ingest'],
  ['Memory:', 'memory:'],
  ['REDIS://Cache/1', 'redis://Cache/1'],
])('A scheme in capitals is the same scheme: %s', (given, taken) => {
  expect(readConfig({ ...enough, STORE_URL: given }).storeUrl.reveal()).toBe(taken);
});
