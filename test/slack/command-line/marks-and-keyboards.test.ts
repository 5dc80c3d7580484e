import { describe, expect, test } from '@jest/globals';
import { readStartWords } from '../../../src/slack/command-line/start-words.ts';
import { commandWords } from '../../../src/slack/command-line/tokens.ts';
import { started, words } from '../../support/typed.ts';

const url = 'https://a.b/1.mp4';

describe('Marks around a whole command are taken off:', () => {
  const commands: readonly [string, string[]][] = [
    ['stop k7f2qd', ['stop', 'k7f2qd']],
    ['list --all', ['list', '--all']],
    ['start room1 https://a.b/1.mp4 --volume 80', ['start', 'room1', url, '--volume', '80']],
    ['preset show evening', ['preset', 'show', 'evening']],
  ];
  const around: readonly [string, string][] = [
    ['`', '`'],
    ['```', '```'],
    ['*', '*'],
    ['_', '_'],
    ['~', '~'],
    ['*`', '`*'],
    ['_*', '*_'],
    ['"', '"'],
    ['“', '”'],
    ['`/ingest ', '`'],
    ['/ingest ', ''],
    ['```\n', '\n```'],
    ['`', '`.'],
    ['`', '`,'],
    ['  `', '`  '],
  ];

  test.each(
    commands.flatMap(([typed, is]) => around.map(([open, close]) => [`${open}${typed}${close}`, is])),
  )('%j', (typed, is) => {
    expect(words(typed as string)).toEqual(is);
  });
});

describe('Marks around a word are taken off:', () => {
  const around: readonly [string, string][] = [
    ['`', '`'],
    ['```', '```'],
    ['*', '*'],
    ['*`', '`*'],
    ['`*', '*`'],
    ['"', '"'],
    ['“', '”'],
    ['*"', '"*'],
    ['`', '`,'],
    ['`', '`.'],
    ['"', '",'],
    ['*', '*;'],
  ];
  const places = ['room', 'url', 'preset', 'region', 'volume', 'tempo', 'user'] as const;
  const values = {
    room: 'room1',
    url,
    preset: 'evening',
    region: 'ap-tokyo',
    volume: '80',
    tempo: '1.5',
    user: 'robot_1',
  };

  test.each(
    places.flatMap((place) =>
      around.map(([open, close]) => [place, `${open}${values[place]}${close}`] as const),
    ),
  )('--%s %s', (place, typed) => {
    for (const text of [`--${place} ${typed}`, `--${place}=${typed}`]) {
      const { draft, preset, problems } = started(text);
      expect([{ ...draft, ...(preset && { preset }) }, problems]).toEqual([{ [place]: values[place] }, []]);
    }
  });

  test.each(around)('%s…%s around ROOM and URL', (open, close) => {
    expect(started(`${open}room1${close} ${open}${url}${close}`)).toEqual({
      draft: { room: 'room1', url },
      problems: [],
    });
    expect(started(`${open}room1${close} ${open}<${url}>${close}`).draft).toEqual({ room: 'room1', url });
  });

  test.each([
    ['_', '_'],
    ['~', '~'],
    ['', ','],
    ['', '.'],
    ['(', ')'],
    ['&lt;', '&gt;'],
    ['_*', '*_'],
  ])('%s…%s around a URL, a number and a choice', (open, close) => {
    expect(started(`room1 ${open}${url}${close}`)).toEqual({ draft: { room: 'room1', url }, problems: [] });
    if (open !== '(' && open !== '&lt;')
      expect(started(`--volume ${open}80${close} --region ${open}ap-tokyo${close}`)).toEqual({
        draft: { volume: '80', region: 'ap-tokyo' },
        problems: [],
      });
  });
});

describe('A room may be called almost anything, so what may belong to it is asked for:', () => {
  test.each([
    ['_room1_', 'room1'],
    ['~room1~', 'room1'],
    ['room1,', 'room1'],
    ['room1.', 'room1'],
    ['room1;', 'room1'],
    ['_*room1*_', 'room1'],
  ])('%s', (typed, meant) => {
    const { problems } = started(`${typed} <${url}>`);
    expect(problems).toEqual([expect.stringContaining(`\`--room\` may be \`${meant}\` or \``)]);
    expect(started(`--room ${typed}`).problems).toHaveLength(1);
  });

  test.each(['_room1_', '~room1~', 'room1,', 'room1.', '*room1*', '`room1`'])(
    'in quotes %s is meant as it is',
    (room) => {
      expect(started(`"${room}" <${url}>`)).toEqual({ draft: { room, url }, problems: [] });
      expect(started(`--room="${room}"`)).toEqual({ draft: { room }, problems: [] });
    },
  );
});

describe('Signs of other keyboards mean what their plain forms do:', () => {
  const dashes = [
    '—',
    '–',
    '―',
    '‐',
    '‑',
    '‒',
    '−',
    '－',
    '﹣',
    '⸺',
    '─',
    'ー',
    '——',
    '－－',
    '-—',
    '—-',
    '--—',
  ];

  test.each(dashes)('%s before an option', (dash) => {
    expect(started(`${dash}room room1 ${dash}volume=80`).draft).toEqual({ room: 'room1', volume: '80' });
  });

  test.each(dashes.filter((dash) => dash.length === 1))('%s before a number', (dash) => {
    expect(started(`--repeat ${dash}1`).draft).toEqual({ repeat: '-1' });
    expect(started(`--repeat=${dash}1`).draft).toEqual({ repeat: '-1' });
  });

  test.each([
    ['--room＝room1', { room: 'room1' }],
    ['--ｒｏｏｍ room1', { room: 'room1' }],
    ['－－ｒｏｏｍ＝room1', { room: 'room1' }],
    ['--Room room1', { room: 'room1' }],
    ['—Room room1', { room: 'room1' }],
    ['-Room room1', { room: 'room1' }],
    ['— room room1', { room: 'room1' }],
    ['— Room room1', { room: 'room1' }],
    ['－　room room1', { room: 'room1' }],
    ['--ROOM=room1', { room: 'room1' }],
    ['--room 「main stage」', { room: 'main stage' }],
    ['--room 『main stage』', { room: 'main stage' }],
    ['--room ＂main stage＂', { room: 'main stage' }],
    ['--room 《main stage》', { room: 'main stage' }],
    ['--room „main stage“', { room: 'main stage' }],
    ['--room=「main stage」', { room: 'main stage' }],
    ['--room＝「main stage」', { room: 'main stage' }],
    ['--volume ８０', { volume: '80' }],
    ['--volume=８０', { volume: '80' }],
    ['--repeat －１', { repeat: '-1' }],
    ['--tempo １．５', { tempo: '1.5' }],
    ['--region ａｐ-tokyo', { region: 'ap-tokyo' }],
    ['--url https：／／a.b/1.mp4', { url }],
    ['--url https：//a.b/1.mp4', { url }],
    ['--room　room1', { room: 'room1' }],
    ['--auto-push　ｙｅｓ', { 'auto-push': 'true' }],
    ['——auto-push', { 'auto-push': 'true' }],
  ])('%s', (typed, draft) => {
    expect(started(typed)).toEqual({ draft, problems: [] });
  });

  test.each([
    ['Stop k7f2qd', ['Stop', 'k7f2qd']],
    ['ｓｔｏｐ k7f2qd', ['ｓｔｏｐ', 'k7f2qd']],
  ])('%s', (typed, expected) => {
    expect(words(typed)).toEqual(expected);
  });

  test.each([
    ['--room "—x ＝ ：８"', '—x ＝ ：８'],
    ['--room 「－－room＝１」', '－－room＝１'],
    ['--room １２３', '１２３'],
    ['--room a—b', 'a—b'],
    ['--room x＝y', 'x＝y'],
    ['--room “it’s on”', 'it’s on'],
    ['--room "say “hi” now"', 'say “hi” now'],
  ])('in quotes and in values nothing is changed: %s', (typed, room) => {
    expect(started(typed).draft).toEqual({ room });
  });

  test('a long dash between words is a word', () => {
    expect(words('say a — b')).toEqual(['say', 'a', '—', 'b']);
  });
});

describe('What cannot be seen is taken off everywhere:', () => {
  const unseen = [
    '\u200B',
    '\u00AD',
    '\uFE0F',
    '\u2060',
    '\u202A',
    '\uFEFF',
    '\u061C',
    '\u{E0100}',
    '\u180E',
  ];

  test.each(unseen.map((sign) => [`U+${sign.codePointAt(0)?.toString(16).toUpperCase()}`, sign]))(
    '%s',
    (_, sign) => {
      const typed = `st${sign}art --ro${sign}om "main${sign} stage" --url=<https://a.b/1${sign}.mp4> ${sign}--volume 8${sign}0`;
      expect(words(typed)).toEqual(['start', '--room', 'main stage', `--url=${url}`, '--volume', '80']);
    },
  );
});

test.each([
  'start room123 _https://a.b/x.mp4__',
  '_start room123 _https://a.b/x.mp4__',
  '*_start room123 _https://a.b/x.mp4__*',
])('an underline that is left at the end of a URL between underlines is asked about: %s', (typed) => {
  const read = commandWords(typed);
  const { problems } = readStartWords(read.ok ? read.words.slice(1) : []);
  expect(problems).toEqual([expect.stringContaining('`--url` ends in a mark of formatting')]);
});

test.each(['start room123 https://a.b/x_', 'start room123 _https://a.b/x_'])(
  'an underline at the end of a URL belongs to it if none is left over: %s',
  (typed) => {
    const read = commandWords(typed);
    const { draft, problems } = readStartWords(read.ok ? read.words.slice(1) : []);
    expect({ problems, url: draft.url }).toEqual({
      problems: [],
      url: typed.includes('_https') ? 'https://a.b/x' : 'https://a.b/x_',
    });
  },
);
