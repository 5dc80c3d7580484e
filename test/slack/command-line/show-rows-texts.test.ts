import { expect, test } from '@jest/globals';
import { readShowRows } from '../../../src/slack/command-line/show-rows.ts';

const a = { room: 'a', url: 'https://a.b/a.mp4' };
const b = { room: 'b', url: 'https://a.b/b.mp4' };
const two = [a, b];
const [ua, ub] = [a.url, b.url];
const comma = 'https://a.b/v_,500,1000,.m3u8';

/** Lists as chats, mails, notes and web pages leave them: what it is, the text, and the rows that are meant. */
const samples: readonly [string, string, readonly object[]][] = [
  ['numbers of a list', `1. a ${ua}\n2. b ${ub}`, two],
  ['numbers in brackets', `1) a ${ua}\n2) b ${ub}`, two],
  ['numbers of a list, and commas', `1. a, ${ua}\n2. b, ${ub}`, two],
  ['numbers of a list, and tabs', `1.\ta\t${ua}\n2.\tb\t${ub}`, two],
  ['bullets, and commas', `• a, ${ua}\n• b, ${ub}`, two],
  ['long dashes before each', `– a ${ua}\n– b ${ub}`, two],
  ['boxes to tick', `- [ ] a ${ua}\n- [x] b ${ub}`, two],
  ['what somebody quotes', `> a ${ua}\n> b ${ub}`, two],
  ['what somebody quotes, escaped', `&gt; a ${ua}\n&gt; b ${ub}`, two],
  ['a dash between', `a - ${ua}\nb – ${ub}`, two],
  ['an arrow between', `a -> ${ua}\nb → ${ub}`, two],
  ['a sign of equality between', `a = ${ua}`, [a]],
  ['bold rooms', `*a* ${ua}\n**b** ${ub}`, two],
  ['code', `\`a\` \`${ua}\`\n\`b\` \`${ub}\``, two],
  ['a line of code', `\`a ${ua}\``, [a]],
  ['a block of code with its language', `\`\`\`csv\nroom,url\na,${ua}\n\`\`\``, [a]],
  ['a block of code in one line', `\`\`\`a ${ua}\`\`\``, [a]],
  ['URLs in brackets', `a (${ua})\nb [${ub}]`, two],
  ['links of Markdown', `a [the clip](${ua})\nb <${ub}>`, two],
  ["Slack's links with commas in the URL", `a,<${comma}>\nb,<${ub}|${ub}>`, [{ ...a, url: comma }, b]],
  ["Slack's links of rooms", `<http://live.tv|live.tv> <${ua}>`, [{ ...a, room: 'live.tv' }]],
  ["Slack's links in a table", `| a | <${ua}|${ua}> |\n| b | <${ub}|here> |`, two],
  ['a URL as web pages write it', 'a https://a.b/1?x=1&amp;y=2', [{ ...a, url: 'https://a.b/1?x=1&y=2' }]],
  ['commas in URLs', `a ${comma}\nb ${ub}`, [{ ...a, url: comma }, b]],
  [
    'a semicolon and a fragment in a URL',
    'a https://a.b/1;v=2#t=10',
    [{ ...a, url: 'https://a.b/1;v=2#t=10' }],
  ],
  ['signs behind URLs', `a ${ua},\nb ${ub}.`, two],
  // What a chat, a terminal or `column -t` shows: nothing but two spaces ends a room of several words.
  [
    'columns padded with spaces',
    `Main Stage    ${ua}\nb             ${ub}`,
    [{ ...a, room: 'Main Stage' }, b],
  ],
  [
    'columns padded with spaces below headers',
    `ROOM         STREAM URL           VOLUME\nMain Stage   ${ua}   80\nb            ${ub}   90`,
    [
      { ...a, room: 'Main Stage', volume: '80' },
      { ...b, volume: '90' },
    ],
  ],
  // Tables of mail and documents that are pasted as text have a line for each cell.
  ['a line for each cell', `a\n${ua}\n\nb\n${ub}`, two],
  ['a line for each cell, below headers', `Room\nStream URL\na\n${ua}\nb\n${ub}`, two],
  [
    'a room, and its URL below as an item',
    `- a\n  - <${ua}>\n- "main stage"\n  - <${ub}>`,
    [a, { ...b, room: 'main stage' }],
  ],
  ['numbers of rooms, with URLs below', `1. a\n${ua}\n2. b\n${ub}`, two],
  ['headers with spaces between', `room url\na ${ua}\nb ${ub}`, two],
  ['a row without what is empty', `room url volume\na ${ua}\nb ${ub} 80`, [a, { ...b, volume: '80' }]],
  [
    'a row with quotes for what is empty',
    `url volume room\n${ua} "" a\n${ub} 80 b`,
    [a, { ...b, volume: '80' }],
  ],
  ['headers of several words', `Room ID   Stream URL   Volume\na   ${ua}   80`, [{ ...a, volume: '80' }]],
  ['headers the other way round', `url room\n${ua} a\n${ub} "b"`, two],
  [
    'headers the other way round, and a sign in a URL',
    `url room\nhttps://a.b/1;v=2 "a"`,
    [{ room: 'a', url: 'https://a.b/1;v=2' }],
  ],
  ['a header alone, for a URL that all have', 'room\na\nb', [{ room: 'a' }, { room: 'b' }]],
  ['headers the other way round, and a sign in a room', `url room\n${ua} a|b`, [{ ...a, room: 'a|b' }]],
  [
    'headers the other way round, and a sign in quotes',
    `url room\n${ua} "Doe, John"`,
    [{ ...a, room: 'Doe, John' }],
  ],
  ['headers the other way round, and signs between cells', `url room\n${ua} | a\n${ub} | b`, two],
  ['rooms in curly single quotes', `‘main stage’ ${ua}`, [{ ...a, room: 'main stage' }]],
  ['rooms in other quotes', `„main stage“ ${ua}\n«b» ${ub}`, [{ ...a, room: 'main stage' }, b]],
  ['a room in quotes that ends in a colon', `"a:" ${ua}`, [{ ...a, room: 'a:' }]],
  [
    'rooms that begin with #',
    `#1 ${ua}\n#2 ${ub}`,
    [
      { ...a, room: '#1' },
      { ...b, room: '#2' },
    ],
  ],
  [
    'rooms with signs in them',
    `a|b ${ua}\nc;d ${ub}`,
    [
      { ...a, room: 'a|b' },
      { ...b, room: 'c;d' },
    ],
  ],
  [
    'a room that is called as a header is',
    `room ${ua}\nurl ${ub}`,
    [
      { ...a, room: 'room' },
      { ...b, room: 'url' },
    ],
  ],
  ['a room of zeros', `007 ${ua}`, [{ ...a, room: '007' }]],
  ['marks of direction and soft hyphens', `\u200Ea\u00AD ${ua}\u200F`, [a]],
  ['spaces of all kinds', `a\u2003${ua}\nb\u3000${ub}`, two],
  ['tabs in some lines', `a\t${ua}\nb ${ub}`, two],
  ['lines that are left out', `a ${ua}\n//c ${ub}\n---\n# ${ub}\nb ${ub}`, two],
  // akiralereal/iptv#16, EvilCult/iptv-m3u-maker#34: lists of channels for boxes
  ['groups of channels', `News,#genre#\na,${ua}\nSport，#genre#\nb,${ub}`, two],
  ['a mail that quotes CSV', `> room,url\n> a,${ua}\n>\n> b,${ub}`, two],
  ['a mail that quotes a mail', `>> a ${ua}\n>> b ${ub}`, two],
  ['a mail that quotes without spaces', `>a,${ua}\n>b,${ub}`, two],
  ['a chat that quotes, escaped', `&gt; a,${ua}\n&gt; b,${ub}`, two],
  ["Slack's word for a message that was changed", `a ${ua}\nb ${ub} (edited) `, two],
  ['a heading of Markdown', `## Rooms\n\na ${ua}\nb ${ub}`, two],
  ['headings in between', `### Day 1\na,${ua}\n### Day 2\nb,${ub}`, two],
  ['a room of a month, not numbered', `may ${ua}`, [{ ...a, room: 'may' }]],
  [
    'a URL that holds another',
    `a https://a.b/?u=https://c.d/1.mp4`,
    [{ room: 'a', url: 'https://a.b/?u=https://c.d/1.mp4' }],
  ],
  ['a URL that ends in a bracket of its own', `a https://a.b/x(1)`, [{ room: 'a', url: 'https://a.b/x(1)' }]],
  ['a URL in quotes that ends in a bracket', `a "https://a.b/x)"`, [{ room: 'a', url: 'https://a.b/x)' }]],
  [
    'commands',
    `/ingest start a ${ua} --volume 80\n/ingest start "main stage" ${ub}`,
    [
      { ...a, volume: '80' },
      { ...b, room: 'main stage' },
    ],
  ],
  ['commands as items of a list', `1. /ingest start a ${ua}\n2. /ingest start b ${ub}`, two],
  ['commands that a mail quotes', `> /ingest start a ${ua}\n> /ingest start b ${ub}`, two],
  ['commands at a prompt', `$ /ingest start a ${ua}\n$ /ingest start b ${ub}`, two],
  ['options of commands', `--room a --url ${ua}\n--room b --url ${ub}`, two],
];

test.each(samples)('%s: it is read', (_, text, rows) => {
  const read = readShowRows(text);
  expect(read.problems).toEqual([]);
  expect(read.rows.map(({ draft }) => draft)).toEqual(rows);
});
