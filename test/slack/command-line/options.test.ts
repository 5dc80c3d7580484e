import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseOptions } from '../../../src/slack/command-line/options.ts';
import { plainWord } from '../../support/typed.ts';

const spec = {
  values: ['room', 'url', 'repeat', 'user-sig'],
  flags: ['progress', 'auto-push'],
  listedBy: 'help start',
} as const;
const unknown = 'is not an option: `/ingest help start` lists those there are.';
type Name = (typeof spec.values)[number] | (typeof spec.flags)[number];
const parse = (...words: string[]) => {
  const { options, operands, problems } = parseOptions<Name>(words.map(plainWord), spec);
  return { options, operands: operands.map(({ text }) => text), problems };
};
const understood = { operands: [], problems: [] };

describe('Options are read as they were written:', () => {
  test.each<[string[], Record<string, string>]>([
    [['--room', 'room123', '--url', 'https://a.b/'], { room: 'room123', url: 'https://a.b/' }],
    [['--room=room123'], { room: 'room123' }],
    [['--url=https://a.b/?x=1&y=2'], { url: 'https://a.b/?x=1&y=2' }],
    [['--room', '007'], { room: '007' }],
    [['--room', '1e3'], { room: '1e3' }],
    [['--room', '0x10'], { room: '0x10' }],
    [['--room', '99999999999999999999'], { room: '99999999999999999999' }],
    [['--repeat', '-1'], { repeat: '-1' }],
    [['--repeat=-1'], { repeat: '-1' }],
    [['--room', 'main stage'], { room: 'main stage' }],
    [['--room=--x'], { room: '--x' }],
    [['--room', 'true'], { room: 'true' }],
    [['--room', "'a'"], { room: "'a'" }],
    [["--room='a'"], { room: "'a'" }],
    [['-room', 'x'], { room: 'x' }],
    [['--user-sig', 'eJw*-_=='], { 'user-sig': 'eJw*-_==' }],
    [['--progress'], { progress: 'true' }],
    [['--progress', '--auto-push'], { progress: 'true', 'auto-push': 'true' }],
    [['--progress', 'false'], { progress: 'false' }],
    [['--progress', 'true'], { progress: 'true' }],
    [['--progress=false'], { progress: 'false' }],
    [['--no-progress'], { progress: 'false' }],
    [['--progress=maybe'], { progress: 'maybe' }],
  ])('%j', (words, options) => expect(parse(...words)).toEqual({ ...understood, options }));
});

describe('Words that belong to no option stay words:', () => {
  test.each<[string[], string[]]>([
    [
      ['room123', 'https://a.b/'],
      ['room123', 'https://a.b/'],
    ],
    [
      ['007', '1e3', '-'],
      ['007', '1e3', '-'],
    ],
    [['--progress', 'room123'], ['room123']],
    [['--no-progress', 'room123'], ['room123']],
    [
      ['--', '--room', '-x'],
      ['--room', '-x'],
    ],
    [
      ['constructor', '__proto__'],
      ['constructor', '__proto__'],
    ],
  ])('%j', (words, operands) => expect(parse(...words)).toMatchObject({ operands, problems: [] }));
});

describe('A sentence says what is wrong:', () => {
  test.each<[string[], string[]]>([
    [['--rom', 'x'], ['`--rom` is not an option. Did you mean `--room`?']],
    [['--repaet', '1'], ['`--repaet` is not an option. Did you mean `--repeat`?']],
    [['--xyzzy'], [`\`--xyzzy\` ${unknown}`]],
    [['--no-room'], ['`--no-room` is not an option. Did you mean `--room`?']],
    [['--room.id', 'x'], ['`--room.id` is not an option. Did you mean `--room`?']],
    [['--a.b.c', 'x'], [`\`--a.b.c\` ${unknown}`]],
    [['--constructor', 'x'], [`\`--constructor\` ${unknown}`]],
    [['--constructor.prototype.x=1'], [`\`--constructor.prototype.x\` ${unknown}`]],
    [['--prototype=x'], [`\`--prototype\` ${unknown}`]],
    [['--toString'], [`\`--toString\` ${unknown}`]],
    [['--__proto__', 'x'], [`\`--__proto__\` ${unknown}`]],
    [['--_', 'x'], [`\`--_\` ${unknown}`]],
    [['--_=x'], [`\`--_\` ${unknown}`]],
    [['--<!channel>=x'], [`\`--&lt;!channel&gt;\` ${unknown}`]],
    [['--room'], ['`--room` needs a value.']],
    [['--room='], ['`--room` needs a value.']],
    [['--room', ''], ['`--room` needs a value.']],
    [['--room', '--url', 'x'], ['`--room` needs a value.']],
    [['--room', 'a', '--room', 'b'], ['`--room` was given 2 times; give it once.']],
    [['--room=a', '--room=a', '--room=a'], ['`--room` was given 3 times; give it once.']],
    [['--progress', '--no-progress'], ['`--progress` was given 2 times; give it once.']],
  ])('%j', (words, problems) => expect(parse(...words).problems).toEqual(problems));
});

test.each([
  [[], 'this takes none'],
  [['role'], 'there is `--role`'],
  [['room', 'url', 'all'], 'there are `--room`, `--url` and `--all`'],
])('Of the options %j, one that is none of them is told', (values, told) => {
  const { problems } = parseOptions<string>([plainWord('--xyzzy')], { values, flags: [] });
  expect(problems).toEqual([`\`--xyzzy\` is not an option: ${told}.`]);
});

test('No words make an exception, an option of another name, or anything of all objects', () => {
  const names = fc.constantFrom(
    'room',
    'progress',
    '_',
    '__proto__',
    'constructor',
    'prototype',
    'a.b',
    '',
    '0',
  );
  const option = fc
    .tuple(fc.constantFrom('-', '--', '---', '--no-', '—'), fc.oneof(names, fc.string()), fc.string())
    .map(([dashes, name, value]) => (value === '' ? `${dashes}${name}` : `${dashes}${name}=${value}`));
  const before = Reflect.ownKeys(Object.prototype);
  const known: readonly string[] = [...spec.values, ...spec.flags];
  fc.assert(
    fc.property(fc.array(fc.oneof(option, names, fc.string({ unit: 'binary' }))), (words) => {
      const { options, operands, problems } = parse(...words);
      expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
      expect(Object.getPrototypeOf(options)).toBe(Object.prototype);
      expect(Object.keys(options).filter((name) => !known.includes(name))).toEqual([]);
      const texts = [...Object.values(options), ...operands, ...problems];
      expect(texts.every((text) => typeof text === 'string')).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
