/**
 * The URL that a text is; undefined if it is none. URL.canParse is no way to find out: once Node 20 has compiled it, after
 * some thousand calls, it refuses every URL with a letter such as é.
 */
export function parsedUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
