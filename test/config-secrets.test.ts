import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../src/config.ts';
import { enough, lines } from './support/config-settings.ts';

/** A good value of each setting that is copied from elsewhere, without its last letter. */
const secrets: [string, string][] = [
  ['SLACK_BOT_TOKEN', 'xoxb-t0psecret'],
  ['SLACK_SIGNING_SECRET', 't0psecret'],
  ['SLACK_APP_TOKEN', 'xapp-t0psecret'],
  ['TENCENTCLOUD_SECRET_ID', 't0psecret'],
  ['TENCENTCLOUD_SECRET_KEY', 't0psecret'],
  ['TRTC_SDK_SECRET_KEY', 't0psecret'],
  ['TRTC_CALLBACK_KEY', 't0psecret'],
];

const odd: [string, string, string][] = [
  ['\u00a0', 'a no-break space', '00A0'],
  ['\u202f', 'a no-break space', '202F'],
  ['\u2009', 'a wide or narrow space', '2009'],
  ['\u3000', 'a wide or narrow space', '3000'],
  ['\u200b', 'a zero-width character', '200B'],
  ['\u200d', 'a zero-width character', '200D'],
  ['\u2060', 'a zero-width character', '2060'],
  ['\ufeff', 'a byte order mark', 'FEFF'],
  ['\ufffd', 'a replacement character, which stands for one in another encoding', 'FFFD'],
  ['\u00ad', 'a soft hyphen', '00AD'],
  ['\u200e', 'an invisible character', '200E'],
  ['\u202a', 'an invisible character', '202A'],
  ['\u2066', 'an invisible character', '2066'],
  ['\ufe0f', 'an invisible character', 'FE0F'],
  ['\u{e0061}', 'an invisible character', 'E0061'],
  ['\u3164', 'an invisible character', '3164'],
  ['\ud83c', 'an invisible character', 'D83C'],
  ['\u201c', 'a typographic quotation mark', '201C'],
  ['\u2019', 'a typographic quotation mark', '2019'],
  ['«', 'a typographic quotation mark', '00AB'],
  ['「', 'a typographic quotation mark', '300C'],
  ['\u2013', 'a dash that is not the one of the keyboard', '2013'],
  ['\u2011', 'a dash that is not the one of the keyboard', '2011'],
  ['…', 'an ellipsis, as where a text was shortened', '2026'],
  ['•', 'a dot, as where a secret is hidden', '2022'],
  ['ａ', 'a full-width or half-width character', 'FF41'],
  ['－', 'a dash that is not the one of the keyboard', 'FF0D'],
  ['é', 'a letter outside ASCII', '00E9'],
  ['а', 'a letter outside ASCII', '0430'],
  ['密', 'a letter outside ASCII', '5BC6'],
  ['\u0301', 'an accent of its own', '0301'],
  ['🔑', 'an emoji', '1F511'],
  ['€', 'a character outside ASCII', '20AC'],
  ['\u0085', 'a line break', '0085'],
  ['\u2028', 'a line break', '2028'],
  ['\u0000', 'a control character', '0000'],
  ['\u007f', 'a control character', '007F'],
  ['\u001b', 'a control character', '001B'],
];
/** At the ends of a setting these mean nothing. */
const blanks: [string, string, string][] = [
  ['\n', 'a line break', '000A'],
  ['\r\n', 'a line break', '000D'],
  ['\t', 'a tab', '0009'],
];

const said = (name: string, position: number, what: string, codePoint: string) => [
  `${name} must be printable ASCII, and its character ${position} is ${what} (U+${codePoint}): copy it once more from where it came, as plain text`,
];

describe.each(secrets)('%s', (name, value) => {
  const without =
    name === 'SLACK_APP_TOKEN' || name === 'SLACK_SIGNING_SECRET' ? enough : { ...enough, [name]: '' };
  const read = (text: string) => lines({ ...without, [name]: text });

  test.each([...odd, ...blanks])('may not have %j in it', (character, what, codePoint) => {
    expect(read(`${value}${character}x`)).toEqual(said(name, value.length + 1, what, codePoint));
  });

  test.each(odd)('may not have %j at its end, nor at its beginning', (character, what, codePoint) => {
    expect(read(`${value}${character}`)).toEqual(said(name, value.length + 1, what, codePoint));
    expect(read(`${character}${value}`)).toEqual(said(name, 1, what, codePoint));
    expect(read(` ${character} `)).toEqual(said(name, 1, what, codePoint));
  });

  test.each(blanks)('may have %j around it', (character) => {
    expect(read(`${character} ${value} ${character}`)).toEqual([]);
  });

  test.each(['"', "'", '`'])('may not be written within %s', (quote) => {
    for (const quoted of [`${quote}${value}${quote}`, ` ${quote}${value}${quote}\n`, `${quote}${quote}`])
      expect(read(quoted)).toEqual([
        `${name} must be written without quotes around it: they count as part of the value`,
      ]);
  });

  // TRTC's console takes letters and digits alone for its callback key.
  if (name !== 'TRTC_CALLBACK_KEY')
    test('may hold any printable ASCII', () => {
      const all = Array.from({ length: 95 }, (_, n) => String.fromCharCode(32 + n)).join('');
      expect(read(`${value}${all}`)).toEqual([]);
    });

  test('counts characters, not their halves, and says the first that is odd', () => {
    expect(read(`${value}xé🔑`)).toEqual(said(name, value.length + 2, 'a letter outside ASCII', '00E9'));
  });
});

describe('The key of one of several applications', () => {
  const { TRTC_SDK_APP_ID: _, ...without } = enough;
  const read = (secretKey: string) =>
    lines({
      ...without,
      TRTC_APPS: JSON.stringify([
        { name: 'a', sdkAppId: 1 },
        { name: 'b', sdkAppId: 2, secretKey },
      ]),
    });

  test.each([...odd, ...blanks])('may not have %j in it', (character, what, codePoint) => {
    for (const key of [`t0psecret${character}`, `t0psecret${character}x`])
      expect(read(key)).toEqual(said('TRTC_APPS.1.secretKey', 10, what, codePoint));
  });

  test('may hold any printable ASCII', () => expect(read('t0psecret "~!')).toEqual([]));
});

test.each(['PORT', 'TRTC_APPS', 'STORE_URL', 'TRTC_ENDPOINT', 'INGEST_ADMINS', 'LOG_LEVEL', 'TRTC_REGION'])(
  '%s within quotes is said as that, once, without its value',
  (name) => {
    const said = lines({
      ...enough,
      TRTC_SDK_APP_ID: name === 'TRTC_APPS' ? '' : enough.TRTC_SDK_APP_ID,
      [name]: '"t0psecret"',
    });
    expect(said).toEqual([
      `${name} must be written without quotes around it: they count as part of the value`,
    ]);
  },
);

test('Everything that is wrong with secrets is said at once, each in one line without its value', () => {
  const environment = Object.fromEntries(secrets.map(([name, value]) => [name, `${value}\u200b\u00a0`]));
  const wrong = lines({ ...enough, ...environment, PORT: '"1"' });
  expect(wrong.map((line) => line.split(' ')[0]).sort()).toEqual(
    [...secrets.map(([name]) => name), 'PORT'].sort(),
  );
  expect(wrong.join()).not.toContain('t0psecret');
  expect(wrong.every((line) => !line.includes('\n'))).toBe(true);
});

test('What is copied is taken without the blanks around it', () => {
  const config = readConfig({ ...enough, TENCENTCLOUD_SECRET_KEY: '\r\n key with spaces \n' });
  expect(config.trtc.secretKey.reveal()).toBe('key with spaces');
});
