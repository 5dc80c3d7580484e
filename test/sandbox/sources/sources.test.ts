import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { catalogue } from '../../../sandbox/sources/catalogue.ts';
import { type Sources, startSources } from '../../../sandbox/sources/index.ts';

const folder = 'sandbox/sources/media';
const open: Sources[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((sources) => sources.close()));
});

async function served(now?: () => number): Promise<Sources> {
  const sources = await startSources(now);
  open.push(sources);
  return sources;
}

const statusOf = async (url: string) => (await fetch(url)).status;

describe('The files', () => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const sizes = files.map(({ parentPath, name }) => statSync(join(parentPath, name)).size);

  test('are small enough to be kept in the repository', () => {
    expect(files.length).toBeGreaterThan(5);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000);
  });

  test('are served as they are, with their type and size', async () => {
    const sources = await served();
    const response = await fetch(sources.url('film.mp4'));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
      'content-length': String(statSync(join(folder, 'film.mp4')).size),
    });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(readFileSync(join(folder, 'film.mp4')));
  });

  test('are served in parts to whom asks for parts', async () => {
    const sources = await served();
    const part = (range: string) => fetch(sources.url('film.mp4'), { headers: { range } });
    const { size } = statSync(join(folder, 'film.mp4'));
    const some = await part('bytes=4-7');
    expect([some.status, some.headers.get('content-range'), await some.text()]).toEqual([
      206,
      `bytes 4-7/${size}`,
      'ftyp',
    ]);
    const beyond = await part(`bytes=${size}-`);
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${size}`]);
  });

  test('are all that is served: no path leads out of their folder', async () => {
    const { host } = await served();
    const [hostname = '', port = ''] = host.split(':');
    const ask = (path: string) =>
      new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
        request({ hostname, port, path }, (response) =>
          text(response).then((body) => resolve({ status: response.statusCode, body }), reject),
        )
          .on('error', reject)
          .end();
      });
    for (const path of [
      '/../make.sh',
      '/show/../../make.sh',
      '/%2e%2e/make.sh',
      '/..%2fmake.sh',
      '/show',
      '//',
      '/%',
    ]) {
      const { status, body } = await ask(path);
      expect([path, status !== 200 && !body.includes('ffmpeg')]).toEqual([path, true]);
    }
  });
});

test('Every source of the catalogue is there, but the one that is missing', async () => {
  const sources = await served();
  expect(sources.all.map(({ name }) => name)).toEqual(catalogue.map(({ name }) => name));
  const statuses = await Promise.all(
    sources.all.map(async ({ name, url }) => [name, await statusOf(url)] as const),
  );
  expect(statuses.filter(([, status]) => status !== 200)).toEqual([['missing.mp4', 404]]);
});

test('The live playlist goes on with time, round its pieces, each of which is there', async () => {
  let now = 1_000_000;
  const sources = await served(() => now);
  const read = async () => (await (await fetch(sources.url('live.m3u8'))).text()).trim().split('\n');
  const piecesOf = (lines: string[]) => lines.filter((line) => !line.startsWith('#'));
  const first = await read();
  expect(first).toContain('#EXT-X-MEDIA-SEQUENCE:0');
  expect(first).not.toContain('#EXT-X-ENDLIST');
  expect(piecesOf(first)).toEqual([0, 1, 0, 1].map((piece) => `show/piece${piece}.m4s`));
  now += 3_500;
  const later = await read();
  expect(later).toEqual(
    expect.arrayContaining(['#EXT-X-MEDIA-SEQUENCE:3', '#EXT-X-DISCONTINUITY-SEQUENCE:2']),
  );
  expect(piecesOf(later)).toEqual([1, 0, 1, 0].map((piece) => `show/piece${piece}.m4s`));
  expect(later[later.indexOf('show/piece0.m4s') - 2]).toBe('#EXT-X-DISCONTINUITY');
  for (const piece of piecesOf(later)) expect(await statusOf(`http://${sources.host}/${piece}`)).toBe(200);
});

describe('A fault', () => {
  test('is of one source, until it is mended', async () => {
    const sources = await served();
    sources.break('film.mp4', 'forbidden');
    expect(await statusOf(sources.url('film.mp4'))).toBe(403);
    expect(await statusOf(sources.url('channel.flv'))).toBe(200);
    expect(sources.all.filter(({ fault }) => fault !== undefined)).toMatchObject([
      { name: 'film.mp4', fault: 'forbidden' },
    ]);
    sources.mend('film.mp4');
    expect(await statusOf(sources.url('film.mp4'))).toBe(200);
  });

  test('may be of all, and each is told', async () => {
    const sources = await served();
    const told: string[] = [];
    sources.onChange((name) => told.push(name));
    sources.break('all', 'gone');
    expect(new Set(await Promise.all(sources.all.map(({ url }) => statusOf(url))))).toEqual(new Set([404]));
    sources.mend('all');
    expect(await statusOf(sources.url('film.mp4'))).toBe(200);
    const names = catalogue.map(({ name }) => name);
    expect(told).toEqual([...names, ...names]);
  });

  test('says by the URL that is offered until when a link was good', async () => {
    const now = Date.parse('2026-01-01T12:00:00Z');
    const sources = await served(() => now);
    sources.break('film.mp4', 'expired');
    const { searchParams } = new URL(sources.url('film.mp4'));
    expect(Number(searchParams.get('Expires')) * 1000).toBe(now - 60_000);
    expect(sources.find(sources.url('film.mp4'))).toEqual({ name: 'film.mp4', plays: false });
  });

  test('may hold a connection, which ends with the server', async () => {
    const sources = await served();
    sources.break('film.mp4', 'drip');
    const response = await fetch(sources.url('film.mp4'));
    const body = response.text();
    await Promise.all([sources.close(), expect(body).rejects.toThrow()]);
    open.splice(0);
  });
});

test('What plays is known by its URL, and nothing of what others serve', async () => {
  const sources = await served();
  expect(sources.find(`${sources.url('film.mp4')}?a=b`)).toEqual({ name: 'film.mp4', plays: true });
  expect(sources.find(sources.url('h265.mp4'))).toEqual({ name: 'h265.mp4', plays: false });
  expect(sources.find('https://a.b/film.mp4')).toBeUndefined();
  expect(sources.find(`http://${sources.host}/nothing`)).toBeUndefined();
});
