import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import tlsSig from 'tls-sig-api-v2';
import { Secret } from '../src/ingest/secret.ts';
import { createLogger, createScrub } from '../src/log.ts';

const known = [new Secret('cloud-secret-key'), new Secret('short')];

describe('A log line does not have', () => {
  const api = new tlsSig.Api(1400000001, '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e');

  test.each<[string, string, string]>([
    ['a known secret', 'key cloud-secret-key!', 'key [secret]!'],
    ['a known secret twice', 'cloud-secret-keycloud-secret-key', '[secret][secret]'],
    ['a bot token', 'token=xoxb-12-34-aBc9 sent', 'token=… sent'],
    ['a user token', 'xoxp-12-34-aBc9', '[secret]'],
    ['an app token', 'xapp-1-A0-12-ab', '[secret]'],
    ['a rotated token', 'xoxe.xoxb-1-Mi0', 'xoxe.[secret]'],
    ['a response_url', 'https://hooks.slack.com/commands/T0AB/123/xYz', 'https://hooks.slack.com/…'],
    [
      'a response_url of a button',
      'https://hooks.slack.com/actions/T0AB/123/xYz',
      'https://hooks.slack.com/…',
    ],
    ['a response_url of a Grid', 'https://hooks.slack.com/app/E0AB/123/xYz', 'https://hooks.slack.com/…'],
    ['a webhook', 'https://hooks.slack.com/services/T0AB/B1/xYz', 'https://hooks.slack.com/…'],
    ['credentials of a URL', 'at https://user:t0psecret@a.b/x', 'at https://…@a.b/…'],
    ['credentials of a URL in capitals', 'at HTTPS://user:t0psecret@A.B/x', 'at HTTPS://…@A.B/…'],
    ['credentials of a URL that is none', 'at https://user:t0psecret@:bad/x', 'at https://…/…'],
    ['credentials of another scheme', 'at ftp://user:t0psecret@a.b/x?t0psecret', 'at ftp://…@a.b/…?…'],
    ['the query of a URL', 'at https://a.b/x?sig=t0psecret&x=1 now', 'at https://a.b/…?… now'],
    ['a stream key', 'pull rtmp://a.b/live/t0psecret now', 'pull rtmp://a.b/… now'],
    ['a stream key over TLS', 'pull rtmps://a.b/live/t0psecret now', 'pull rtmps://a.b/… now'],
    ['a store’s password', 'redis://:t0psecret@10.0.0.1:6379', 'redis://…@10.0.0.1:6379'],
    [
      'a socket’s ticket',
      'wss://wss-primary.slack.com/link/?ticket=t0psecret',
      'wss://wss-primary.slack.com/…?…',
    ],
  ])('%s', (_, text, scrubbed) => expect(createScrub(known)(text)).toBe(scrubbed));

  test('a UserSig or PrivateMapKey as Tencent mints them', () => {
    const tickets = [
      api.genUserSig('ingest-k7f2qd', 86_400),
      api.genPrivateMapKey('ingest-k7f2qd', 86_400, 123, 255),
      api.genPrivateMapKeyWithStringRoomID('ingest-k7f2qd', 86_400, 'room123', 255),
    ];
    for (const ticket of tickets) expect(createScrub([])(`sig "${ticket}".`)).toBe('sig "[secret]".');
  });

  test('but where in a file something happened', () => {
    expect(createScrub([])('at file:///app/dist/index.js:7:1')).toBe('at file:///app/dist/index.js:7:1');
  });

  test('a secret of eight characters; shorter ones would take innocent words with them', () => {
    expect(createScrub([new Secret('12345678'), new Secret('1234567')])('12345678 1234567')).toBe(
      '[secret] 1234567',
    );
  });

  test('the rest of a longer secret whose beginning is a secret too', () => {
    const secrets = [new Secret('cloud-secret'), new Secret('cloud-secret-key')];
    expect(createScrub(secrets)('cloud-secret-key cloud-secret')).toBe('[secret] [secret]');
  });

  test.each(["'", ')'])('what follows %s, which a URL may hold,', (character) => {
    const urls = [`https://a.b/x?sig=1${character}t0psecret`, `https://user:p${character}t0psecret@a.b/x`];
    for (const url of urls) expect(createScrub([])(JSON.stringify({ url }))).not.toContain('t0psecret');
  });
});

test.each([
  'A task has a new state',
  'short words and numbers 1400000001',
  '{"task":"k7f2qd","room":{"id":"room123","type":0},"requestId":"71993312-6ab8-4768-9124-118e0a20c45f"}',
  '-gCTFWtU7t7DUlo7A8IswFszO9z2O-rbERqJAoK-4pycoZXKjIAAnasdcasdOEycyX4CnzhIm4RAQ..',
  '127.0.0.1:3000',
])('What is not secret stays in a log line: %s', (text) => {
  expect(createScrub(known)(text)).toBe(text);
});

describe('Every line of the logger', () => {
  function logged(write: (log: ReturnType<typeof createLogger>) => void, secrets = known): string[] {
    const lines: string[] = [];
    write(createLogger('trace', secrets, { write: (line) => void lines.push(line) }));
    return lines;
  }

  test.each(['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const)(
    'of level %s is scrubbed, wherever the secret stands',
    (level) => {
      const [line = ''] = logged((log) =>
        log[level](
          {
            deep: [{ key: 'cloud-secret-key' }],
            error: new Error('cloud-secret-key', { cause: new Error('xoxb-1-2') }),
            body: JSON.stringify({
              inner: JSON.stringify({ url: 'https://u:cloud@a.b/?x=cloud-secret-key' }),
            }),
            'cloud-secret-key': 1,
          },
          'cloud-secret-key and %s',
          'xapp-1-2',
        ),
      );
      expect(line).toContain('[secret]');
      expect(line).not.toMatch(/cloud-secret-key|xoxb-|xapp-|u:cloud/);
      expect(JSON.parse(line)).toMatchObject({ deep: [{ key: '[secret]' }], msg: '[secret] and [secret]' });
    },
  );

  test('hides secrets that JSON writes in another way', () => {
    const odd = 'quote"slash\\tab\tüberlong';
    const facts = { key: odd, body: JSON.stringify({ key: odd }) };
    const [line = ''] = logged((log) => log.info(facts, odd), [new Secret(odd)]);
    expect(line).not.toContain('überlong');
    expect(JSON.parse(line)).toMatchObject({ key: '[secret]', msg: '[secret]' });
  });

  test('hides Secrets that were logged by mistake', () => {
    const [line = ''] = logged((log) => log.info({ secrets: known, one: known[1] }));
    expect(JSON.parse(line)).toMatchObject({ secrets: ['[secret]', '[secret]'], one: '[secret]' });
  });

  test('stays JSON whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.webUrl({ withQueryParameters: true }), (text, url) => {
        const [line = ''] = logged((log) => log.info({ text, url, both: `${text}${url}${text}` }, text));
        expect(() => JSON.parse(line)).not.toThrow();
      }),
    );
  });

  test('has its level and an ISO time, and nothing of the machine', () => {
    const [line = ''] = logged((log) => log.info({ port: 3000 }, 'Ready'));
    expect(JSON.parse(line)).toEqual({
      level: 30,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      port: 3000,
      msg: 'Ready',
    });
  });

  test('below the level is left out', () => {
    const lines: string[] = [];
    const log = createLogger('warn', [], { write: (line) => void lines.push(line) });
    log.info('not this');
    log.warn('this');
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['this']);
  });
});
