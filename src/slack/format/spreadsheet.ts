/** Whole numbers that a spreadsheet keeps as they are: it shows twelve digits as 1.23E+11, and takes zeros off the front. */
const plainNumber = /^(?:0|-?[1-9]\d{0,10})$/;
const formula = /^[=@+'-]/;
/** Of these alone numbers, dates, times, amounts and percentages are made. */
const numeric = /^(?=.*\d)[\d.,:%$()E+ -]+$/i;
const timeOfDay = /^\d{1,2}(?::\d\d)? ?[ap]m?$/i;
const monthAndDay =
  /^(?:\d{1,4}[-. ]?)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[-. ]?\d{0,4}$/i;
const truth = /^(?:true|false)$/i;

/** The text with a ' before it if a spreadsheet would take it for a formula, which may do harm, or for a number. */
export function guardedFormula(text: string): string {
  return formula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}

/**
 * The text with a ' before it if a spreadsheet would make something else of it: 007 becomes 7, 1-3 the first of March, 1E5
 * a hundred thousand.
 */
export function guardedText(text: string): string {
  const isChanged = [numeric, timeOfDay, monthAndDay, truth].some((each) => each.test(text));
  return isChanged && !plainNumber.test(text) ? `'${text}` : guardedFormula(text);
}

/** The text of a cell that was kept from becoming a number, as '007, ''007 or ="007"; undefined if it was not. */
export function unguarded(cell: string): string | undefined {
  if (/^'+[^']/.test(cell)) return cell.replace(/^'+/, '');
  return /^="[^"]*"$/.test(cell) ? cell.slice(2, -1) : undefined;
}

/** Errors of spreadsheets, in English and German, and what is shown of a number in a column that is too narrow. */
const formulaError =
  /^#(?:REF|N\/A|NA|NAME|VALUE|DIV\/0|NULL|NUM|SPILL|CALC|ERROR|BEZUG|NV|WERT|ZAHL)[!?]?$|^#{2,}$/i;

/** Whether the cell holds a formula or its error, and so no value. */
export function isFormula(cell: string): boolean {
  return cell.startsWith('=') || formulaError.test(cell);
}

const sign =
  /^(?:(?:\(?\d{1,4}[.)]|\w{1,30}:|\[[ x]?\]|\[?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?\]?|\d{1,2} ?[ap]m|:[a-z0-9_+-]{1,40}:|[$=+*–—•-]) |[>,;|]|room(?: ?(?:id|name|no))?\.? ?[:=])/i;

/**
 * Whether the text begins with what stands before a name and is no part of it: the sign of a list, a time or an emoji and a
 * space, a label such as `room=`, the mark of a mail that is quoted, a bracket that nothing closes.
 */
export function isListItem(text: string): boolean {
  const closing = { '(': ')', '[': ']', '{': '}', '<': '>' }[text.charAt(0)];
  return sign.test(text) || (closing !== undefined && !text.includes(closing));
}

/** Whether the text has what web pages write for signs, such as &amp; or &nbsp;, the last of which may have lost its end. */
export function hasEntity(text: string): boolean {
  return (
    /&(?:amp|lt|gt|quot|apos|nbsp|#x?[0-9a-f]{1,6})(?:;|$)/i.test(text) ||
    /<\/?(?:br|b|i|u|s|a|p|em|strong|span|div|code|td|tr|li)(?:[ /][^<>]{0,60})?>/i.test(text)
  );
}

/** Whether the text stands where a value is not known yet, or is what programs write for none. */
export function isPlaceholder(text: string): boolean {
  return /^(?:\?{1,3}|-{1,3}|x{3}|tb[acd]|to ?do|n\/?a|nan|nil|none|null|undefined|[(<](?:blank|empty|none|null)[)>])$/i.test(
    text,
  );
}

/** Whether it is what a schedule has before each row. */
export function isTimeOfDay(text: string): boolean {
  return /^\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?$|^\d{1,2} ?[ap]m$/i.test(text);
}

/** Whether something stands behind the name of a file in a URL, as in `1.mp4,80`, that may be another value of a list. */
export function goesOnBehindFile(url: string): boolean {
  return /\.(?:m3u8|mp[34]|flv|ts|mov|mkv|m4a)[,;][^/?#.]+$/i.test(url);
}

/** Whether another URL stands in the text, behind a sign with which lists put two into a cell. */
export function holdsTwoUrls(text: string): boolean {
  return /[#$;,|，、；\s]["'(<[]?[a-z][a-z0-9+.-]{1,20}:\/\//i.test(text);
}

const cutNumber = /^-?\d(?:[.,]\d+)?E[+-]\d+$/i;
const groupedNumber = /^\d{1,3}(?:(?:,\d{3})+|(?:\.\d{3})+|(?: \d{3})+)$/;
const fraction = /^\d+[.,]0+$/;
/** In English, and the days of German and French spreadsheets. */
const date =
  /^(?:\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\d{2}|\d{2}\. (?:jan|feb|mrz|apr|mai|jun|jul|aug|sep|okt|nov|dez)|\d{2}-(?:janv|févr|mars|avr|mai|juin|juil|août|sept|déc)\.?)$/i;

/** What a spreadsheet has, or may have, made of a name that looks like a number or a date. */
export function spoilt(cell: string): 'cut' | 'number' | 'date' | undefined {
  if (cutNumber.test(cell)) return 'cut';
  if (groupedNumber.test(cell) || fraction.test(cell)) return 'number';
  return date.test(cell) ? 'date' : undefined;
}
