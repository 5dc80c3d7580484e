/** The words of a command, or the sentence that says why it cannot be read. */
export type Words = { ok: true; words: string[] } | { ok: false; problem: string };

/**
 * Splits a command's text into words as the person meant them, undoing what Slack and phones make of it:
 * escaped links, mentions and entities, dashes for `--`, typographic quotes, no-break spaces.
 */
export function toWords(text: string): Words {
  const plain = unescapeSlack(text)
    .replace(/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, '');
  return split(restoreQuotes(restoreDashes(plain)));
}

/** The name of the command that a text begins with; undefined where there is none. */
export function commandIn(text: string): string | undefined {
  const read = toWords(text);
  const name = read.ok ? read.words[0] : undefined;
  return name === undefined ? undefined : asListed(name);
}

/** The name of a command as the help lists it, however it was typed. */
export function asListed(name: string): string {
  return name.toLowerCase().replace(/^--?/, '');
}

/** Slack wraps what it recognised in <…> and escapes the three characters that would clash with that. */
function unescapeSlack(text: string): string {
  return text
    .replace(/<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g, (_, kind: string, target: string, label?: string) =>
      kind === '' ? asTyped(target, label) : target.replace(/^subteam\^/, ''),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

const schemeOfSlack = /^(?:https?:\/\/|mailto:)/;

/** Slack makes a link of words like room.live and puts a scheme before them that nobody typed. */
function asTyped(target: string, label: string | undefined): string {
  return label !== undefined && schemeOfSlack.test(target) && target.replace(schemeOfSlack, '') === label
    ? label
    : target;
}

/** Phones write -- as one long dash: at the start of a word, before a letter it was an option, before a digit a minus. */
function restoreDashes(text: string): string {
  return text
    .replace(/(^|\s)(?:[\u2010-\u2015]{1,2}|-[\u2010-\u2015])(?=[a-zA-Z])/g, '$1--')
    .replace(/(^|[\s=])[\u2010-\u2015\u2212](?=\d)/g, '$1-');
}

/** Typographic quotes count only where a quotation can begin or end: inside a word they are part of it. */
function restoreQuotes(text: string): string {
  return text
    .replace(/(^|[\s=])[“”„‟«»]/g, '$1"')
    .replace(/[“”„‟«»](?=\s|$)/g, '"')
    .replace(/(^|[\s=])[‘’‚‹›]/g, "$1'")
    .replace(/[‘’‚‹›](?=\s|$)/g, "'");
}

/** A quotation begins at a word's start or after its first `=`, and ends at the next quote of its kind before a space. */
const word = /\s*((?:--?[\w-]+=)?)(?:"([^"]*)"|'([^']*)'|(\S+))(?=\s|$)/y;
const opensQuote = /^(?:--?[\w-]+=)?["']/;

function split(text: string): Words {
  const words: string[] = [];
  const rest = text.trimEnd();
  word.lastIndex = 0;
  while (word.lastIndex < rest.length) {
    const found = word.exec(rest);
    if (found === null) return { ok: false, problem: 'The command cannot be read.' };
    const [, option = '', double, single, bare] = found;
    if (bare !== undefined && opensQuote.test(option + bare)) {
      return {
        ok: false,
        problem:
          'A quotation mark is missing, or stands inside a word: put quotes around the whole value, as in `"main stage"`.',
      };
    }
    words.push(option + (double ?? single ?? bare ?? ''));
  }
  return { ok: true, words };
}
