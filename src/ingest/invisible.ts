/**
 * Characters that take no place of their own, which come along when text is copied or typed on a phone: all of Unicode's
 * format characters (Cf) and what it calls ignorable (zero-width spaces and joiners, marks of direction, the soft hyphen,
 * the byte order mark, tags, variation selectors, fillers), and the stand-in for objects.
 */
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}\uFFFC]/gu;

/** The text without what nobody can see in it. Spaces and line breaks stay. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}
