const words = new Intl.RelativeTimeFormat('en');
const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** What Slack shows for `{ago}`, such as '3 minutes ago'. Both are in milliseconds since 1970. */
export function ago(at: number, now: number): string {
  const passed = now - at;
  const [unit, ms] = units.find(([, length]) => Math.abs(passed) >= length) ?? ['second', 1000];
  return words.format(-Math.trunc(passed / ms), unit);
}
