import fc from 'fast-check';
import { secretUrls as kinds } from '../support/secret-urls.ts';

/** Stands in all that would be markup if it were let through, so that it can be looked for. */
export const mark = 'evil';

export const ticket = 'eJtypedticket0000000000000000000000000000';

/** Shorter ones may come about by chance. */
const shortestSecret = 8;

/** The parts of typed texts that nobody may see again. */
export const typedSecrets: readonly string[] = [
  ...new Set([ticket, ...kinds.flatMap(([, , secrets]) => secrets)]),
].filter((secret) => secret.length >= shortestSecret);

/**
 * URLs with each kind of secret, in schemes that TRTC takes and others. Not those of which a space makes the secret a word
 * by itself: anywhere but after its URL, that word is a room like any other.
 */
export const secretUrls: readonly string[] = kinds
  .filter(([, url, secrets]) => !url.split(' ').some((word) => secrets.includes(word)))
  .map(([, url]) => url);

const markup = [
  `<!channel>`,
  `<!here|${mark}>`,
  `<!everyone>`,
  `<@U0EVIL>`,
  `<@U0EVIL|${mark}>`,
  `<!subteam^S0EVIL>`,
  `<!subteam^S0EVIL|@${mark}>`,
  `<#C0EVIL|${mark}>`,
  `<http://${mark}.example/x|click>`,
  `<https://${mark}.example>`,
  `<mailto:${mark}@example.com|mail>`,
  `<tel:+15550000|555${mark}>`,
  `<tel:5550000>`,
  `<sms:5550000|${mark}>`,
  `<facetime:5550000|${mark}>`,
  `<http://${mark}.example|${mark}.example>`,
  `<rtmp://a.b/${mark}|show>`,
  `<#C0EVIL>`,
  `<#C0EVIL|>`,
  `<@U0EVIL|>`,
  `<!date^0^{date}^http://${mark}.example|now>`,
  `&lt;!channel&gt;`,
  `&amp;lt;!channel&amp;gt;`,
  `@channel ${mark}`,
  `@here`,
  `@everyone`,
  `*${mark}*`,
  `_${mark}_`,
  `~${mark}~`,
  `\`${mark}\``,
  `\`\`\`${mark}\`\`\``,
  `> ${mark}`,
  `http://${mark}.example`,
  `www.${mark}.example`,
  `:${mark}:`,
];

const characters = [
  ...['<', '>', '|', '&', '`', '*', '<!', '<@', '</', '&lt;', '&gt;', '&amp;', '&lt', '\\', '%', '#', '/'],
  ...['"', "'", '“', '”', '„', '‘', '’', '«', '»', '=', '="', "='"],
  ...['-', '--', '—', '–', '−', '‐‐', '―', '－', '﹣', 'ー', '─', '⸺'],
  ...[
    '＝',
    '：',
    '，',
    '。',
    '；',
    '／',
    '　',
    '＂',
    '「',
    '」',
    '『',
    '《',
    '》',
    '〝',
    '（',
    '）',
    '*',
    '_',
    '~',
    '```',
  ],
  ...['\u0000', '\u0007', '\b', '\u001b[31m', '\r\n', '\n', '\t', '\v', '\u0085', '\u2028', '\u2029'],
  ...['\u202E', '\u202D', '\u2066', '\u2069', '\u200F', '\u200B', '\u2060', '\uFEFF', '\u00AD', '\u00A0'],
  ...['\u034F', '\u115F', '\u180E', '\u2800', '\u3164', '\uFE0F', '\uFFFC', '\u{E0041}', '\u{E0100}'],
  ...['\uD83D', '\uDE00', '😀', '👩‍👩‍👧', 'é', 'e\u0301', 'Z͑ͫ̓', '\uFFFD', '\uFFFF'],
];

const words = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__proto__.x'],
  ...['ѕtart', 'ｓｔａｒｔ', 'rооm', 'İ', 'ß', 'ﬀ', '٣', '²', '１２'],
  ...['0', '-0', '-1', '+1', '00', '007', '1e309', 'NaN', 'Infinity', '-Infinity', '0x10', '1_000', '1,5'],
  ...['9007199254740993', '4294967294', '4294967295', '200.0000000001', '.5', '5.', '99999999999999999999'],
  ...['null', 'undefined', 'true', 'false', '[object Object]', '$1', '$&', '%s', '{}', '[]', '../..', '-'],
];

const long = fc
  .tuple(
    fc.constantFrom('a', '`', '<', '&', '"', '-', ' ', '\n', '😀', '\uD83D', 'é', '<!channel>', 'a ', '--x '),
    fc.constantFrom(76, 151, 301, 1001, 2001, 3001, 12_000),
  )
  .map(([what, times]) => what.repeat(Math.ceil(times / what.length)));

const atom = fc.oneof(
  { arbitrary: fc.constantFrom(...markup), weight: 6 },
  { arbitrary: fc.constantFrom(...characters), weight: 6 },
  { arbitrary: fc.constantFrom(...words), weight: 4 },
  { arbitrary: fc.constantFrom(...secretUrls.map((url) => ` ${url} `)), weight: 1 },
  { arbitrary: fc.string(), weight: 2 },
  { arbitrary: fc.string({ unit: 'binary' }), weight: 2 },
  { arbitrary: long, weight: 1 },
);

/** Texts that have hurt programs before, and neighbours of theirs. */
export const nastyText: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: atom, weight: 3 },
  { arbitrary: fc.array(atom, { maxLength: 5 }).map((parts) => parts.join('')), weight: 2 },
);

/** Anything that JSON can say, names that mean something to JavaScript included. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 4 },
  { arbitrary: nastyText, weight: 2 },
  {
    arbitrary: fc
      .tuple(fc.constantFrom('__proto__', 'constructor', 'toString', 'length', 'then'), nastyText)
      .map(([name, text]): unknown => JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(text)}}`)),
    weight: 1,
  },
  { arbitrary: fc.constantFrom(null, 0, -1, 1e308, true, '', [], {}, [[]], [null]), weight: 2 },
);

/** JSON that goes down so many levels. */
export function deepJson(levels: number, kind: 'lists' | 'objects' | 'elements'): string {
  const [open, close] = {
    lists: ['[', ']'],
    objects: ['{"a":', '}'],
    elements: ['{"elements":[', ']}'],
  }[kind] as [string, string];
  return `${open.repeat(levels)}${kind === 'objects' ? '1' : ''}${close.repeat(levels)}`;
}
