import fc from 'fast-check';
import { fields } from '../../src/ingest/fields.ts';
import { mark, nastyText, secretUrls, ticket } from './nasty.ts';
import { typedStarts } from './typed-starts.ts';
import { typedTasks } from './typed-tasks.ts';

const names = [
  ...['start', 'list', 'status', 'stop', 'pause', 'resume', 'update', 'history', 'preset', 'allow', 'deny'],
  ...[
    'who',
    'doctor',
    'help',
    'START',
    'strat',
    '--start',
    '—start',
    'ｓｔａｒｔ',
    '__proto__',
    'constructor',
  ],
];
const presetCommands = ['save', 'list', 'show', 'delete', 'SAVE', '__proto__'];
const optionNames = [...fields, 'preset', 'role', 'all', 'help', 'no-progress', '__proto__', '_', '$0'];

/** A name as it is, cut, doubled, in another case or with something in it. */
const bentName = fc.tuple(fc.constantFrom(...optionNames), fc.nat(9), fc.nat(12)).map(([name, how, at]) => {
  if (how === 0) return name.slice(0, at);
  if (how === 1) return name + name;
  if (how === 2) return name.toUpperCase();
  return how === 3 ? `${name.slice(0, at)}.${name.slice(at)}` : name;
});

const rightValue = fc.oneof(
  fc.constantFrom(
    'room123',
    '007',
    '42',
    'main stage',
    'true',
    'false',
    'string',
    '1',
    '1.5',
    'ap-tokyo',
    '-1',
  ),
  fc.constantFrom('https://a.b/test.mp4', 'rtmp://a.b/live/x', ...secretUrls),
  fc.integer({ min: -2, max: 11_000 }).map(String),
);
const value = fc.oneof({ arbitrary: rightValue, weight: 3 }, { arbitrary: nastyText, weight: 2 });

/** Quotes and marks, also such as do not close. */
const around = [
  ...['', '', '', '"', "'", '*', '_', '~', '`', '```', '＂'].map((mark): [string, string] => [mark, mark]),
  ...['“”', '‘’', '「」', '『』', '《》', '〝〟'].map((pair): [string, string] => [
    pair.charAt(0),
    pair.charAt(1),
  ]),
  ...(['"', '「', '`', '*'] as const).map((mark): [string, string] => [mark, '']),
  ...([',', '.', ';', '。', ')', '`'] as const).map((end): [string, string] => ['', end]),
];

const quoted = fc
  .tuple(value, fc.constantFrom(...around))
  .map(([text, [open, close]]) => `${open}${text}${close}`);

const option = fc
  .tuple(
    fc.constantFrom('--', '--', '--', '-', '—', '–', '---', '‐‐', '－－', '——', '— ', '﹣', '−−', 'ーー'),
    bentName,
    fc.nat(4),
    quoted,
  )
  .map(([dashes, name, how, text]) => {
    if (how === 0) return `${dashes}${name}`;
    if (how === 4) return `${dashes}${name}＝${text}`;
    return how === 1 ? `${dashes}${name}=${text}` : `${dashes}${name} ${text}`;
  });

/** Flags as people set them. */
const flag = fc
  .tuple(
    fc.constantFrom('--auto-push', '--progress', '--all', '—Progress', '--no-auto-push'),
    fc.constantFrom(' ', '=', '＝', ''),
    fc.constantFrom('False', 'TRUE', 'yes', 'No', 'ON', 'off', '1', '０', 'maybe', '`no`', 'false,', ''),
  )
  .map((parts) => parts.join(''));

const secretOption = fc
  .constantFrom('user-sig', 'private-map-key')
  .chain((name) => fc.constantFrom(`--${name} ${ticket}`, `--${name}=${ticket}`));

const word = fc.oneof(
  { arbitrary: option, weight: 5 },
  { arbitrary: quoted, weight: 3 },
  { arbitrary: nastyText, weight: 1 },
  { arbitrary: secretOption, weight: 1 },
  { arbitrary: flag, weight: 1 },
  { arbitrary: typedTasks.map(({ typed }) => typed), weight: 1 },
  {
    arbitrary: fc.constantFrom('<@U0EVIL|evil>', '<@W0EVIL>', 'U0EVIL', '<!subteam^S0EVIL|@evil>'),
    weight: 1,
  },
);

/** A start that is right, or was until one word came in. */
const nearlyRight = fc
  .tuple(
    fc.constantFrom('start room1 https://a.b/1.mp4', 'start --room=007 --url "https://a.b/1.mp4" --volume 5'),
    fc.option(word, { nil: '' }),
    fc.boolean(),
  )
  .map(([start, more, escaped]) => `${start} ${escaped ? asSlackSends(more) : more}`);

const anyCommand = fc
  .tuple(
    fc.constantFrom(...names),
    fc.option(fc.constantFrom(...presetCommands), { nil: '' }),
    fc.array(word, { maxLength: 6 }),
    fc.constantFrom(' ', ' ', ' ', '\n', '\u00A0', '\u200B ', '  '),
  )
  .map(([name, sub, given, space]) =>
    [name, ...(name === 'preset' && sub !== '' ? [sub] : []), ...given].join(space),
  );

/** What somebody may have typed after /ingest, as Slack sends it or raw. */
export const commandTexts: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: anyCommand, weight: 5 },
  { arbitrary: anyCommand.map(asSlackSends), weight: 5 },
  { arbitrary: nearlyRight, weight: 1 },
  { arbitrary: typedStarts.map(({ text }) => text), weight: 1 },
  { arbitrary: nastyText, weight: 1 },
  { arbitrary: fc.constant(`start <!channel|${mark}>`), weight: 1 },
);

/** Slack escapes these three characters in what was typed. */
function asSlackSends(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
