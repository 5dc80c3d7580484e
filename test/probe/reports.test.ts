import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verdictOf } from '../../src/ingest/source-report.ts';
import { createProbe } from '../../src/probe/probe.ts';
import { file, type MediaServer, startMediaServer, status } from '../support/media-server.ts';
import { untilAborted } from '../support/waits.ts';
import { realProbe, stays } from './probes.ts';
import { summaryOf } from './summary.ts';

let server: MediaServer;

beforeAll(async () => {
  server = await startMediaServer();
  server.add('/no.mp4', status(403));
  server.add('/broken.mp4', status(500));
  server.add('/two.flv', file(flv(2)));
});

afterAll(() => server.close());

/** Two seconds of FLV: H.263, which is of no use, but short. */
function flv(seconds: number): Buffer {
  const tag = (kind: number, time: number, body: Buffer) => {
    const head = Buffer.alloc(11);
    head.writeUInt8(kind, 0);
    head.writeUIntBE(body.length, 1, 3);
    head.writeUIntBE(time, 4, 3);
    return Buffer.concat([head, body, Buffer.alloc(4)]);
  };
  const frames = Array.from({ length: seconds * 25 }, (_, at) =>
    Buffer.concat([tag(9, at * 40, Buffer.alloc(2000, 0x12)), tag(8, at * 40, Buffer.alloc(50, 0xaf))]),
  );
  return Buffer.concat([Buffer.from('464c5601050000000900000000', 'hex'), ...frames]);
}

describe('A link that has an end', () => {
  const ends = (seconds: number) => `Key-Pair-Id=a&Expires=${seconds}`;
  const [past, future] = [1_500_000_000, 3_900_000_000];

  test('and is refused after it has ended for certain', async () => {
    const report = await realProbe('127.0.0.1').check(`${server.origin}/no.mp4?${ends(past)}`, stays());
    expect([summaryOf(report), verdictOf(report)]).toEqual(['status 403 !link-expired', 'certain']);
  });

  test('and may be good for longer than it says may have ended', async () => {
    const url = `${server.origin}/no.mp4?auth_key=${past}-0-0-a`;
    expect(summaryOf(await realProbe('127.0.0.1').check(url, stays()))).toBe('status 403 ?link-expired');
  });

  test('and fails otherwise may have ended', async () => {
    const report = await realProbe('127.0.0.1').check(`${server.origin}/broken.mp4?${ends(past)}`, stays());
    expect(summaryOf(report)).toBe('status 500 ?link-expired');
  });

  test('and still plays may be read wrongly', async () => {
    const report = await realProbe('127.0.0.1').check(`${server.origin}/two.flv?${ends(past)}`, stays());
    expect(summaryOf(report)).toMatch(/^flv .* \?link-expired/);
  });

  test('is held against the end that is planned', async () => {
    const url = `${server.origin}/two.flv?${ends(future)}`;
    const check = (plannedEnd: number) => realProbe('127.0.0.1').check(url, { ...stays(), plannedEnd });
    expect(summaryOf(await check(future * 1000 + 1))).toContain('?link-ends-before');
    expect(summaryOf(await check(future * 1000 - 1))).not.toContain('link');
  });
});

test('What may be refused to the bot alone holds nothing', async () => {
  const report = await realProbe('127.0.0.1').check(`${server.origin}/no.mp4`, stays());
  expect([summaryOf(report), verdictOf(report)]).toEqual(['status 403', 'doubtful']);
});

test('A check that fails by itself holds nothing', async () => {
  const broken = async () => {
    throw new Error('the name service is on fire');
  };
  const report = await realProbe('127.0.0.1', {}, broken).check('http://a.test/b.mp4', stays());
  expect([summaryOf(report), verdictOf(report)]).toEqual(['not-checked failed', 'unknown']);
});

test.each([
  ['no way to the host', 'EHOSTUNREACH', 'unreachable no-route'],
  ['a host that does not answer', 'ETIMEDOUT', 'unreachable timed-out'],
  ['a host that cannot be looked up', 'ENOTFOUND', 'unknown-host'],
  ['no name service', 'EAI_AGAIN', 'not-checked no-name-service'],
])('Where other calls go through a proxy, %s says nothing of the source', async (_, code, directly) => {
  const broken = async () => {
    throw Object.assign(new Error(code), { code });
  };
  const url = 'http://a.test/b.mp4';
  expect(summaryOf(await realProbe('127.0.0.1', {}, broken).check(url, stays()))).toBe(directly);
  const report = await realProbe('127.0.0.1', {}, broken, () => true).check(url, stays());
  expect([summaryOf(report), verdictOf(report)]).toEqual(['not-checked proxy', 'unknown']);
});

test('It is the way to the host that is asked last that counts: a redirect may lead to behind the proxy, or out of it', async () => {
  const nowhere = async () => {
    throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
  };
  server.add(
    '/away.mp4',
    (_, response) => void response.writeHead(302, { location: 'http://a.test/' }).end(),
  );
  const check = (isProxied: (url: URL) => boolean) =>
    realProbe('127.0.0.1', {}, nowhere, isProxied).check(`${server.origin}/away.mp4`, stays());
  expect(summaryOf(await check(({ hostname }) => hostname === 'a.test'))).toBe('not-checked proxy');
  expect(summaryOf(await check(({ hostname }) => hostname !== 'a.test'))).toBe('unknown-host');
});

test.each([['EPERM'], ['EACCES']])('A firewall of the machine itself (%s) is no way', async (code) => {
  const walled = async () => {
    throw Object.assign(new Error(code), { code });
  };
  const report = await realProbe('127.0.0.1', {}, walled).check('http://a.test/b.mp4', stays());
  expect(summaryOf(report)).toBe('unreachable no-route');
});

test('Where other calls go through a proxy, what a server says counts all the same', async () => {
  const probe = realProbe('127.0.0.1', {}, undefined, () => true);
  expect(summaryOf(await probe.check(`${server.origin}/no.mp4`, stays()))).toBe('status 403');
});

test('No more checks are under way than may be, and the others wait', async () => {
  let underWay = 0;
  let most = 0;
  server.add('/slow.mp4', (_, response) => {
    underWay += 1;
    most = Math.max(most, underWay);
    setImmediate(() => {
      underWay -= 1;
      response.writeHead(404).end();
    });
  });
  const probe = realProbe('127.0.0.1', { atATime: 2 });
  const reports = Array.from({ length: 8 }, (_, n) => probe.check(`${server.origin}/slow.mp4?${n}`, stays()));
  expect(new Set((await Promise.all(reports)).map(summaryOf))).toEqual(new Set(['status 404']));
  expect(most).toBeLessThanOrEqual(2);
});

test('Whoever asks for what is being looked at joins that, and the next look is a new one', async () => {
  const asked = () => server.requests.filter(({ path }) => path === '/joined.mp4').length;
  server.add('/joined.mp4', (_, response) => setImmediate(() => response.writeHead(404).end()));
  const probe = realProbe('127.0.0.1');
  const joined = Array.from({ length: 5 }, () => probe.check(`${server.origin}/joined.mp4`, stays()));
  expect((await Promise.all(joined)).map(summaryOf)).toEqual(Array(5).fill('status 404'));
  expect(asked()).toBe(1);
  await probe.check(`${server.origin}/joined.mp4`, stays());
  expect(asked()).toBe(2);
});

test('A start goes before a person, and a person before what the bot wants to know by itself', async () => {
  const order: string[] = [];
  for (const by of ['bot', 'person', 'start'])
    server.add(`/${by}.mp4`, (_, response) => {
      order.push(by);
      response.writeHead(404).end();
    });
  const probe = realProbe('127.0.0.1', { atATime: 1 });
  const first = probe.check(`${server.origin}/no.mp4`, stays());
  const others = (['bot', 'person', 'start'] as const).map((by) =>
    probe.check(`${server.origin}/${by}.mp4`, { ...stays(), by }),
  );
  await Promise.all([first, ...others]);
  expect(order).toEqual(['start', 'person', 'bot']);
});

test('Whoever has little time waits no longer for their turn than that', async () => {
  server.add('/held.mp4', (_, response) => void response.writeHead(200).write('\0'));
  const probe = realProbe('127.0.0.1', { atATime: 1 });
  const holder = new AbortController();
  const held = probe.check(`${server.origin}/held.mp4`, { signal: holder.signal });
  const report = await probe.check(`${server.origin}/no.mp4`, { ...stays(), withinMs: 1 });
  expect([summaryOf(report), verdictOf(report)]).toEqual(['not-checked busy', 'unknown']);
  holder.abort();
  await held;
});

test('Whoever leaves before it is their turn waits no longer', async () => {
  server.add('/stalled.mp4', (_, response) => void response.writeHead(200).write('\0'));
  const probe = realProbe('127.0.0.1', { atATime: 1 });
  const [first, second] = [new AbortController(), new AbortController()];
  const underWay = probe.check(`${server.origin}/stalled.mp4`, { signal: first.signal });
  const waiting = probe.check(`${server.origin}/no.mp4`, { signal: second.signal });
  second.abort();
  expect(summaryOf(await waiting)).toBe('not-checked stopped');
  first.abort();
  expect(summaryOf(await underWay)).toBe('not-checked stopped');
});

test('A check keeps no more of a body than its facts', async () => {
  server.add('/told.mp4', (_, response) => void response.writeHead(200).end('<html>opensesame</html>'));
  const report = await realProbe('127.0.0.1').check(`${server.origin}/told.mp4?key=opensesame`, stays());
  expect(JSON.stringify(report)).not.toContain('opensesame');
});

test('A file that comes slower than it plays is said to', async () => {
  let now = 0;
  const probe = createProbe({
    allow: [{ kind: 'everything' }],
    lookup: async () => [],
    clock: () => now,
    wait: untilAborted,
  });
  server.add('/slow.flv', (_, response) => {
    const bytes = flv(4);
    response.writeHead(200, { 'content-length': bytes.length });
    let at = 0;
    const more = () => {
      now += 400;
      const part = bytes.subarray(at, at + 8000);
      at += part.length;
      if (part.length === 0) response.end();
      else response.write(part, () => setImmediate(more));
    };
    more();
  });
  const report = await probe.check(`${server.origin}/slow.flv`, stays());
  expect(report.findings).toContainEqual({
    certain: false,
    code: 'slower-than-real-time',
    came: expect.any(Number),
    needed: expect.any(Number),
  });
});

test('The time until an answer is in the report, by the clock that was given', async () => {
  let now = 0;
  const probe = createProbe({
    allow: [{ kind: 'everything' }],
    lookup: async () => [],
    clock: () => {
      now += 10;
      return now;
    },
    wait: untilAborted,
  });
  const { answeredAfterMs } = await probe.check(`${server.origin}/no.mp4`, stays());
  expect(answeredAfterMs).toBeGreaterThan(0);
  expect((answeredAfterMs ?? 0) % 10).toBe(0);
});
