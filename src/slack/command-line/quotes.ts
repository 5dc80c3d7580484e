/** Quotes of one kind, the plain one among them: if one opens, any of them may close, its partner before all others. */
interface QuoteKind {
  opening: string;
  closing: string;
  partners: Readonly<Record<string, string>>;
}

const doubles: QuoteKind = {
  opening: '"“”„‟«»＂「『《〈〝″❝⹂',
  closing: '"“”„‟«»＂」』》〉〞〟″❞',
  partners: {
    ...{ '"': '"', '“': '”', '”': '”', '„': '“', '‟': '”', '«': '»', '»': '«', '＂': '＂' },
    ...{ '「': '」', '『': '』', '《': '》', '〈': '〉', '〝': '〞', '″': '″', '❝': '❞' },
  },
};
const singles: QuoteKind = {
  opening: "'‘’‚‛‹›＇❛",
  closing: "'‘’‚‛‹›＇❜",
  partners: { "'": "'", '‘': '’', '’': '’', '‚': '‘', '‹': '›', '›': '‹', '＇': '＇', '❛': '❜' },
};

export interface Quotation {
  /** What stands between the quotes. */
  text: string;
  /** Where the word ends that it is: behind the quote, and behind marks and signs that follow it. */
  end: number;
}

/** Marks of formatting, and what ends a sentence: none of it belongs to what was quoted. */
const behind = /[`*]*[.,;]*(?=\s|$)/y;

/**
 * Reads a quotation that begins at `from`: undefined if no quote stands there, `open` if it does not end before a
 * space or the end of the text.
 */
export function quotationAt(text: string, from: number): Quotation | 'open' | undefined {
  const quote = text.charAt(from);
  const kind = [doubles, singles].find(({ opening }) => quote !== '' && opening.includes(quote));
  if (kind === undefined) return undefined;
  const partner = kind.partners[quote];
  return (
    closedBy((sign) => sign === partner, text, from) ??
    closedBy((sign) => kind.closing.includes(sign), text, from) ??
    'open'
  );
}

function closedBy(closes: (sign: string) => boolean, text: string, from: number): Quotation | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    if (!closes(text.charAt(at))) continue;
    behind.lastIndex = at + 1;
    if (behind.test(text)) return { text: text.slice(from + 1, at), end: behind.lastIndex };
  }
  return undefined;
}
