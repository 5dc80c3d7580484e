import { ago } from '../../../slack/ago.ts';

const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
const shortDay: Intl.DateTimeFormatOptions = { ...day, month: 'short' };
const longDay: Intl.DateTimeFormatOptions = { ...day, weekday: 'long' };
const minute: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };

export function isMoment(seconds: number): boolean {
  return !Number.isNaN(new Date(seconds * 1000).getTime());
}

/** A moment by the tokens of Slack's date formatting, in the reader's zone. */
export function formatDate(seconds: number, format: string): string {
  const at = new Date(seconds * 1000);
  return format.replaceAll(/\{(\w+)\}/g, (token, name) => formatted(at, name) ?? token);
}

function formatted(at: Date, name: string): string | undefined {
  switch (name) {
    case 'date_num':
      return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
    case 'date_slash':
      return at.toLocaleDateString();
    case 'date':
      return at.toLocaleDateString(undefined, day);
    case 'date_short':
      return at.toLocaleDateString(undefined, shortDay);
    case 'date_long':
      return at.toLocaleDateString(undefined, longDay);
    case 'date_pretty':
      return near(at) ?? at.toLocaleDateString(undefined, day);
    case 'date_short_pretty':
      return near(at) ?? at.toLocaleDateString(undefined, shortDay);
    case 'date_long_pretty':
      return near(at) ?? at.toLocaleDateString(undefined, longDay);
    case 'time':
      return clock(at);
    case 'time_secs':
      return at.toLocaleTimeString(undefined, { ...minute, second: '2-digit' });
    case 'ago':
      return ago(at.getTime(), Date.now());
    default:
      return undefined;
  }
}

/** The time of day in the reader's zone and habit. */
export function clock(at: Date): string {
  return at.toLocaleTimeString(undefined, minute);
}

function near(at: Date): string | undefined {
  const days = Math.round((midnight(at) - midnight(new Date())) / 86_400_000);
  return { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(days)];
}

function midnight(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
