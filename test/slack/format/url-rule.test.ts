import { describe, expect, test } from '@jest/globals';
import { urlFault } from '../../../src/ingest/stream-url.ts';
import { urlRule } from '../../../src/slack/format/rules.ts';

function said(url: string): string | undefined {
  const fault = urlFault(url);
  return fault === undefined ? undefined : urlRule(fault);
}

const begins = 'takes a URL that begins with http://, https:// or rtmp://';
const twoSlashes = (scheme: string) => `takes a URL with two slashes after the scheme: ${scheme}://`;
const password =
  'takes a URL in whose user name and password @ is written %40, : %3A, / %2F, ? %3F and # %23';
const port = 'takes a URL with a port from 1 to 65535 after its host';
const noHost = /^takes a URL with a host/;

describe('What is wrong with a URL is said by name', () => {
  test.each<[string, string, string]>([
    ['a |', 'https://a.b/x|y', 'takes a URL in which | must be written %7C'],
    ['a space', 'https://a.b/my video.mp4', 'takes a URL in which a space must be written %20'],
    ['a double quote', 'https://a.b/"x', 'takes a URL in which a double quote must be written %22'],
    ['a <', 'https://a.b/<x', 'takes a URL in which < must be written %3C'],
    ['a >', 'https://a.b/x>', 'takes a URL in which > must be written %3E'],
    ['a backslash', 'https://a.b/x\\y', 'takes a URL in which a backslash must be written %5C'],
    ['a backtick', 'https://a.b/`', 'takes a URL in which a backtick must be written %60'],
    ['a line break', 'https://a.b/x\ny', 'takes a URL in which a line break must be written %0A'],
    ['a tab', 'https://a.b/x\ty', 'takes a URL in which a tab must be written %09'],
    [
      'a control character',
      'https://a.b/\u0007',
      'takes a URL in which the unseen character U+0007 must be written %07',
    ],
    [
      'a space of another kind',
      'https://a.b/\u00A0x',
      'takes a URL in which the unseen character U+00A0 must be written %C2%A0',
    ],
    [
      'several, each once',
      'https://a.b/a b|c d|e',
      'takes a URL in which a space must be written %20, | %7C',
    ],
  ])('%s', (_, url, problem) => expect(said(url)).toBe(problem));

  test.each([
    'rtsp',
    'rtsps',
    'rtmps',
    'rtmpe',
    'srt',
    'udp',
    'rtp',
    'ftp',
    'sftp',
    'file',
    'wss',
    'mms',
    'RTSP',
    'htp',
    'hls',
  ])('the scheme %s', (scheme) =>
    expect(said(`${scheme}://a.b/x`)).toBe(`${begins}: ${scheme.toLowerCase()} is not pulled`),
  );

  test.each(['', 'a.b/test.mp4', 'user:hunter2@a.b/x', 'hunter2://a.b', '//a.b/x', '://a.b', 'room1'])(
    'no scheme that is one, and nothing of %j is repeated',
    (url) => expect(said(url)).toBe(begins),
  );

  test.each<[string, string | RegExp]>([
    ['https:a.b/x', twoSlashes('https')],
    ['https:/a.b/x', twoSlashes('https')],
    ['RTMP:\\\\a.b\\x', twoSlashes('rtmp')],
    ['https', begins],
    ['https:', twoSlashes('https')],
    ['https://', noHost],
    ['rtmp:///live/key', noHost],
    ['https:///a.b/x', noHost],
    ['https://?x', noHost],
    ['https://user@/x', noHost],
    ['https://:80/', noHost],
    ['https://[::1/', noHost],
    ['https://a%zz.b/', noHost],
    ['https://a.b:99999/', port],
    ['https://a.b:x/', port],
    ['https://user:p/ss@a.b/x', password],
    ['https://user:p#ss@a.b/x', password],
    [' https://a.b/', 'takes no space and no line break before or after the URL'],
    ['https://a.b/\n', 'takes no space and no line break before or after the URL'],
    [`https://a.b/${'x'.repeat(3108)}`, 'takes at most 3000 characters, and this has 3120'],
  ])('%j', (url, problem) => {
    if (typeof problem === 'string') expect(said(url)).toBe(problem);
    else expect(said(url)).toMatch(problem);
  });
});
