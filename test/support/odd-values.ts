/** What has been seen in the place of a text that names something: null and numbers, lists, blanks, what nobody can type. */
export const noText: [string, unknown][] = [
  ['null', null],
  ['missing', undefined],
  ['a number', 12345],
  ['0', 0],
  ['true', true],
  ['false', false],
  ['an object', { id: 'x' }],
  ['an empty object', {}],
  ['a list', ['x']],
  ['an empty list', []],
  ['empty', ''],
  ['blank', '   '],
  ['a tab', '\t'],
  ['a line', 'abc\ndef'],
  ['with a space', 'abc def'],
  ['with a null character', 'abc\u0000'],
  ['with an escape', '\u001b[31mabc'],
  ['no-break space', '\u00a0'],
  ['a zero-width space', 'abc\u200b'],
  ['letters that are not ASCII', 'täsk'],
  ['full-width letters', 'ａｂｃ'],
  ['an emoji', '🎬'],
  ['half a character', '\ud83c'],
  ['far too long', 'x'.repeat(5_000)],
];

/** What must never be read by a person. */
export const notForPeople = /\[object |\bnull\b|\bundefined\b|\bNaN\b/;
