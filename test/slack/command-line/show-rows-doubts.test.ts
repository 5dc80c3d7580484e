import { describe, expect, test } from '@jest/globals';
import { readShowRows } from '../../../src/slack/command-line/show-rows.ts';

const ua = 'https://a.b/a.mp4';
const ub = 'https://a.b/b.mp4';

/** What cannot be read, or may be meant in two ways: the text, and what each sentence about it begins with and names. */
const doubts: readonly [string, string, readonly (readonly string[])[]][] = [
  [
    'a colon behind a room of several words',
    `Room 1: ${ua}\nRoom 2: ${ub}`,
    [
      ['Line 1, column 1', 'quotes around a room'],
      ['Line 2, column 1', 'quotes around a room'],
    ],
  ],
  ['a colon behind a room', `a: ${ua}\nb ${ub}`, [['Line 1, column 1', '`a`', '`a:`', 'in quotes']]],
  ['a dot behind a room', `a. ${ua}`, [['Line 1, column 1', '`a`', '`a.`', 'in quotes']]],
  ['a number before a URL', `a ${ua}\n1) ${ub}`, [['Line 2, column 1', '`1`', '`1)`']]],
  ['marks around a room that may belong to it', `_a_ ${ua}`, [['Line 1, column 1', '`a`', '`_a_`']]],
  ['nothing between', `a=${ua}`, [['Line 1, column 1', 'something before it']]],
  ['a room as an assignment', `room=a url=${ua}`, [['Line 1, column 2', 'something before it']]],
  ['a room with a comma', `Doe, John ${ua}`, [['Line 1, column 1', 'quotes around a room']]],
  ['a room with commas, in CSV', `Doe, John, ${ua}`, [['Line 1, column 1', 'more than a room']]],
  [
    'numbers of a list that do not count',
    `1. a, ${ua}\n1. b, ${ub}`,
    [
      ['Line 1, column 1', '`1. a`', 'sign of a list'],
      ['Line 2, column 1', '`1. b`', 'sign of a list'],
    ],
  ],
  ['a column of numbers without a header', `1\ta\t${ua}`, [['Line 1, column 1', 'write headers']]],
  ['a # before some rooms', `#a ${ua}\nb ${ub}`, [['Line 1, column 1', '`#a`', 'leave the line out']]],
  ['a # before some rooms, in CSV', `room,url\n#a,${ua}\nb,${ub}`, [['Line 2, column 1', '`#a`']]],
  ['a comment without a space', `#tonight\na ${ua}`, [['Line 1, column 2', 'no URL']]],
  ['a comment of other programs', `; tonight\na ${ua}`, [['Line 1, column 2', 'no URL']]],
  ['a title above headers', `Tonight,,\nroom,url,volume\na,${ua},80`, [['Line 1 stands above the headers']]],
  [
    'headers of another language',
    `Übertragung;Raum\n${ua};a`,
    [
      ['Line 1, column 2', '`Raum`', 'headers'],
      ['Line 2, column 1', 'the room comes before'],
    ],
  ],
  ['a header of another language', `Raum;URL\na;${ua}`, [['Line 1, column 1', '`Raum`', '`room`']]],
  [
    'a header that may be a time of day',
    `room,url,start\na,${ua},20`,
    [['Line 1, column 3', '`start`', '`seek`']],
  ],
  ['a header of nothing over an empty column', `room,url,owner\na,${ua},`, [['Line 1, column 3', '`owner`']]],
  ['a cell under no header', `room,url,\na,${ua},\nb,${ub},x`, [['Line 3, column 3', 'no header']]],
  ['a number under no header', `room,url,\na,${ua},80`, [['Line 2, column 3', 'no header']]],
  [
    'a cell too few before a room',
    `url,room,volume\n${ua},80\n${ub},b,80`,
    [['Line 2, column 2', 'fewer cells']],
  ],
  [
    'a cell too few between spaces',
    `room url volume seek\na ${ua} 80\nb ${ub}`,
    [['Line 2, column 3', 'fewer cells']],
  ],
  ['headers alone', 'room,url', [['Line 1 has headers, and no row']]],
  ['headers alone, with spaces', 'room url', [['Line 1 has headers, and no row']]],
  ['other signs than those of the headers', `room;url\na,${ua}`, [['Line 2, column 1', 'a URL stands']]],
  ['other signs in each line', `a;${ua}\nb,${ub}`, [['Line 1 has `;`', 'line 2 has not']]],
  [
    'a comma in a URL without quotes',
    `a,https://a.b/x,1.mp4`,
    [['Line 1, column 3', 'quotes around the URL']],
  ],
  ['a key of RTMP behind the URL', `a rtmp://a.b/live key1`, [['Line 1, column 3', 'behind the URL']]],
  ['two URLs', `a ${ua} ${ub}`, [['Line 1, column 3', 'behind the URL']]],
  [
    'the other order',
    `${ua},a\n${ub},b`,
    [
      ['Line 1, column 1', 'the room comes before'],
      ['Line 2, column 1', 'the room comes before'],
    ],
  ],
  ['a line break in a room', `room\turl\n"main\nstage"\t${ua}`, [['Line 2, column 1', 'line break']]],
  ['a quote that is not closed', `room,url\na,"${ua}\nb,${ub}`, [['Line 2, column 2', 'quote']]],
  ['a quote that is not closed, and another', `"a,${ua}\nb,${ub}"`, [['Line 1, column 1', 'quote']]],
  ['something behind a quote', `room,url\n"a"x,${ua}`, [['Line 2, column 1', 'quote']]],
  ['a quote within a word', `a"b ${ua}`, [['Line 1, column 1', 'quote']]],
  ['a number that was cut', `room;url\n1,00E+05;${ua}`, [['Line 2, column 1', '`1,00E+05`', 'as text']]],
  ['a number that was grouped', `room,url\n"1,234",${ua}`, [['Line 2, column 1', '`1,234`', "`'1,234`"]]],
  ['a number with a fraction of nothing', `room,url\n1234.0,${ua}`, [['Line 2, column 1', '`1234.0`']]],
  ['a day', `room,url\n1-Mar,${ua}`, [['Line 2, column 1', '`1-Mar`', "`'1-Mar`"]]],
  ['a month', `room,url\nMar-01,${ua}`, [['Line 2, column 1', '`Mar-01`']]],
  ['a column that is too narrow', `room,url\n####,${ua}`, [['Line 2, column 1', '####']]],
  ['an error of German Excel', `room;url\n#BEZUG!;${ua}`, [['Line 2, column 1', '#BEZUG!']]],
  ['a formula in another column', `room,url,volume\na,${ua},=B1`, [['Line 2, column 3', '=B1']]],
  [
    'ranges in other spellings',
    `a{1-3} ${ua}\nb{1...3} ${ua}\nc[1-3] ${ua}\nd{a..c} ${ua}`,
    [
      ['Line 1, column 1', 'range'],
      ['Line 2, column 1', 'range'],
      ['Line 3, column 1', 'range'],
      ['Line 4, column 1', 'range'],
    ],
  ],
  ['two ranges in a room', `c{1..2}-{1..2} ${ua}`, [['Line 1, column 1', 'range']]],
  ['a range in a range', `c{{1..2}..3} ${ua}`, [['Line 1, column 1', 'range']]],
  [
    'a range in another spelling in the URL',
    `c{1..2} https://a.b/{1-2}.mp4`,
    [['Line 1, column 1', 'range']],
  ],
  [
    'ranges in the spellings of other programs',
    `a{1~3} ${ua}\nb(1..3) ${ua}\nc{1..3 ${ua}\nd{-1..3} ${ua}\ne1..3 ${ua}\nf{1..9..2} ${ua}`,
    [1, 2, 3, 4, 5, 6].map((line) => [`Line ${line}, column 1`, 'range']),
  ],
  // akiralereal/iptv#16: a channel with two addresses has a # between them; $ begins a label
  ['two URLs with # between', `a,${ua}#${ub}`, [['Line 1, column 2', 'two URLs']]],
  ['two URLs with a semicolon between', `a ${ua};${ub}`, [['Line 1, column 2', 'two URLs']]],
  ['two URLs in a cell', `room,url\na,"${ua}, ${ub}"`, [['Line 2, column 2', 'two URLs']]],
  ['two URLs with a bar between', `a ${ua}|${ub}`, [['Line 1, column 2', 'two URLs']]],
  ['a URL that was cut', `a https://a.b/very/lo…`, [['Line 1, column 2', 'cut off']]],
  ['a URL that was cut, with dots', `room,url\na,https://a.b/very/lo...`, [['Line 2, column 2', 'cut off']]],
  [
    'a bracket around a row',
    `(a ${ua})`,
    [
      ['Line 1, column 1', '`(a`'],
      ['Line 1, column 2', '`)`'],
    ],
  ],
  ['a row that is crossed out', `~a ${ua}~\nb ${ub}`, [['Line 1, column 2', 'mark of formatting']]],
  ['a row in bold', `*a ${ua}*`, [['Line 1, column 2', 'mark of formatting']]],
  [
    'some lines of a mail',
    `On Friday Bob wrote:\n> a,${ua}`,
    [
      ['Line 1, column 2', 'no URL'],
      ['Line 2, column 1', 'sign of a list'],
    ],
  ],
  ['a title that names a room', `Rooms\na ${ua}\nb ${ub}`, [['Line 1, column 2', 'no URL']]],
  ['a title that names a room, in CSV', `Rooms\na,${ua}\nb,${ub}`, [['Line 1, column 2', 'no URL']]],
  [
    'rooms that are not known yet',
    `room,url\nTBD,${ua}\n?,${ua}\nNULL,${ua}\nNaN,${ua}\n-,${ua}`,
    [2, 3, 4, 5, 6].map((line) => [`Line ${line}, column 1`, 'not known yet']),
  ],
  ['a room that is not known yet', `tbd ${ua}`, [['Line 1, column 1', '`tbd`', "`'tbd`"]]],
  [
    'days of German and French spreadsheets',
    `room;url\n01. Mrz;${ua}\n01. Mai;${ua}\n01-janv;${ua}`,
    [2, 3, 4].map((line) => [`Line ${line}, column 1`, 'date']),
  ],
  [
    'numbers grouped as in Germany and France',
    `room;url\n1.234;${ua}\n12\u202F345;${ua}`,
    [
      ['Line 2, column 1', '`1.234`'],
      ['Line 3, column 1', '`12 345`'],
    ],
  ],
  [
    'a line break of HTML in a room',
    `| room | url |\n|--|--|\n| a<br>b | ${ua} |`,
    [['Line 3, column 1', 'web pages']],
  ],
  [
    'rooms in brackets',
    `[a] ${ua}\n(b) ${ub}`,
    [
      ['Line 1, column 1', '`a`', '`[a]`'],
      ['Line 2, column 1', '`b`', '`(b)`'],
    ],
  ],
  [
    'times of a schedule, and no rooms',
    `10:00,${ua}\n9:30 PM,${ub}`,
    [
      ['Line 1, column 1', '`10:00`', 'time of day', "`'10:00`"],
      ['Line 2, column 1', '`9:30 PM`'],
    ],
  ],
  [
    'who wrote it, and when, above each URL',
    `Alice  10:32 AM\n${ua}\nBob  10:33 AM\n${ub}`,
    [
      ['Line 1, column 2', 'no URL'],
      ['Line 2, column 1', 'no room'],
      ['Line 3, column 2', 'no URL'],
      ['Line 4, column 1', 'no room'],
    ],
  ],
  [
    'a name of several words above each URL',
    `Main Stage\n${ua}\nSide Stage\n${ub}`,
    [
      ['Line 1, column 2', 'no URL'],
      ['Line 2, column 1', 'no room'],
      ['Line 3, column 2', 'no URL'],
      ['Line 4, column 1', 'no room'],
    ],
  ],
  [
    'a title above one URL',
    `Rehearsal\n${ua}`,
    [
      ['Line 1, column 2', 'no URL'],
      ['Line 2, column 1', 'no room'],
    ],
  ],
  [
    'two spaces in a room that spaces end',
    `Main  Stage   ${ua}\nb c   ${ub}`,
    [['Line 1, column 1', 'more than a room']],
  ],
  [
    'full-width signs in URLs',
    `a https://a.b/1.mp4？x=1\nb https://a。b/2.mp4`,
    [
      ['Line 1, column 2', '`？`'],
      ['Line 2, column 2', '`。`'],
    ],
  ],
  [
    'something in a column that pandas named',
    `room,url,Unnamed: 2\na,${ua},\nb,${ub},80`,
    [['Line 3, column 3', 'no header']],
  ],
  // pandas-dev/pandas#7160: a second column of one name gets a number
  ['two columns of one name', `room,url,url.1\na,${ua},${ub}`, [['Line 1, column 3', '`url.1`']]],
  // sqlitebrowser/sqlitebrowser#1032
  [
    'quotes within quotes, with a backslash',
    `room,url\n"main \\"A\\"",${ua}`,
    [['Line 2, column 1', 'quote']],
  ],
  [
    'what stands before a room in a cell',
    [
      ...[
        '[x] a',
        '[ ] b',
        '10:00 c',
        '[10:00] d',
        ':tv: e',
        '1: f',
        '> g',
        '| h',
        ';i',
        'Room: j',
        'room=k',
        '(l',
        '{m',
        '[n',
      ],
    ]
      .map((room) => `${room}\t${ua}`)
      .join('\n'),
    Array.from({ length: 14 }, (_, at) => [`Line ${at + 1}, column 1`, 'no part of it']),
  ],
  [
    'what stands before a room',
    `room=a ${ua}\n(b ${ua}\n>c ${ua}\nd ${ua}`,
    [1, 2, 3].map((line) => [`Line ${line}, column 1`, 'no part of it']),
  ],
  [
    'what stands behind a URL',
    ["'", ':', '!', '&nbsp;', '&gt;', ',80'].map((sign, n) => `r${n}\t${ua}${sign}`).join('\n'),
    [1, 2, 3, 4, 5, 6].map((line) => [`Line ${line}, column 2`, 'no part of it']),
  ],
  ['a mention', `<@U12345> ${ua}`, [['Line 1, column 1', 'mention']]],
  ['a channel', `<#C12345|live>,${ua}`, [['Line 1, column 1', 'mention']]],
  ['an emoji', `:tv: ${ua}`, [['Line 1, column 1', 'emoji']]],
  ['what web pages write for a space', `a&nbsp;${ua}`, [['Line 1, column 1', 'web pages']]],
  ['what web pages write for a sign', `room,url\nR&amp;D,${ua}`, [['Line 2, column 1', 'web pages']]],
  ['JSON', `[{"room":"a","url":"${ua}"}]`, [['Line 1', 'JSON']]],
  ['lines of JSON', `{"room":"a","url":"${ua}"}`, [['Line 1', 'JSON']]],
  ['arrays of JSON', `[["a", "${ua}"], ["b", "${ub}"]]`, [['Line 1', 'JSON']]],
  ['a line of an array of JSON', `["a", "${ua}"],`, [['Line 1', 'JSON']]],
  ['objects of JavaScript', `{'room': 'a', 'url': '${ua}'}`, [['Line 1', 'JSON']]],
  ['a playlist below a comment', `# my list\n#EXTINF:-1 tvg-id="x",News\n${ua}`, [['Line 2', 'M3U']]],
  ['a playlist in small letters', `#extm3u\n#extinf:-1,News\n${ua}`, [['Line 1', 'M3U']]],
  ['HTML', `<table><tr><td>a</td><td>${ua}</td></tr></table>`, [['Line 1', 'HTML']]],
  ['a playlist', `#EXTM3U\n#EXTINF:-1,News, at ten\n${ua}`, [['Line 1', 'M3U']]],
  [
    'YAML',
    `room: a\nurl: ${ua}`,
    [
      ['Line 1, column 2', 'no URL'],
      ['Line 2, column 1', '`url:`'],
    ],
  ],
  ['a wrong command', `/ingest start a ${ua} --volum 80`, [['Line 1', '--volum', '--volume']]],
];

describe('No room is guessed, and what is wrong is named by its place:', () => {
  test.each(doubts)('%s', (_, text, said) => {
    const { problems } = readShowRows(text);
    expect(problems).toHaveLength(said.length);
    for (const [at, [place = '', ...parts]] of said.entries()) {
      expect(problems[at]?.startsWith(place)).toBe(true);
      for (const part of parts) expect(problems[at]).toContain(part);
    }
  });
});

describe('What stands behind a URL may be secret, and', () => {
  test.each([
    ['between spaces', 'a rtmp://a.b/live s3cret'],
    ['between commas', 'a,rtmp://a.b/live,s3cret'],
    ['below headers', 'room,url\na,rtmp://a.b/live,s3cret'],
    ['in a URL that a space cuts', 'a https://user:s3 cret@a.b/1.mp4'],
  ])('is not repeated: %s', (_, text) => {
    expect(readShowRows(text).problems.join()).not.toMatch(/s3|cret/);
  });
});

describe('However long the text is, it is read in no time:', () => {
  const long = 1_000_000;
  const rows = (row: (n: number) => string, count = 100) =>
    Array.from({ length: count }, (_, n) => row(n)).join('\n');
  test.each([
    ['a hundred rows', rows((n) => `room${n},https://a.b/${n}?${'x'.repeat(9_900)}`)],
    ['a hundred rows in quotes', rows((n) => `"room${n}","https://a.b/${n}?${'x'.repeat(9_900)}"`)],
    ['rows without end', rows((n) => `r${n} ${ua}`, long / 25)],
    ['empty lines', '\n'.repeat(long)],
    ['open quotes', rows((n) => `"r${n},${ua}`, 1_000)],
    ['quotes alone', '"'.repeat(long)],
    ['a cell without end', `a,${'x'.repeat(long)}`],
    ['open links', '<https://'.repeat(long / 9)],
    ['open brackets', '[('.repeat(long / 2)],
    ['single quotes', " 'a".repeat(long / 3)],
    ['signs of tables', '|'.repeat(long)],
    ['spaces', `a${' '.repeat(long)}b`],
    ['headers alone', 'room,'.repeat(long / 5)],
    ['lines without end, each as long as can be', rows((n) => `room,${n}${',room'.repeat(3_900)}`, 50)],
    ['marks of a mail', `${'>'.repeat(19_000)}\n`.repeat(50)],
    ['columns of spaces', rows((n) => `a b${' '.repeat(9_000)}https://a.b/${n}`)],
    ['a line for each cell', rows((n) => `r${n}\n${ua}?${'x'.repeat(9_000)}`)],
    ['URLs behind each other', rows(() => `a ${'https://a;'.repeat(1_900)}`, 50)],
    ['numbers of a list', rows((n) => `${n}. `, long / 8)],
  ])('%s', (_, text) => {
    // Of the processor: others may take it for a while.
    const before = process.cpuUsage();
    readShowRows(text);
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });
});

test('All lines of a cell that goes on are left out with it', () => {
  const { unusable } = readShowRows(`room,url\n"main\nstage",${ua}\nb,${ub}`);
  expect([...(unusable ?? [])]).toEqual([2, 3]);
});

test('A room that has a line of its own is left out with its URL', () => {
  const { problems, unusable } = readShowRows(`a\n${ua}\nTBD\n${ub}`);
  expect(problems).toEqual([expect.stringMatching(/^Line 3, column 1/)]);
  expect([...(unusable ?? [])]).toEqual([3, 4]);
});
