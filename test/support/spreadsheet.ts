const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * What Excel shows of a cell of a CSV file that it has opened, and writes when it saves it, with settings of the United
 * States. It looks at no quotes: these were gone before. Reported in SEED-platform/seed#2562 (zeros in front),
 * sqlitebrowser/sqlitebrowser#160 (5.57e+92), Emurasoft/excel-csv-import#129 (1-1), Aternus/csv-to-xlsx#13 (MAR 3),
 * FreeAndFair/ColoradoRLA#783 (1-2-3).
 */
export function shownByExcel(cell: string): string {
  const text = cell.trim();
  if (/^[=@]/.test(text) || /^[+-](?![\d.(])/.test(text)) return '#NAME?';
  return asNumber(text) ?? asDate(text) ?? asTime(text) ?? asTruth(text) ?? cell;
}

function asNumber(text: string): string | undefined {
  const [, open, amount, close] =
    /^(\()?\$?(-?[\d,]*\.?\d*(?:E[+-]?\d+)?)(\))?%?$/i.exec(text.replace(/^\+/, '')) ?? [];
  if (amount === undefined || !/^-?[.,]?\d/.test(amount) || (open === undefined) !== (close === undefined))
    return undefined;
  const number = Number(amount.replaceAll(',', '')) * (open === undefined ? 1 : -1);
  if (!Number.isFinite(number)) return undefined;
  const rest = `${text.includes('%') ? '%' : ''}`;
  if (/e/i.test(amount) || Math.abs(number) >= 1e11)
    return number
      .toExponential(2)
      .replace(/e([+-])(\d)$/, 'E$10$2')
      .replace('e', 'E');
  return `${text.includes('$') ? '$' : ''}${number}${rest}`;
}

function asDate(text: string): string | undefined {
  const [, month, day] = /^(\d{1,2})[-/](\d{1,2})(?:[-/]\d{2,4})?$/.exec(text) ?? [];
  if (month !== undefined && day !== undefined) return dateOf(Number(month), Number(day));
  const [, before, name = '', after] = /^(\d{1,2})?[- ]?([a-z]{3,9})[- ]?(\d{1,4})?$/i.exec(text) ?? [];
  const at = months.findIndex((each) => name.toLowerCase().startsWith(each.toLowerCase()));
  const number = before ?? after;
  return at < 0 || number === undefined ? undefined : dateOf(at + 1, Number(number));
}

function dateOf(month: number, day: number): string | undefined {
  const name = months[month - 1];
  if (name === undefined || day < 1) return undefined;
  return day <= 31 ? `${day}-${name}` : `${name}-${String(day).slice(-2).padStart(2, '0')}`;
}

function asTime(text: string): string | undefined {
  const [, hours, minutes] = /^(\d{1,2}):(\d\d)$/.exec(text) ?? [];
  if (hours !== undefined) return `${Number(hours)}:${minutes}`;
  const [, hour, half] = /^(\d{1,2}) ?([ap])m?$/i.exec(text) ?? [];
  return hour === undefined || half === undefined ? undefined : `${Number(hour)}:00 ${half.toUpperCase()}M`;
}

function asTruth(text: string): string | undefined {
  return /^(?:true|false)$/i.test(text) ? text.toUpperCase() : undefined;
}
