import type { Check } from './check.ts';
import type { Trial } from './trial.ts';

const mark = { true: '  agrees   ', false: '  DIFFERS  ' } as const;

/** What was assumed and what was seen, side by side. `isWhole`: the trial came to its end. */
export function verdict(trial: Trial, checks: readonly Check[], isWhole: boolean): string {
  const lines = checks.map(
    ({ assumed, holds, saw }) => `${mark[`${holds}`]}${assumed}\n           Seen: ${saw}`,
  );
  return [`The bot assumes: ${trial.assumes}`, ...lines, conclusion(trial, checks, isWhole)].join('\n');
}

function conclusion({ name }: Trial, checks: readonly Check[], isWhole: boolean): string {
  const differs = checks.some(({ holds }) => !holds);
  if (!differs && !isWhole) return 'Nothing is settled.';
  const tell = `Open an issue with this output: it holds no secrets, but your SdkAppId. The line ${name} of docs/tencent.md can then go.`;
  return differs
    ? `What was seen DIFFERS from that, so the bot is wrong about it. ${tell}`
    : `What was seen agrees with that. ${tell}`;
}
