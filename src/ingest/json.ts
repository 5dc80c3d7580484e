/** The value that a JSON text stands for; undefined if the text is no JSON. What it holds is for the caller to check. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
