import { parseArgs } from 'node:util';
import { type Subject, sharedOut } from './property.ts';

/** The parts of the bot that get cases: what is pure takes most, since it is many times faster. */
export interface Layer {
  name: string;
  /** Of all cases, at most 1. */
  part: number;
  subjects: readonly Subject[];
  /** Ends what runs. @throws Error with what was wrong and came late */
  stop?: () => Promise<void>;
}

export interface Output {
  line(text: string): void;
  /** Replaced by the next; undefined where nobody looks. */
  progress: ((text: string) => void) | undefined;
}

const usage = "npm run fuzz -- [--cases N] [--seed N] [--only 'NAME OF A LAYER']";

/** Tries every subject of every layer, and says how it went. Gives the exit status. */
export async function fuzz(args: string[], layers: readonly Layer[], output: Output): Promise<number> {
  const options = readOptions(args);
  const only = options?.only;
  const wanted = layers.filter(({ name }) => only === undefined || name === only);
  if (options === undefined || wanted.length === 0) {
    output.line(usage);
    return 2;
  }
  const { cases, seed } = options;
  // What is tried alone gets all cases.
  const whole = wanted.reduce((sum, { part }) => sum + part, 0);
  output.line(`${cases} cases, seed ${seed}`);
  let failures = 0;
  for (const { name, part, subjects, stop } of layers) {
    const its = wanted.some((layer) => layer.name === name) ? Math.round((cases * part) / whole) : 0;
    for (const [subject, share] of its === 0 ? [] : sharedOut(subjects, its)) {
      const report = await tried(`${name} · ${subject.name}`, subject, { numRuns: share, seed }, output);
      if (report !== undefined) failures += 1;
    }
    failures += await ended(name, stop, output);
  }
  output.line(failures === 0 ? 'No harm done.' : `${failures} failed. Again: ${usage} with --seed ${seed}`);
  return failures === 0 ? 0 : 1;
}

function readOptions(args: string[]): { cases: number; seed: number; only: string | undefined } | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: {
        cases: { type: 'string', default: '100000' },
        seed: { type: 'string' },
        only: { type: 'string' },
      },
    });
    const cases = Number(values.cases);
    const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
    return Number.isInteger(cases) && cases > 0 && Number.isInteger(seed)
      ? { cases, seed, only: values.only }
      : undefined;
  } catch {
    return undefined;
  }
}

async function tried(
  name: string,
  subject: Subject,
  how: { numRuns: number; seed: number },
  output: Output,
): Promise<string | undefined> {
  const began = performance.now();
  let done = 0;
  const report = await subject.check(how, () => {
    done += 1;
    if (done % 100 === 0) output.progress?.(`${name}: ${done} of ${how.numRuns}`);
  });
  const perSecond = Math.round((done / (performance.now() - began)) * 1000);
  output.line(`${report === undefined ? '✓' : '✗'} ${name}: ${done} cases, ${perSecond} a second`);
  if (report !== undefined) output.line(report);
  return report;
}

/** What began late may still be wrong when everything ends. */
async function ended(name: string, stop: (() => Promise<void>) | undefined, output: Output): Promise<number> {
  try {
    await stop?.();
    return 0;
  } catch (error) {
    output.line(`✗ ${name}, after its last case: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
}
