/**
 * What is drawn as nothing at all, by Unicode's own properties: format characters (Cf: zero-width spaces and joiners,
 * marks of direction, byte order marks, the soft hyphen, tags) and what is ignored by default (variation selectors, the
 * combining grapheme joiner, Hangul and Khmer fillers), controls that are no space, the empty braille cell and the
 * placeholder of a lost object, which dictation leaves behind.
 */
const invisible = /(?![\t-\r\u0085])[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800\uFFFC]/gu;

/**
 * The text without the characters that nobody sees, which phones, web pages and chat programs leave in what is copied.
 * Spaces of every kind and line ends stay as they are.
 */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}
