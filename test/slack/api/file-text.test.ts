import { expect, test } from '@jest/globals';
import { fileText } from '../../../src/slack/api/file-text.ts';

const list = 'room;url\nsaal-ä;https://a.b/1.mp4\n';
const bigEndian = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();

test.each<[string, Uint8Array]>([
  ['UTF-8', Buffer.from(list)],
  ['UTF-8 with a byte order mark, as Excel saves "CSV UTF-8"', Buffer.from(`\uFEFF${list}`)],
  ['UTF-16, as Excel saves "Unicode Text"', Buffer.from(`\uFEFF${list}`, 'utf16le')],
  ['UTF-16 with the other order of bytes', bigEndian(list)],
])('A list is read from %s', (_, bytes) => {
  expect(fileText(bytes)).toEqual({ ok: true, text: list });
});

test.each<[string, Uint8Array, string]>([
  [
    'Windows-1252, as Excel saves plain CSV in the West',
    Buffer.from('saal-ä,https://a.b', 'latin1'),
    'encoding',
  ],
  ['Shift-JIS', Uint8Array.of(0x83, 0x8b, 0x81, 0x5b, 0x83, 0x80, 0x2c), 'encoding'],
  ['UTF-8 that was cut within a character', Buffer.from(list).subarray(0, 15), 'encoding'],
  ['a workbook', Buffer.from('PK\u0003\u0004\u0014\u0000', 'latin1'), 'workbook'],
  ['a workbook of Excel 97', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), 'workbook'],
  ['a film', Buffer.from('\u0000\u0000\u0000\u0018ftypmp42', 'latin1'), 'no-text'],
  ['UTF-16 without a byte order mark', Buffer.from(list, 'utf16le'), 'no-text'],
])('No letters are guessed in %s', (_, bytes, because) => {
  expect(fileText(bytes)).toEqual({ ok: false, because });
});
