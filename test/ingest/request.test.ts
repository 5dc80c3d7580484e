import { describe, expect, test } from '@jest/globals';
import { type Draft, type Field, fieldDefinitions, fields } from '../../src/ingest/fields.ts';
import { maskUrl } from '../../src/ingest/mask.ts';
import type { Problem } from '../../src/ingest/problem.ts';
import { type Application, readRequest, type StartRequest } from '../../src/ingest/request.ts';
import { draft, prod, rulesOf } from '../support/samples.ts';

function accepted(more: Draft, applications: readonly Application[] = [prod]): StartRequest {
  const read = readRequest({ ...draft, ...more }, rulesOf(applications));
  if (!read.ok) throw new Error(`refused: ${JSON.stringify(read.problems)}`);
  return read.request;
}

function refused(typed: Draft): readonly Problem[] {
  const read = readRequest(typed, rulesOf([prod]));
  return read.ok ? [] : read.problems;
}

test('A room and a URL are enough; nothing else is made up', () => {
  expect(accepted({})).toEqual({
    app: prod,
    region: 'ap-singapore',
    room: { id: 'room123', type: 0 },
    url: 'https://a.b/test.mp4',
  });
});

describe('Just inside the rules of the parameter table', () => {
  const robot = { user: 'robot123' };
  const loop = { repeat: '-1' };
  test.each<[Draft, Partial<StartRequest>]>([
    [{ room: 'x'.repeat(64) }, { room: { id: 'x'.repeat(64), type: 0 } }],
    [{ 'room-type': '0' }, { room: { id: 'room123', type: 0 } }],
    [{ 'room-type': 'string' }, { room: { id: 'room123', type: 0 } }],
    [{ region: 'ap-bangkok' }, { region: 'ap-bangkok' }],
    [{ region: 'ap-guangzhou' }, { region: 'ap-guangzhou' }],
    [{ region: 'ap-jakarta' }, { region: 'ap-jakarta' }],
    [{ region: 'ap-mumbai' }, { region: 'ap-mumbai' }],
    [{ region: 'ap-tokyo' }, { region: 'ap-tokyo' }],
    [{ repeat: '-1' }, { repeat: -1 }],
    [{ repeat: '1' }, { repeat: 1 }],
    [{ repeat: '1000' }, { repeat: 1000 }],
    [
      { ...loop, 'max-duration': '1' },
      { repeat: -1, 'max-duration': 1 },
    ],
    [
      { ...loop, 'max-duration': '10080' },
      { repeat: -1, 'max-duration': 10_080 },
    ],
    [{ seek: '0' }, { seek: 0 }],
    [{ seek: '999999999999999' }, { seek: 999_999_999_999_999 }],
    [{ volume: '0' }, { volume: 0 }],
    [{ volume: '200' }, { volume: 200 }],
    [{ tempo: '0.5' }, { tempo: 0.5 }],
    [{ tempo: '0.75' }, { tempo: 0.75 }],
    [{ tempo: '1' }, { tempo: 1 }],
    [{ tempo: '1.25' }, { tempo: 1.25 }],
    [{ tempo: '1.75' }, { tempo: 1.75 }],
    [{ tempo: '.5' }, { tempo: 0.5 }],
    [{ tempo: '1.50' }, { tempo: 1.5 }],
    [{ tempo: '2' }, { tempo: 2 }],
    [{ 'idle-timeout': '0' }, { 'idle-timeout': 0 }],
    [{ 'idle-timeout': '600' }, { 'idle-timeout': 600 }],
    [{ 'auto-push': 'true' }, { 'auto-push': true }],
    [{ 'auto-push': 'false' }, { 'auto-push': false }],
    [{ progress: 'true' }, { progress: true }],
    [{ progress: 'false' }, { progress: false }],
    [{ user: 'aZ09_-'.padEnd(32, 'x') }, { user: 'aZ09_-'.padEnd(32, 'x') }],
    [{ ...robot, 'user-sig': 'x' }, robot],
    [{ ...robot, 'user-sig': 'x'.repeat(3000) }, robot],
    [{ ...robot, 'private-map-key': 'x'.repeat(3000) }, robot],
  ])('%j is accepted', (typed, expected) => {
    expect(accepted(typed)).toMatchObject(expected);
  });
});

describe('Just outside the rules of the parameter table', () => {
  const loop = { repeat: '-1' };
  const wrong: Record<Field, readonly string[]> = {
    room: ['', 'x'.repeat(65), 'a/b', 'süd'],
    url: ['', 'a.b/test.mp4', 'ftp://a.b/x', 'https://a.b/a b'],
    'room-type': ['', '2', '-1', 'number', 'Integer'],
    app: ['', 'unknown', '1400000009', '01400000001'],
    region: ['', 'ap-hongkong', 'AP-SINGAPORE', 'eu-frankfurt'],
    repeat: ['', '0', '-0', '-2', '1001', '1.5', '1e2', '+1', ' 1', 'one'],
    'max-duration': ['', '0', '10081', '1.5', '-1', '2h'],
    seek: ['', '-1', '1.5', '1000000000000000', '1:30'],
    volume: ['', '-1', '201', '99.5', '100%', '0x10'],
    tempo: ['', '0', '0.25', '1.1', '2.25', '1,5', '-1', '1x'],
    'idle-timeout': ['', '-1', '601', '1.5', '10s'],
    'auto-push': ['', 'yes', '1', 'TRUE'],
    progress: ['', 'on', '0', 'False'],
    check: ['', 'on', 'asked', 'Warn', 'true'],
    user: ['', 'x'.repeat(33), 'robot 123', 'robot.123', 'röbot'],
    'user-sig': ['', 'eJw x', 'x'.repeat(3001), 'eJw\n'],
    'private-map-key': ['', 'eJw x', 'x'.repeat(3001), 'eJw\n'],
  };
  const rows = fields.flatMap((field) => wrong[field].map((value) => [field, value] as const));

  test.each(rows)('--%s %j is the one thing that is wrong', (field, value) => {
    const typed = { ...draft, user: 'robot123', ...(field === 'max-duration' ? loop : {}), [field]: value };
    const given = field === 'url' ? maskUrl(value) : value;
    const shown = fieldDefinitions[field].kind === 'secret' || given === '…' ? undefined : given;
    const [problem, ...more] = refused(typed);
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ field, code: expect.not.stringMatching('missing') });
    expect(problem?.given).toBe(shown);
  });

  test('a room and a URL are needed', () => {
    expect(refused({})).toEqual([
      { field: 'room', code: 'missing' },
      { field: 'url', code: 'missing' },
    ]);
  });

  test.each([undefined, '1', '100'])(
    'a longest duration with --repeat %s has no effect, so it is wrong',
    (repeat) => {
      const typed = { ...draft, ...(repeat === undefined ? {} : { repeat }), 'max-duration': '60' };
      expect(refused(typed)).toEqual([{ field: 'max-duration', given: '60', code: 'loop-only' }]);
    },
  );
});

describe('The room', () => {
  test.each<[string, Draft, 0 | 1]>([
    ['room123', {}, 0],
    ['room123', { 'room-type': 'integer' }, 1],
    ['room123', { 'room-type': '1' }, 1],
    ['123', {}, 1],
    ['123', { 'room-type': 'string' }, 0],
    ['123', { 'room-type': '0' }, 0],
    ['007', {}, 0],
    ['007', { 'room-type': 'integer' }, 1],
    ['4294967294', { 'room-type': 'integer' }, 1],
    ['4294967295', {}, 0],
    ['0', { 'room-type': 'string' }, 0],
  ])('%s with %j keeps its id and has type %d', (room, more, type) => {
    expect(accepted({ room, ...more }).room).toEqual({ id: room, type });
  });

  test.each(['0', '4294967295', '000'])('%s cannot be an integer room', (room) => {
    expect(refused({ ...draft, room, 'room-type': 'integer' })).toEqual([
      { field: 'room', given: room, code: 'integer-room', least: 1, most: 4_294_967_294 },
    ]);
  });
});

test('Everything that is wrong is said at once, one problem for each field', () => {
  const everything = Object.fromEntries(fields.map((field) => [field, 'not this one']));
  const problems = refused({ ...everything, url: 'x', 'auto-push': 'x', room: 'a/b' });
  expect(problems.map(({ field }) => field).sort()).toEqual([...fields].sort());
});

test('A problem never repeats what a UserSig or PrivateMapKey was', () => {
  const secrets = { 'user-sig': 't0psecret sig', 'private-map-key': 't0psecret key' };
  const problems = refused({ ...draft, ...secrets });
  expect(problems.map(({ field }) => field)).toEqual(['user-sig', 'private-map-key', 'user']);
  expect(JSON.stringify(problems)).not.toContain('t0psecret');
});
