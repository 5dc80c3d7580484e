import { isObject, type JsonObject } from '../json.ts';

/** What is wrong, and where: a JSON pointer, as Slack writes it. */
export interface Problem {
  at: string;
  says: string;
}
export type Check = (value: unknown, at: string) => readonly Problem[];
/** Looks at an object whose fields are already known to be right. */
export type Rule = (value: JsonObject, at: string) => readonly Problem[];

export function wrong(at: string, says: string): readonly Problem[] {
  return [{ at, says }];
}

/** "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]", as in response_metadata.messages. */
export function inSlackWords(problem: Problem): string {
  return `[ERROR] ${problem.says} [json-pointer:${problem.at}]`;
}

export function string({ min = 1, max }: { min?: number; max: number }): Check {
  return (value, at) => {
    if (typeof value !== 'string') return wrong(at, 'must be a string');
    if (value.length < min) return wrong(at, `must be more than ${min - 1} characters`);
    if (value.length > max) return wrong(at, `must be less than ${max + 1} characters`);
    return [];
  };
}

export const flag: Check = (value, at) => (typeof value === 'boolean' ? [] : wrong(at, 'must be a boolean'));

export function integer({ min, max }: { min: number; max: number }): Check {
  return (value, at) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return wrong(at, 'must be an integer');
    if (value < min) return wrong(at, `must be greater than or equal to ${min}`);
    if (value > max) return wrong(at, `must be less than or equal to ${max}`);
    return [];
  };
}

export const numeric: Check = (value, at) =>
  typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
    ? []
    : wrong(at, 'must be a string with a number');

export const url: Check = (value, at) => {
  if (typeof value !== 'string' || !/^https?:\/\/\S+$/.test(value)) return wrong(at, 'invalid url');
  return value.length > 3000 ? wrong(at, 'must be less than 3001 characters') : [];
};

export function oneOf(...allowed: readonly string[]): Check {
  return (value, at) =>
    typeof value === 'string' && allowed.includes(value)
      ? []
      : wrong(at, `must be one of: ${allowed.join(', ')}`);
}

export function list(check: Check, { min = 1, max }: { min?: number; max: number }): Check {
  return (value, at) => {
    if (!Array.isArray(value)) return wrong(at, 'must be an array');
    if (value.length < min) return wrong(at, `no fewer than ${min} items allowed`);
    if (value.length > max) return wrong(at, `no more than ${max} items allowed`);
    return value.flatMap((item, index) => check(item, `${at}/${index}`));
  };
}

export function object(shape: {
  required?: Record<string, Check>;
  optional?: Record<string, Check>;
  rules?: readonly Rule[];
}): Check {
  const { required = {}, optional = {}, rules = [] } = shape;
  const known = { ...required, ...optional };
  return (value, at) => {
    if (!isObject(value)) return wrong(at, 'must provide an object');
    const problems = [
      ...Object.keys(required)
        .filter((name) => value[name] === undefined)
        .flatMap((name) => wrong(at, `missing required field: ${name}`)),
      ...Object.entries(value).flatMap(([name, inner]) => {
        const check = known[name];
        if (check === undefined) return wrong(at, `invalid additional property: ${name}`);
        return inner === undefined ? [] : check(inner, `${at}/${name}`);
      }),
    ];
    return problems.length > 0 ? problems : rules.flatMap((rule) => rule(value, at));
  };
}

/** An object of one of several types, told apart by its `type`. */
export function byType(table: Record<string, Check>): Check {
  return (value, at) => {
    if (!isObject(value)) return wrong(at, 'must provide an object');
    if (typeof value.type !== 'string') return wrong(at, 'missing required field: type');
    const check = Object.hasOwn(table, value.type) ? table[value.type] : undefined;
    return check === undefined ? wrong(`${at}/type`, `unsupported type: ${value.type}`) : check(value, at);
  };
}
