import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readShowRows } from '../../../src/slack/command-line/show-rows.ts';

const a = { room: 'a', url: 'https://a.b/a.mp4' };
const b = { room: 'b', url: 'https://a.b/b.mp4' };
const two = [a, b];
const [ua, ub] = [a.url, b.url];

/** As people paste them: what it is, the text, and the rows that are meant. */
const samples: readonly [string, string, readonly object[]][] = [
  ['one row', `a ${ua}`, [a]],
  ['a room and a URL a line', `a ${ua}\nb ${ub}`, two],
  ['several spaces', `a   ${ua}\n  b ${ub}  `, two],
  [
    'one room of each type',
    `room,url,room type\n1,${ua},0\n1,${ub},1\n1,${ub},`,
    [
      { ...a, room: '1', 'room-type': '0' },
      { ...b, room: '1', 'room-type': '1' },
      { ...b, room: '1' },
    ],
  ],
  ['empty lines', `\n\na ${ua}\n\n\nb ${ub}\n`, two],
  ['lines of Windows', `a ${ua}\r\nb ${ub}\r\n`, two],
  ['lines of an old Mac', `a ${ua}\rb ${ub}`, two],
  ['a byte order mark', `\uFEFFa ${ua}\nb ${ub}`, two],
  ['comments', `# tonight\na ${ua}\n// and then\nb ${ub}`, two],
  ['a room in quotes', `"main stage" ${ua}`, [{ ...a, room: 'main stage' }]],
  ['a room in curly quotes', `“main stage” ${ua}`, [{ ...a, room: 'main stage' }]],
  ['bullets', `• a ${ua}\n• b ${ub}`, two],
  ['dashes before each', `- a ${ua}\n- b ${ub}`, two],
  ['stars before each', `* a ${ua}\n* b ${ub}`, two],
  ['no-break spaces', `a\u00A0${ua}\nb\u00A0${ub}`, two],
  ['characters of no width', `a\u200B ${ua}\nb ${ub}\u200B`, two],
  ["Slack's links", `a <${ua}>\nb <${ub}>`, two],
  ["Slack's links with labels", `a <${ua}|a.b/a.mp4>\nb <${ub}|here>`, two],
  ['what Slack escapes', `a <https://a.b/a.mp4?x=1&amp;y=2>`, [{ ...a, url: 'https://a.b/a.mp4?x=1&y=2' }]],
  ['a block of code', `\`\`\`\na ${ua}\nb ${ub}\n\`\`\``, two],
  ['CSV', `a,${ua}\nb,${ub}`, two],
  ['CSV with spaces', `a, ${ua}\nb, ${ub}`, two],
  ['CSV in quotes', `"a","${ua}"\n"b","${ub}"`, two],
  ['a comma in quotes', `"a, the first",${ua}`, [{ ...a, room: 'a, the first' }]],
  ['a comma in a URL in quotes', `a,"https://a.b/a,1.mp4"`, [{ ...a, url: 'https://a.b/a,1.mp4' }]],
  ['doubled quotes', `"a",${ua}\n"b",${ub}`, two],
  ['curly quotes around cells', `“a”,“${ua}”`, [a]],
  ['semicolons, as in Germany', `a;${ua}\nb;${ub}`, two],
  ['tabs of a spreadsheet', `a\t${ua}\nb\t${ub}`, two],
  ['tabs with empty columns at the end', `a\t${ua}\t\t\nb\t${ub}\t\t`, two],
  ['tabs and commas in URLs', `a\thttps://a.b/a,1.mp4\nb\t${ub}`, [{ ...a, url: 'https://a.b/a,1.mp4' }, b]],
  ['headers', `room,url\na,${ua}\nb,${ub}`, two],
  ['headers the other way round', `url,room\n${ua},a\n${ub},b`, two],
  ['headers in capitals', `ROOM;URL\na;${ua}\nb;${ub}`, two],
  ['headers with spaces', `Room ID\tStream URL\na\t${ua}\nb\t${ub}`, two],
  ["Tencent's names", `RoomId,StreamUrl,RepeatNum\na,${ua},-1`, [{ ...a, repeat: '-1' }]],
  [
    "the form's names",
    `Room,Stream URL,Times to play,Volume\na,${ua},-1,80`,
    [{ ...a, repeat: '-1', volume: '80' }],
  ],
  [
    'options with dashes',
    `room,url,max-duration,idle_timeout\na,${ua},120,60`,
    [{ ...a, 'max-duration': '120', 'idle-timeout': '60' }],
  ],
  ['empty cells', `room,url,volume\na,${ua},\nb,${ub},50`, [a, { ...b, volume: '50' }]],
  [
    'a flag',
    `room,url,auto push\na,${ua},yes\nb,${ub},no`,
    [
      { ...a, 'auto-push': 'true' },
      { ...b, 'auto-push': 'false' },
    ],
  ],
  ['a column without a header and nothing in it', `room,url,\na,${ua},\nb,${ub},`, two],
  ['a table of Markdown', `| room | url |\n|---|---|\n| a | ${ua} |\n| b | ${ub} |`, two],
  ['a table of Markdown without headers', `| a | ${ua} |\n| b | ${ub} |`, two],
  [
    'a range',
    `class-{1..2} ${ua}`,
    [
      { ...a, room: 'class-1' },
      { ...a, room: 'class-2' },
    ],
  ],
  [
    'a range with zeros',
    `class-{09..10} ${ua}`,
    [
      { ...a, room: 'class-09' },
      { ...a, room: 'class-10' },
    ],
  ],
  [
    'a range in both',
    `c{1..2} https://a.b/{7..8}.mp4`,
    [
      { room: 'c1', url: 'https://a.b/7.mp4' },
      { room: 'c2', url: 'https://a.b/8.mp4' },
    ],
  ],
  [
    'a range that counts down',
    `c{2..1} ${ua}`,
    [
      { ...a, room: 'c2' },
      { ...a, room: 'c1' },
    ],
  ],
  ['full-width digits', `room,url,volume\na,${ua},８０`, [{ ...a, volume: '80' }]],
  ['rtmp', 'a rtmp://a.b/live/a', [{ room: 'a', url: 'rtmp://a.b/live/a' }]],
];

test.each(samples)('%s is read', (_, text, rows) => {
  const read = readShowRows(text);
  expect(read.problems).toEqual([]);
  expect(read.rows.map(({ draft }) => draft)).toEqual(rows);
});

/** What is wrong with it, and what the one sentence about it names. */
const broken: readonly [string, string, readonly string[]][] = [
  ['nothing', '', ['no row']],
  ['comments alone', '# tonight', ['no row']],
  ['a room alone', `a ${ua}\nb`, ['Line 2, column 2', 'no URL']],
  ['a URL alone', `a ${ua}\n${ub}`, ['Line 2, column 1', 'no room']],
  ['the wrong order', `${ua}\ta`, ['Line 1, column 1', 'the room comes before']],
  ['a URL without its scheme', `a,a.b/a.mp4`, ['Line 1, column 2', 'a.b/a.mp4', 'scheme']],
  ['a room with spaces, without quotes', `main stage ${ua}`, ['Line 1, column 1', 'quotes around a room']],
  ['something behind the URL', `a ${ua} 80`, ['Line 1, column 3', 'headers']],
  ['a third column without headers', `a,${ua},80`, ['Line 1, column 3', 'headers']],
  ['a header that is none', `room,url,volum\na,${ua},80`, ['Line 1, column 3', 'volum', 'volume']],
  ['a header of nothing', `room,url,colour\na,${ua},red`, ['Line 1, column 3', 'colour']],
  ['a column twice', `room,url,URL\na,${ua},${ub}`, ['Line 1, column 3', 'two columns']],
  ['a secret', `room,url,UserSig\na,${ua},eJw`, ['Line 1, column 3', 'opens doors']],
  ['more cells than headers', `room,url\na,https://a.b/x,1.mp4`, ['Line 2, column 3', 'more cells']],
  ['an open quote', `room,url\n"a,${ua}`, ['Line 2, column 1', 'quote']],
  ['a room twice', `a ${ua}\na ${ub}`, ['Line 2, column 1', 'line 1 already']],
  ['a comma in some lines', `a, ${ua}\nb ${ub}`, ['Line 1', '`,`', 'line 2 has not']],
  ['commas and semicolons', `a ${ua}\nb; ${ub}\nc, ${ua}`, ['Line 2', '`;`', 'line 1 has not']],
  [
    'a room of one type twice',
    `room,url,room type\n1,${ua},0\n1,${ub},string`,
    ['Line 3, column 1', 'line 2 already'],
  ],
  ['a range that meets a room', `c{1..3} ${ua}\nc2 ${ub}`, ['Line 2, column 1', 'line 1 already']],
  ['ranges that differ', `c{1..3} https://a.b/{1..2}.mp4`, ['Line 1, column 1', 'counts 3', '2']],
  ['a range in the URL alone', 'c https://a.b/{1..2}.mp4', ['Line 1, column 1', 'one room']],
  ['a range without an end in sight', `c{1..999999999} ${ua}`, ['Line 1, column 1', '999999999', '100']],
  ['a number that a spreadsheet has cut', `room,url\n1.23E+15,${ua}`, ['Line 2, column 1', '1.23E+15']],
  ["a spreadsheet's error", `room,url\n#REF!,${ua}`, ['Line 2, column 1', '#REF!']],
  ['a formula', `room;url\n=A1;${ua}`, ['Line 2, column 1', '=A1']],
];

test.each(broken)('%s is named by its line and column', (_, text, said) => {
  const { problems } = readShowRows(text);
  expect(problems).toHaveLength(1);
  for (const part of said) expect(problems[0]).toContain(part);
});

test('More than a hundred rows are refused', () => {
  const text = Array.from({ length: 101 }, (_, n) => `r${n} ${ua}`).join('\n');
  expect(readShowRows(text).problems).toEqual(['A show has at most 100 rows, and this list has 101.']);
});

test('All that is wrong is said at once', () => {
  const { problems, rows } = readShowRows(`a ${ua}\nb\nc ${ua} 80\nd ${ub}`);
  expect(problems.map((problem) => problem.slice(0, 6))).toEqual(['Line 2', 'Line 3']);
  expect(rows.filter(({ draft }) => draft.room !== undefined).map(({ draft }) => draft.room)).toEqual([
    'a',
    'd',
  ]);
});

describe('Whatever is pasted', () => {
  test('does no harm, and no row has a room that does not stand there', () => {
    const parts = fc.constantFrom(
      'a',
      'room',
      'url',
      ',',
      ';',
      '\t',
      '|',
      '"',
      '“',
      '\n',
      ' ',
      ua,
      '{1..3}',
      '=',
      '#',
      '<',
      '>',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(parts).map((all) => all.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const { rows, problems } = readShowRows(text);
          if (problems.length > 0 || /\{\d+\.\.\d+\}/.test(text)) return;
          for (const { draft } of rows)
            expect(text.replace(/[^\p{L}\p{N}]/gu, '')).toContain(
              (draft.room ?? '').replace(/[^\p{L}\p{N}]/gu, ''),
            );
        },
      ),
      { numRuns: 500 },
    );
  });
});
