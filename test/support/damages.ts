import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cut, filesOf, overwrite } from './written-store.ts';

/** A way in which a disk, a power cut or a person damages a LevelDB. */
export interface Damage {
  name: string;
  harm(path: string): void;
  /** What the message has to say of it; undefined if the store works. */
  named: RegExp | undefined;
  /** Which tasks must be there in the end. */
  kept: (handle: string) => boolean;
}

const all = () => true;
const notOf = (round: string) => (handle: string) => !handle.startsWith(round);
type Files = ReturnType<typeof filesOf>;
type Row = readonly [how: string, harm: (files: Files) => void, named?: RegExp];

function kind(what: string, kept: Damage['kept'], rows: readonly Row[]): Damage[] {
  return rows.map(([how, harm, named]) => ({
    name: `${what} ${how}`,
    harm: (path) => harm(filesOf(path)),
    named,
    kept,
  }));
}

export const damages: readonly Damage[] = [
  { name: 'nothing', harm: () => {}, named: undefined, kept: all },
  ...kind('CURRENT', all, [
    ['missing', ({ current }) => rmSync(current()), /CURRENT is missing/],
    ['empty', ({ current }) => writeFileSync(current(), ''), /CURRENT is changed/],
    ['zeroed', ({ current }) => overwrite(current(), 0, 1, 0), /CURRENT is changed/],
    ['without its end', ({ current }) => cut(current(), 0.7), /CURRENT is changed/],
    ['of zeros and an end', ({ current }) => writeFileSync(current(), '\0\0\0\n'), /CURRENT is changed/],
    [
      'pointing nowhere',
      ({ current }) => writeFileSync(current(), 'MANIFEST-999999\n'),
      /MANIFEST-999999 is missing/,
    ],
    [
      'pointing at a table',
      ({ current, table }) => writeFileSync(current(), `${basename(table())}\n`),
      /CURRENT is changed/,
    ],
  ]),
  ...kind('MANIFEST', all, [
    ['missing', ({ manifest }) => rmSync(manifest()), /MANIFEST-\d+ is missing/],
    ['empty', ({ manifest }) => cut(manifest(), 0), /no meta-nextfile entry/],
    ['cut', ({ manifest }) => cut(manifest(), 0.5), /./],
    ['zeroed', ({ manifest }) => overwrite(manifest(), 0, 1, 0), /no meta-nextfile entry/],
    [
      'with garbage',
      ({ manifest }) => overwrite(manifest(), 0.2, 0.6, 0xa5),
      /MANIFEST-\d+ is changed at byte/,
    ],
  ]),
  ...kind('a table', notOf('first'), [
    ['missing', ({ table }) => rmSync(table()), /table \d+\.ldb is missing/],
    ['empty', ({ table }) => cut(table(), 0), /has 0 of \d+ bytes/],
    ['cut', ({ table }) => cut(table(), 0.5), /has \d+ of \d+ bytes/],
    ['longer', ({ table }) => writeFileSync(table(), '\0\0', { flag: 'a' }), /has \d+ of \d+ bytes/],
    ['without its footer', ({ table }) => overwrite(table(), 0.99, 1, 0), /its end is not that of a table/],
    ['zeroed', ({ table }) => overwrite(table(), 0, 1, 0), /its end is not that of a table/],
    ['with a zeroed block', ({ table }) => overwrite(table(), 0.1, 0.4, 0), /is changed at byte/],
    ['with garbage', ({ table }) => overwrite(table(), 0.1, 0.4, 0xa5), /is changed at byte/],
    ['with a garbled text', ({ table }) => overwrite(table(), 0.2, 0.2001, 0x23), /is changed at byte/],
  ]),
  ...kind('the log', notOf('third'), [
    ['missing', ({ log }) => rmSync(log()), /log \d+\.log is missing/],
    ['with garbage in its middle', ({ log }) => overwrite(log(), 0.4, 0.6, 0xa5), /\.log is changed at byte/],
    ['with zeros in its middle', ({ log }) => overwrite(log(), 0.4, 0.6, 0), /\.log is changed at byte/],
    // What a power cut leaves, too.
    ['cut', ({ log }) => cut(log(), 0.5)],
    ['empty', ({ log }) => cut(log(), 0)],
    ['zeroed', ({ log }) => overwrite(log(), 0, 1, 0)],
  ]),
  ...(
    [
      ['a text', (path) => writeFileSync(join(path, 'notes.txt'), 'hello')],
      ['a table that is none', (path) => writeFileSync(join(path, '999999.ldb'), 'hello')],
      ['a folder', (path) => mkdirSync(join(path, 'lost+found'))],
      ['what was left of a repair', (path) => mkdirSync(join(path, 'repairing'))],
      ['no lock', (path) => rmSync(join(path, 'LOCK'))],
      ['no diary', (path) => rmSync(join(path, 'LOG'))],
    ] satisfies [string, Damage['harm']][]
  ).map(([how, harm]) => ({ name: `${how} in the folder`, harm, named: undefined, kept: all })),
];
