/**
 * Characters that take no place of their own, which come along when text is copied or typed on a phone: all of Unicode's
 * format characters (Cf: zero-width spaces and joiners, marks of direction, the soft hyphen, the byte order mark, tags),
 * variation selectors, the fillers of Hangul and Khmer, the joiner of graphemes, and the stand-in for objects.
 */
const invisible =
  /[\p{Cf}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180D\u180F\u3164\uFE00-\uFE0F\uFFA0\uFFFC\u{E0100}-\u{E01EF}]/gu;

/** The text without what nobody can see in it. Spaces and line breaks stay. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}
