import type { Adjustment } from './control.ts';
import type { Draft, Field } from './fields.ts';
import type { Problem } from './problem.ts';
import { readFields, type StartRules } from './request.ts';

/** What can be changed while a stream runs (the service's page 63238). */
export const adjustable = ['url', 'volume', 'tempo', 'progress'] as const satisfies readonly Field[];

export type ReadAdjustment =
  | { ok: true; adjustment: Adjustment }
  | { ok: false; problems: readonly Problem[] };

/** Checks a change of a running stream by the rules of a start. What cannot be changed while it runs is left out. */
export function readAdjustment(given: Draft, rules: Pick<StartRules, 'mayPull'>): ReadAdjustment {
  const fields: Draft = {};
  for (const field of adjustable) if (given[field] !== undefined) fields[field] = given[field];
  const read = readFields(fields, rules);
  if (!read.ok) return read;
  const { url, volume, tempo, progress } = read.fields;
  const change = {
    ...(url === undefined ? {} : { url }),
    ...(volume === undefined ? {} : { volume }),
    ...(tempo === undefined ? {} : { tempo }),
    ...(progress === undefined ? {} : { progress }),
  };
  return { ok: true, adjustment: { change, fields } };
}
