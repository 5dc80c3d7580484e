import { describe, expect, test } from '@jest/globals';
import { linkExpiry } from '../../src/probe/link-expiry.ts';

const at = (time: string) => Date.parse(time);
const seconds = 1_800_000_000;
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const policy = base64({ Statement: [{ Condition: { DateLessThan: { 'AWS:EpochTime': seconds } } }] })
  .replaceAll('+', '-')
  .replaceAll('=', '_')
  .replaceAll('/', '~');
const token = ['{"alg":"HS256"}', JSON.stringify({ exp: seconds, sub: 'a' })]
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

describe('The end of a link is read from', () => {
  test.each([
    [
      'AWS',
      'https://a.test/b.mp4?X-Amz-Date=20270101T000000Z&X-Amz-Expires=3600&X-Amz-Signature=c',
      'aws',
      at('2027-01-01T01:00:00Z'),
    ],
    [
      'AWS in small letters',
      'https://a.test/b.mp4?x-amz-date=20270101T000000Z&x-amz-expires=60',
      'aws',
      at('2027-01-01T00:01:00Z'),
    ],
    [
      'older AWS',
      `https://a.test/b.mp4?AWSAccessKeyId=A&Expires=${seconds}&Signature=c`,
      'aws',
      seconds * 1000,
    ],
    [
      'CloudFront',
      `https://a.test/b.mp4?Expires=${seconds}&Signature=c&Key-Pair-Id=K`,
      'cloudfront',
      seconds * 1000,
    ],
    [
      'a policy of CloudFront',
      `https://a.test/b.mp4?Policy=${policy}&Signature=c&Key-Pair-Id=K`,
      'cloudfront',
      seconds * 1000,
    ],
    [
      'Google',
      'https://a.test/b.mp4?X-Goog-Date=20270101T000000Z&X-Goog-Expires=60',
      'google',
      at('2027-01-01T00:01:00Z'),
    ],
    ['Cloud CDN', `https://a.test/b.mp4?Expires=${seconds}&KeyName=k&Signature=c`, 'google', seconds * 1000],
    [
      'Azure',
      'https://a.test/b.mp4?sv=2024&se=2027-01-01T00%3A00%3A00Z&sig=c',
      'azure',
      at('2027-01-01T00:00:00Z'),
    ],
    ['Tencent', 'rtmp://a.test/live/b?txSecret=c&txTime=6B49D200', 'txtime', 0x6b49d200 * 1000],
    [
      'Tencent, wsTime',
      `https://a.test/b.flv?wsSecret=c&wsTime=${seconds.toString(16)}`,
      'txtime',
      seconds * 1000,
    ],
    ['wsTime in decimal', `https://a.test/b.flv?wsSecret=c&wsTime=${seconds}`, 'txtime', seconds * 1000],
    ['Aliyun', `rtmp://a.test/live/b?auth_key=${seconds}-0-0-0123456789abcdef`, 'aliyun', seconds * 1000],
    ['Akamai', `https://a.test/b.m3u8?hdnts=st=1~exp=${seconds}~acl=/*~hmac=c`, 'akamai', seconds * 1000],
    [
      'Akamai in the path',
      `https://a.test/hdntl=exp=${seconds}~acl=%2F*~hmac=c/b.m3u8`,
      'akamai',
      seconds * 1000,
    ],
    ['a JWT', `https://a.test/b.m3u8?token=${token}.abcdefghijklmn`, 'jwt', seconds * 1000],
    ['a JWT in the path', `https://a.test/${token}.abcdefghijklmn/b.m3u8`, 'jwt', seconds * 1000],
  ])('%s', (_, url, scheme, end) => {
    expect(linkExpiry(url)).toMatchObject({ scheme, at: end });
  });
});

test('The earliest of several ends counts', () => {
  const url = `https://a.test/b?auth_key=${seconds}-0-0-a&token=${token}.abcdefghijklmn&txSecret=a&txTime=${(seconds - 60).toString(16)}`;
  expect(linkExpiry(url)).toEqual({ scheme: 'txtime', at: (seconds - 60) * 1000, exact: false });
});

test('Only what ends by itself ends then: Tencent and Aliyun add what the domain is set to', () => {
  expect(linkExpiry(`https://a.test/b?auth_key=${seconds}-0-0-a`)).toHaveProperty('exact', false);
  expect(linkExpiry(`https://a.test/b?txSecret=a&txTime=${seconds}`)).toHaveProperty('exact', false);
  expect(linkExpiry(`https://a.test/b?Key-Pair-Id=a&Expires=${seconds}`)).toHaveProperty('exact', true);
});

test.each([
  'https://a.test/b.mp4',
  'https://a.test/b.mp4?Expires=1800000000',
  'https://a.test/b.mp4?txTime=6B49D200',
  'https://a.test/b.mp4?X-Amz-Date=now&X-Amz-Expires=1',
  'https://a.test/b.mp4?auth_key=12-0-0-a',
  'https://a.test/b.mp4?expensive=1800000000',
  'https://a.test/b.mp4?se=never&sig=a',
  'https://a.test/b.mp4?Policy=%00&Key-Pair-Id=a',
  'https://a.test/b.mp4?token=eyJhbGciOi.eyJub3RqcrandomSON.abcdefghijklmn',
  'no URL',
])('%s says nothing of an end', (url) => {
  expect(linkExpiry(url)).toBeUndefined();
});
