import fc from 'fast-check';
import { decoded } from '../../sandbox/slack/mrkdwn.ts';
import { withoutInvisible } from '../../src/ingest/characters.ts';

/** A start as a client sends it, and all that was meant by it: whatever else is started was not. */
export interface TypedStart {
  text: string;
  room: string;
  url: string;
  autoPush: boolean | undefined;
}

const plainRooms = [
  'room123',
  '007',
  '42',
  '-5',
  'x.y',
  '_x',
  'x_',
  '~x',
  '12:30:45',
  'a|b',
  'main stage',
  'Ünder',
];
const sent = (room: string, ways: readonly string[]) => ways.map((way) => ({ room, way }));

/** Rooms, and what Slack and phones make of them. */
const rooms = [
  ...plainRooms.map((room) => ({ room, way: room })),
  ...sent('1234567890', [
    '<tel:1234567890|1234567890>',
    '<tel:+11234567890|1234567890>',
    '<sms:1234567890|1234567890>',
  ]),
  ...sent('555-123-4567', ['<tel:+15551234567|555-123-4567>', '<facetime:+15551234567|555-123-4567>']),
  ...sent('a@b.c', ['<mailto:a@b.c|a@b.c>', '<mailto:a@b.c>']),
  ...sent('room.live', ['<http://room.live|room.live>', '<https://room.live/|room.live>']),
  ...sent('#stage', ['<#C0STAGE|stage>', '<#C0STAGE>', '<#C0STAGE|>']),
  ...sent('@alice', ['<@U0ALICE|alice>', '<@U0ALICE>']),
  ...sent('@here', ['<!here>', '<!here|here>']),
  ...sent('@ops', ['<!subteam^S0OPS|@ops>', '<!subteam^S0OPS>']),
  ...sent('show', ['<https://evil.example/x|show>', '<rtmp://evil.example/x|show>']),
  ...sent(':tada:', [':tada:', ':tada::skin-tone-2:']),
  ...sent('１２', ['１２']),
  ...sent('-5', ['−5', '—5', '－5']),
];

/** Marks and quotes, of which what is in them is meant. */
const wraps = [
  ...['', '', '', '*', '`', '```', '_', '~', '"', "'"].map((mark) => [mark, mark]),
  ...[
    ['“', '”'],
    ['„', '“'],
    ['«', '»'],
    ['「', '」'],
    ['《', '》'],
    ['*`', '`*'],
    ['_`', '`_'],
    ['*_', '_*'],
    ['~"', '"~'],
  ],
] as [string, string][];
const ends = ['', '', '', '', ',', '.', ';', '。', '，', ',.'];
const unseen = ['', '', '', '\u200B', '\u00AD', '\uFE0F', '\u2060', '\u{E0101}', '\uFEFF'];
const dashes = ['--', '--', '-', '—', '–', '－－', '——', '﹣', '— ', 'ー'];
const spaces = [' ', ' ', '\u00A0', '\u3000', '  ', '\n'];

const urls = [
  'https://a.b/x.mp4',
  '<https://a.b/x.mp4>',
  '<https://a.b/x.mp4|https://a.b/x.mp4>',
  '<https://a.b/x.mp4|the show>',
  'https：//a.b/x.mp4',
  'ｈｔｔｐｓ：／／a.b/x.mp4',
];
const flagWords: [string, boolean | undefined][] = [
  ['', undefined],
  ['auto-push', true],
  ['auto-push False', false],
  ['Auto-Push=NO', false],
  ['auto-push on', true],
  ['auto-push 1', true],
  ['auto-push=０', false],
  ['no-auto-push', false],
];

/** Words that belong to nothing, so that nothing may be started with them. */
const strays = ['', '', '', 'video.mp4', 'stage', 'Falsey', 'room9', ':tada:', '<#C0STAGE|stage>'];

const whole: [string, string][] = [
  ...wraps.filter(([open]) => /^[*_~`]*$/.test(open)),
  ['/ingest ', ''],
  ['`/ingest ', '`'],
  ['&gt; ', ''],
];

export const typedStarts: fc.Arbitrary<TypedStart> = fc
  .record({
    room: fc.constantFrom(...rooms),
    roomIn: fc.constantFrom(...wraps),
    roomEnd: fc.constantFrom(...ends),
    url: fc.constantFrom(...urls),
    urlIn: fc.constantFrom(...wraps),
    urlEnd: fc.constantFrom(...ends),
    place: fc.constantFrom(
      'ROOM URL',
      'ROOM URL',
      'URL ROOM',
      'URL --room',
      '--room --url',
      '--room=',
      '--url= ROOM',
    ),
    dash: fc.constantFrom(...dashes),
    flag: fc.constantFrom(...flagWords),
    stray: fc.constantFrom(...strays),
    space: fc.constantFrom(...spaces),
    unseen: fc.constantFrom(...unseen),
    around: fc.constantFrom(...whole),
    name: fc.constantFrom('start', 'Start', 'ｓｔａｒｔ', '*start*', '—start'),
  })
  .map(
    ({
      room,
      roomIn,
      roomEnd,
      url,
      urlIn,
      urlEnd,
      place,
      dash,
      flag,
      stray,
      space,
      unseen,
      around,
      name,
    }) => {
      const inside = `${room.way.slice(0, 1)}${/^</.test(room.way) ? '' : unseen}${room.way.slice(1)}`;
      const where = `${roomIn[0]}${inside}${roomIn[1]}${roomEnd}`;
      const what = `${urlIn[0]}${url}${urlIn[1]}${urlEnd}`;
      const given = {
        'ROOM URL': [where, what],
        'URL ROOM': [what, where],
        'URL --room': [what, `${dash}room`, where],
        '--room --url': [`${dash}room`, where, `${dash}url`, what],
        '--room=': [`${dash}room=${where}`, what],
        '--url= ROOM': [`${dash}url＝${what}`, where],
      }[place];
      const words = [
        name,
        ...given,
        ...(flag[0] === '' ? [] : [`--${flag[0]}`]),
        ...(stray === '' ? [] : [stray]),
      ];
      const text = `${around[0]}${words.join(space)}${around[1]}`;
      return { text, room: room.room, url: 'https://a.b/x.mp4', autoPush: flag[1] };
    },
  );

/** What people saw in their client when they sent this; what is in no name stands for what Slack does not say. */
export function asSeen(text: string): string {
  const shown = text.replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (whole, target: string, label = '') => {
    if (/^(?:[@#][A-Z0-9]+|!subteam\^\w+)$/.test(target)) {
      return label === '' ? '\uFFFF' : `${target.startsWith('#') ? '#' : '@'}${label.replace(/^[@#]/, '')}`;
    }
    if (target.startsWith('!')) return label === '' || /^\w+$/.test(label) ? `@${target.slice(1)}` : label;
    return target.includes(':') ? label || target.replace(/^[a-z-]+:(?!\/\/)/i, '') : whole;
  });
  const plain = decoded(shown);
  const seen = withoutInvisible(plain).replace(/[\u00A0\u1680\u2000-\u200A\u202F\u205F]/g, ' ');
  return seen.replace(/[\p{Pd}\u2043\u2212\u2500\u2501\u30FC\uFF70](?=[\d\uFF10-\uFF19])/gu, '-');
}

/** Whether a name stands in a text by itself, not as a part of a longer one. */
export function standsIn(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = /[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at));
    const after = /^[\p{L}\p{N}]/u.test(text.slice(at + name.length, at + name.length + 2));
    if (!before && !after) return true;
  }
  return false;
}
