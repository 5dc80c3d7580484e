import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { file, type MediaServer, redirect, startMediaServer, text } from '../support/media-server.ts';
import { privateHosts } from '../support/private-hosts.ts';
import { type NameServer, startNameServer } from './name-server.ts';
import { realProbe, stays } from './probes.ts';

/** Stands for the public internet; the two canaries listen on the same port of 127.0.0.1 and 127.0.0.2. */
const outside = '127.0.0.3';

let server: MediaServer;
let other: MediaServer;
let names: NameServer;
let canaries: Server[];
let touched: number;
let port: number;

beforeAll(async () => {
  [server, other] = [await startMediaServer(outside), await startMediaServer(outside)];
  names = await startNameServer();
  const first = await canary('127.0.0.1', 0);
  const address = first.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  canaries = [first, await canary('127.0.0.2', port)];
  names.set('inside.test', ['127.0.0.1']);
  names.set('second.test', ['127.0.0.2']);
  names.set('mapped.test', ['::ffff:127.0.0.1']);
  names.set('loop6.test', ['::1']);
  names.set('nat64.test', ['64:ff9b::7f00:1']);
  names.set('both.test', [outside, '127.0.0.1']);
  names.set('also6.test', [outside, '::1']);
  names.set('good.test', [outside]);
});

beforeEach(() => {
  touched = 0;
});

afterAll(async () => {
  for (const each of canaries) each.close();
  await Promise.all([server.close(), other.close(), names.close()]);
});

function canary(host: string, at: number): Promise<Server> {
  const listening = createServer((socket) => {
    touched += 1;
    socket.destroy();
  });
  return new Promise((resolve) => listening.listen(at, host, () => resolve(listening)));
}

const probe = () => realProbe(outside, {}, names.lookup);

const forms = [
  ...privateHosts,
  ...['inside.test', 'INSIDE.TEST', 'inside.test.', 'second.test', 'mapped.test', 'loop6.test', 'nat64.test'],
  ...['both.test', 'also6.test'],
];

describe('Nothing connects to', () => {
  test.each(forms)('%s by HTTP', async (host) => {
    const report = await probe().check(`http://${host}:${port}/a.mp4`, stays());
    expect([report.kind, touched]).toEqual(['refused-address', 0]);
  });

  test.each(forms)('%s by RTMP', async (host) => {
    const report = await probe().check(`rtmp://${host}:${port}/live/a`, stays());
    expect([report.kind, touched]).toEqual(['refused-address', 0]);
  });

  test.each(forms)('%s that a server leads on to', async (host) => {
    server.add('/on', redirect(`http://${host}:${port}/a.mp4`));
    const report = await probe().check(`${server.origin}/on`, stays());
    expect([report.kind, touched]).toEqual(['refused-address', 0]);
  });

  test.each(forms)('%s that a playlist names', async (host) => {
    server.add('/a.m3u8', text(`#EXTM3U\n#EXTINF:1,\nhttp://${host}:${port}/a.ts\n#EXT-X-ENDLIST\n`));
    const report = await probe().check(`${server.origin}/a.m3u8`, stays());
    expect([report.kind, touched]).toEqual(['refused-address', 0]);
  });
});

describe('A name is what it was when it was checked:', () => {
  test('one look-up for a connection, and the connection goes where it said', async () => {
    names.set('turning.test', [outside], ['127.0.0.1']);
    server.add('/a.txt', file(Buffer.from('no media')));
    const report = await probe().check(`http://turning.test:${server.port}/a.txt`, stays());
    expect([report.kind, names.lookups('turning.test'), touched]).toEqual(['other-format', 1, 0]);
  });

  test('another connection to it looks it up and checks it again', async () => {
    names.set('turning-later.test', [outside], ['127.0.0.1']);
    server.add('/on', redirect(`http://turning-later.test:${port}/a.mp4`));
    const report = await probe().check(`http://turning-later.test:${server.port}/on`, stays());
    expect([report.kind, names.lookups('turning-later.test'), touched]).toEqual(['refused-address', 2, 0]);
  });

  test('a playlist on it names pieces on it that are elsewhere by now', async () => {
    names.set('turning-list.test', [outside], ['127.0.0.2']);
    server.add('/b.m3u8', text(`#EXTM3U\n#EXTINF:1,\nhttp://turning-list.test:${port}/a.ts\n`));
    const report = await probe().check(`http://turning-list.test:${server.port}/b.m3u8`, stays());
    expect([report.kind, touched]).toEqual(['refused-address', 0]);
  });

  test('a name that is allowed is not asked where it leads', async () => {
    server.add('/a.txt', file(Buffer.from('no media')));
    const report = await realProbe('good.test', {}, names.lookup).check(
      `http://good.test:${server.port}/a.txt`,
      stays(),
    );
    expect(report.kind).toBe('other-format');
  });

  describe('localhost is allowed by its addresses, and leads to those alone:', () => {
    test.each([
      ['127.0.0.1', 'localhost', ['other-format', 1, 0]],
      ['127.0.0.0/8', 'LOCALHOST.', ['other-format', 1, 0]],
      ['127.0.0.1', 'cam.localhost', ['other-format', 1, 0]],
      ['localhost', 'localhost', ['other-format', 1, 1]],
      ['::1', 'localhost', ['unreachable', 0, 0]],
      ['127.0.0.2', 'localhost', ['refused-address', 0, 0]],
      ['127.0.0.1:1', 'localhost', ['refused-address', 0, 0]],
      ['10.0.0.0/8', 'localhost', ['refused-address', 0, 0]],
      // What is no name of this machine is looked up, and both its addresses are looked at.
      [outside, 'both.test', ['refused-address', 0, 1]],
    ])('%s, and %s is asked', async (allow, host, expected) => {
      const local = await startMediaServer('127.0.0.1');
      local.add('/a.txt', file(Buffer.from('no media')));
      // A name service that leads localhost astray is not asked.
      let lookups = 0;
      const lookup = async (name: string) => {
        lookups += 1;
        return name === 'localhost' ? ['127.0.0.1'] : names.lookup(name);
      };
      const report = await realProbe(allow, {}, lookup).check(`http://${host}:${local.port}/a.txt`, stays());
      await local.close();
      expect([report.kind, local.requests.length, lookups]).toEqual(expected);
    });
  });

  test('a port that is allowed allows no other', async () => {
    const report = await realProbe(`${outside}:1`, {}, names.lookup).check(`${server.origin}/a`, stays());
    expect([report.kind, server.requests.some(({ path }) => path === '/a')]).toEqual([
      'refused-address',
      false,
    ]);
  });

  test('a name that nobody knows is not there', async () => {
    expect((await probe().check('http://nobody.test/a.mp4', stays())).kind).toBe('unknown-host');
  });
});

describe('What is given for one host stays there:', () => {
  const named = (path: string) => path.startsWith('/secret');

  test('credentials are said to the host that they are given for', async () => {
    server.add('/secret', text('no media'));
    await probe().check(`http://alice:s%40s@good.test:${server.port}/secret`, stays());
    const asked = server.requests.findLast(({ path }) => named(path));
    expect(asked?.headers.authorization).toBe(`Basic ${Buffer.from('alice:s@s').toString('base64')}`);
  });

  test('and to no other, nor is another told who sent them on', async () => {
    server.add('/secret-on', redirect(`${other.origin}/secret`));
    other.add('/secret', text('no media'));
    await probe().check(`http://alice:s@good.test:${server.port}/secret-on?token=abc`, stays());
    const asked = other.requests.findLast(({ path }) => named(path));
    expect(asked?.headers).not.toHaveProperty('authorization');
    expect(JSON.stringify(asked)).not.toMatch(/alice|token|good\.test/);
  });

  test('only HTTP is followed', async () => {
    for (const to of [
      'file:///etc/passwd',
      'ftp://good.test/',
      'rtmp://good.test/live/a',
      'data:text/plain,a',
    ]) {
      server.add('/away', redirect(to));
      expect(await probe().check(`${server.origin}/away`, stays())).toMatchObject({
        kind: 'refused-address',
        reason: 'scheme',
      });
    }
  });
});
