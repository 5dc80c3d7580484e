import { expect, test } from '@jest/globals';
import { readShowRows } from '../../../src/slack/command-line/show-rows.ts';

const a = { room: 'a', url: 'https://a.b/a.mp4' };
const b = { room: 'b', url: 'https://a.b/b.mp4' };
const two = [a, b];
const [ua, ub] = [a.url, b.url];

/** Lists as spreadsheets, databases and their exports leave them: what it is, the text, and the rows that are meant. */
const samples: readonly [string, string, readonly object[]][] = [
  ["Excel's own first line", `sep=;\nroom;url\na;${ua}\nb;${ub}`, two],
  ["Excel's own first line in quotes", `"sep=,"\nroom,url\na,${ua}`, [a]],
  ["Excel's own first line behind a byte order mark", `\uFEFFsep=;\r\na;${ua}\r\nb;${ub}\r\n`, two],
  ["Excel's own first line with a tab", `sep=\t\nroom\turl\na\t${ua}`, [a]],
  ['a byte order mark in the wrong encoding', `ï»¿room,url\na,${ua}`, [a]],
  ['UTF-16 in the wrong encoding', `\uFFFD\uFFFD${[...`a ${ua}`].map((sign) => `${sign}\0`).join('')}`, [a]],
  ['lines of cells with nothing in them', `room,url\n,\na,${ua}\n,,\nb,${ub}`, two],
  ['a comma at the end of each line', `a,${ua},\nb,${ub},`, two],
  ['a comma at the end of some lines', `a,${ua},\nb,${ub}`, two],
  ['commas behind the headers alone', `room,url,,,\na,${ua}\nb,${ub}`, two],
  ['a row without its last cells', `room,url,volume\na,${ua}\nb,${ub},80`, [a, { ...b, volume: '80' }]],
  ['two tabs between the columns', `a\t\t${ua}\nb\t\t${ub}`, two],
  ['line breaks within headers', `"Room\nID","Stream\nURL"\na,${ua}`, [a]],
  ['a line break at the end of a cell', `room,url\r\n"a\r\n",${ua}\r\nb,${ub}`, two],
  ['a vertical tab between rows', `a\t${ua}\vb\t${ub}`, two],
  ["Unicode's ends of lines", `a ${ua}\u2028b ${ub}`, two],
  ['carriage returns twice', `a,${ua}\r\r\nb,${ub}\r\r\n`, two],
  ['lines that are a cell in quotes each', `"a,""${ua}"""\n"b,""${ub}"""`, two],
  ['single quotes', `'a','${ua}'\n'b','${ub}'`, two],
  ['spaces before quotes', `a, "${ua}"\nb, "${ub}"`, two],
  ['spaces within quotes', `" a ","${ua} "`, [a]],
  ["a room kept as text with '", `room,url\n'007,${ua}`, [{ ...a, room: '007' }]],
  ['a room kept as text with =""', `room,url\n="007",${ua}`, [{ ...a, room: '007' }]],
  ['a room kept as text with ="" in quotes', `room;url\n"=""007""";${ua}`, [{ ...a, room: '007' }]],
  ["cells kept as text with '", `'a,'${ua}\n'b,'${ub}`, two],
  ['regions in capitals', `room,url,region\na,${ua},AP-Singapore`, [{ ...a, region: 'ap-singapore' }]],
  ['a room with zeros in front', `room\turl\n007\t${ua}`, [{ ...a, room: '007' }]],
  ['a long number', `room,url\n12345678901234567890,${ua}`, [{ ...a, room: '12345678901234567890' }]],
  ["a room that is called like a date, with '", `room,url\n'1-Mar,${ua}`, [{ ...a, room: '1-Mar' }]],
  ['numbers with fractions of nothing', `room,url,volume\na,${ua},80.0`, [{ ...a, volume: '80' }]],
  ['numbers of Germany', `room;url;volume;tempo\na;${ua};80,0;1,25`, [{ ...a, volume: '80', tempo: '1.25' }]],
  ['a minus sign', `room,url,repeat\na,${ua},−1`, [{ ...a, repeat: '-1' }]],
  [
    'TRUE, and choices in capitals',
    `room\turl\tauto push\tcheck\na\t${ua}\tTRUE\tWarn`,
    [{ ...a, 'auto-push': 'true', check: 'warn' }],
  ],
  ['a column of the index of pandas', `,room,url\n0,a,${ua}\n1,b,${ub}`, two],
  // cpadavis/billy#18, mindsdb/mindsdb_native#360
  ["pandas' own names of columns without one", `Unnamed: 0,room,url,Unnamed: 3\n0,a,${ua},\n1,b,${ub},`, two],
  ["Excel's own names of columns without one", `room;url;Spalte1\na;${ua};`, [a]],
  // alphagov/notifications-utils#1169: columns without a name come first, too
  ['empty columns in front', `,,room,url\n,,a,${ua}\n,,b,${ub}`, two],
  ['empty columns in front, without headers', `\t\ta\t${ua}\n\t\tb\t${ub}`, two],
  // yaoxieyoulei/my_tv#2
  [
    'a host in brackets',
    `a,http://[2001:db8::1]/1.m3u8`,
    [{ room: 'a', url: 'http://[2001:db8::1]/1.m3u8' }],
  ],
  // AppFlowy-IO/AppFlowy#4167: what GitHub copies of a table
  ['a table of GitHub', `Room | URL\n-- | --\na | ${ua}\nb | ${ub}`, two],
  ['Arabic commas', `a، ${ua}\nb، ${ub}`, two],
  ['a column that counts the rows', `No.\tRoom\tURL\n1\ta\t${ua}\n2\tb\t${ub}`, two],
  ['a column # that counts the rows', `#\tRoom\tURL\n1\ta\t${ua}\n2\tb\t${ub}`, two],
  ['a column # between other signs', `#|Room|URL\n1|a|${ua}\n2|b|${ub}`, two],
  ['a column # between bars and spaces', `# | Room | URL\n1 | a | ${ua}\n2 | b | ${ub}`, two],
  ['a column # between semicolons', `#;Room;URL\n1;a;${ua}\n2;b;${ub}`, two],
  ['headers behind the sign of a comment', `# url,room\n${ua},a\n${ub},b`, two],
  ['headers behind #', `#room,url\na,${ua}`, [a]],
  ['headers that stand there again', `room,url\na,${ua}\nroom,url\nb,${ub}`, two],
  ['headers with units', `Room,URL,Max duration (min)\na,${ua},10`, [{ ...a, 'max-duration': '10' }]],
  ['headers with hints', `Room*,Stream URL (https://… or rtmp://…):\na,${ua}`, [a]],
  ['headers in many', `Rooms;Stream URLs\na;${ua}`, [a]],
  ['headers with spaces between, rows with tabs', `room url\na\t${ua}\nb\t${ub}`, two],
  ['a comment padded with commas', `# tonight,,\nroom,url,\na,${ua},`, [a]],
  ['a comment with a comma, in quotes', `"# tonight, late",\na,${ua}`, [a]],
  // postgresql.org/docs/current/app-psql.html (footer), and the clients of MySQL and SQL Server
  ['what psql counts', ` room | url\n------+-----\n a    | ${ua}\n b    | ${ub}\n(2 rows)\n`, two],
  ['what MySQL counts', `| room | url |\n| a | ${ua} |\n+---+---+\n1 row in set (0.00 sec)`, [a]],
  ['what SQL Server counts', `room\turl\na\t${ua}\nb\t${ub}\n\n(2 rows affected)`, two],
  [
    'TRUE and FALSE of Germany',
    `room;url;auto push\na;${ua};WAHR\nb;${ub};FALSCH`,
    [
      { ...a, 'auto-push': 'true' },
      { ...b, 'auto-push': 'false' },
    ],
  ],
  ['Y and N', `room,url,auto push,progress\na,${ua},Y,n`, [{ ...a, 'auto-push': 'true', progress: 'false' }]],
  [
    'ticks and crosses',
    `room\turl\tauto push\na\t${ua}\t✓\nb\t${ub}\t✗`,
    [
      { ...a, 'auto-push': 'true' },
      { ...b, 'auto-push': 'false' },
    ],
  ],
  ['a column ID that counts the rows', `ID,Room,URL\n1,a,${ua}\n2,b,${ub}`, two],
  ['S. No.', `S. No.\tRoom\tURL\n1\ta\t${ua}\n2\tb\t${ub}`, two],
  ['a number with two fractions of nothing', `room,url,volume\na,${ua},80.00`, [{ ...a, volume: '80' }]],
  // Three zeros may be thousands: the rules of a start refuse what is no whole number.
  [
    'a number that may be of thousands, as it is',
    `room,url,seek\na,${ua},"1,000"`,
    [{ ...a, seek: '1,000' }],
  ],
  ["a room that looks like a number, with '", `room,url\n'1.234,${ua}`, [{ ...a, room: '1.234' }]],
  ['full-width commas', `a，${ua}\nb，${ub}`, two],
  ['full-width semicolons and headers', `room；url\na；${ua}`, [a]],
  ['a full-width scheme', 'a，https：／／a.b/a.mp4', [a]],
  ['a table of psql', ` room | url\n------+-----\n a    | ${ua}\n b    | ${ub}`, two],
  ['a table of MySQL', `+---+-----+\n| room | url |\n+---+-----+\n| a | ${ua} |\n+---+-----+`, [a]],
  ['a table of Jira', `||Room||URL||\n|a|${ua}|\n|b|${ub}|`, two],
  ['a table of Markdown without its frame', `Room | URL\n:--- | ---:\na | ${ua}\nb | ${ub}`, two],
  ['a table of Markdown with code and links', `| Room | URL |\n|--|--|\n| \`a\` | [clip](${ua}) |`, [a]],
  [
    'a table of Markdown with a | in a room',
    `| room | url |\n|--|--|\n| a\\|b | ${ua} |`,
    [{ ...a, room: 'a|b' }],
  ],
  ['a table in box lines', `│ a │ ${ua} │\n│ b │ ${ub} │`, two],
  [
    'a range in both columns',
    `c{1..2}\thttps://a.b/{1..2}.mp4`,
    [1, 2].map((n) => ({ room: `c${n}`, url: `https://a.b/${n}.mp4` })),
  ],
  [
    'rooms with spaces',
    `Main Stage,${ua}\nSide Stage,${ub}`,
    [
      { ...a, room: 'Main Stage' },
      { ...b, room: 'Side Stage' },
    ],
  ],
  [
    'semicolons, and commas in URLs',
    `a;https://a.b/v_,500,.m3u8\nb;${ub}`,
    [{ ...a, url: 'https://a.b/v_,500,.m3u8' }, b],
  ],
];

test.each(samples)('%s is read', (_, text, rows) => {
  const read = readShowRows(text);
  expect(read.problems).toEqual([]);
  expect(read.rows.map(({ draft }) => draft)).toEqual(rows);
});
