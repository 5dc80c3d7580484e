import type { JsonObject } from '../json.ts';
import { Refusal } from '../refusal.ts';

/** An argument as a text; an empty one counts as missing, as it does for Slack. */
export function text(args: JsonObject, name: string): string | undefined {
  const value = args[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** @throws Refusal invalid_arguments */
export function required(args: JsonObject, name: string): string {
  const value = text(args, name);
  if (value === undefined)
    throw new Refusal('invalid_arguments', [`[ERROR] missing required field: ${name}`]);
  return value;
}

/** Forms carry booleans as words. */
export function flag(args: JsonObject, name: string): boolean {
  return [true, 'true', '1', 1].includes(args[name] as string);
}

export function count(args: JsonObject, name: string, otherwise: number): number {
  const value = Number(args[name] ?? otherwise);
  if (!Number.isInteger(value) || value < 1)
    throw new Refusal('invalid_arguments', [`[ERROR] invalid ${name}`]);
  return value;
}
