import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRoomId } from '../../../src/ingest/room.ts';
import { isStreamUrl } from '../../../src/ingest/stream-url.ts';
import { readShowRows } from '../../../src/slack/command-line/show-rows.ts';

const room = fc.constantFrom(
  ...['a', 'main', 'class-01', '101', 'studio_b', 'main stage', 'R1', 'x.y', 'Aula 3', 'may', '#1'],
);
const url = fc.constantFrom(
  ...['https://a.b/1.mp4', 'rtmp://c.d/live/k?x=1&y=2', 'https://e.f/hls/i.m3u8', 'https://g.h/x(1).mp4'],
  ...['http://[2001:db8::1]/1.flv', 'https://g.h/v_,500,.m3u8', 'https://g.h/?u=https://i.j/1.mp4'],
);
const between = fc.constantFrom(
  ...[
    ' ',
    '\t',
    ',',
    ';',
    '|',
    ', ',
    ' | ',
    '，',
    '；',
    '：',
    '、',
    '   ',
    ' - ',
    ' -> ',
    ' = ',
    ': ',
    '=',
    ':',
  ],
  ...[' / ', '\n', '\t\t', ' , ', '\n  - ', '::', '\u3000'],
);
/** What stands before a line, and is neither the sign of a comment nor one with which a room may well begin. */
const before = fc.constantFrom(
  ...[
    '',
    '- ',
    '* ',
    '1. ',
    '1) ',
    '> ',
    '>',
    '>> ',
    '• ',
    '[ ] ',
    '[x] ',
    '✅ ',
    ':tv: ',
    '10:00 ',
    '[10:00] ',
  ],
  ...[
    '(',
    '"',

    '*',
    '**',
    '`',
    '; ',
    '| ',
    '= ',
    '① ',
    '1、',
    '（1）',
    'Alice: ',
    'room=',
    'Room: ',
    '<',
    '{',
  ],
  ...['[', '\u200B', '\t', '  ', '🔴 ', '1: ', '1\t', ',', ';', '&gt; ', '$ ', '10 am '],
);
/** What stands behind it, and cannot end a URL. */
const behind = fc.constantFrom(
  ...[
    '',
    ' (edited)',
    ',',
    ';',
    '.',
    '。',
    '，',
    ')',
    ']',
    '}',
    '>',
    '"',
    "'",
    '~',
    '*',
    '**',
    '`',
    ' # note',
  ],
  ...[' // note', ' (main)', '…', '...', ' |', ' \\', '<br>', ',,', '\t', '\t\t', '\tnote', ' note', '!'],
  ...[':', ' :tada:', '&nbsp;', ' -', '、', '\u200B', '#https://z.z/2.mp4', ';https://z.z/2.mp4', '？x=1'],
  ...[',https://z.z/2.mp4', ' https://z.z/2.mp4', '|https://z.z/2.mp4', '|User-Agent=x', ' ；'],
);
/** A line that is no row, or headers. */
const other = fc.constantFrom(
  ...[
    'Rooms',
    'Rooms:',
    '## Day',
    '# a https://a.b/1.mp4',
    '//a https://a.b/1.mp4',
    'Total',
    'Total,2',
    'Total\t2',
  ],
  ...[
    '(2 rows)',
    '---',
    'Alice 10:32 AM',
    'Sent from my iPhone',
    'https://z.z/only.mp4',
    'lonely',
    'News,#genre#',
  ],
  ...[
    '#EXTM3U',
    '2 rows in set',
    'On Friday Bob wrote:',
    'TBD',
    ',',
    '""',
    'n/a',
    'room',
    'url',
    'Volume',
    'x: y',
  ],
  ...[
    'sep=;',
    '[section]',
    '80',
    'Room: x',
    'a,b,c',
    'room,url',
    'room url',
    'Room\tURL',
    'url,room',
    '房间号,流地址',
  ],
);
const damage = fc.record({
  ...{ between, before, behind },
  /** Which line has what stands before and behind: each, or one. */
  at: fc.option(fc.nat({ max: 2 })),
  other: fc.option(fc.record({ line: other, at: fc.nat({ max: 3 }) })),
});
const rows = fc.uniqueArray(fc.record({ room, url }), {
  minLength: 1,
  maxLength: 3,
  selector: (row) => row.room,
});

test('Whatever stands around and between the rows, each is read as it was written, or something is asked', () => {
  fc.assert(
    fc.property(rows, damage, (given, how) => {
      const lines = given.map((row, n) => {
        const line = `${row.room}${how.between}${row.url}`;
        return how.at === null || how.at === n ? `${how.before}${line}${how.behind}` : line;
      });
      if (how.other !== null) lines.splice(how.other.at, 0, how.other.line);
      const read = readShowRows(lines.join('\n'));
      const drafts = read.rows.map(({ draft }) => draft);
      const isRefused = drafts.some((draft) => !isRoomId(draft.room ?? '') || !isStreamUrl(draft.url ?? ''));
      if (read.problems.length === 0 && !isRefused) expect(drafts).toEqual(given);
    }),
    { numRuns: 20_000 },
  );
});
