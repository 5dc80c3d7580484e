import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';
import type { Diagnostics } from 'recheck';
import { isObject } from '../sandbox/slack/json.ts';

const root = fileURLToPath(new URL('../src', import.meta.url));

interface Expression {
  source: string;
  flags: string;
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
  .sort();
const trees = files.map((path): [string, unknown] => [
  path,
  parseSync(readFileSync(join(root, path), 'utf8'), { syntax: 'typescript', target: 'es2023' }),
]);

/** Everything within a syntax tree that has a type. */
function nodesIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (!isObject(value)) return [];
  const inner = Object.values(value).flatMap(nodesIn);
  return typeof value.type === 'string' ? [value, ...inner] : inner;
}

function expressionsIn(tree: unknown): Expression[] {
  return nodesIn(tree).flatMap(({ type, pattern, flags }) =>
    type === 'RegExpLiteral' ? [{ source: String(pattern), flags: String(flags) }] : [],
  );
}

/** What an attacker would type, where the time that the expression takes grows faster than the text; undefined where it does not. */
function attackOf(found: Diagnostics): string | undefined {
  if (found.status === 'safe') return undefined;
  return found.status === 'vulnerable' ? found.attack.pattern : `nobody knows: ${found.error.kind}`;
}

/** Checks expressions one after the other, outside of Jest's environment, in which that takes ten times as long. */
async function attacksOn(expressions: readonly Expression[]): Promise<(string | undefined)[]> {
  const worker = new Worker(new URL('./regular-expressions.worker.js', import.meta.url), {
    workerData: expressions,
  });
  const attacks: (string | undefined)[] = [];
  worker.on('message', (found: Diagnostics) => attacks.push(attackOf(found)));
  const [status] = await once(worker, 'exit');
  if (status !== 0 || attacks.length !== expressions.length)
    throw new Error('The checker did not come to its end');
  return attacks;
}

const expressions = trees.flatMap(([path, tree]) =>
  expressionsIn(tree).map(({ source, flags }) => [path, source, flags] as const),
);

test('The expressions that are looked at are those that there are', () => {
  expect(expressionsIn(parseSync('const a = /x+/giu, b = [/y/];', { syntax: 'typescript' }))).toEqual([
    { source: 'x+', flags: 'giu' },
    { source: 'y', flags: '' },
  ]);
  expect(expressions.length).toBeGreaterThan(50);
});

const isRegExp = (callee: unknown) => isObject(callee) && callee.value === 'RegExp';

test('None is put together while the bot runs, where nobody could look at it before', () => {
  const made = trees.filter(([, tree]) =>
    nodesIn(tree).some(
      ({ type, callee }) => /^(?:New|Call)Expression$/.test(String(type)) && isRegExp(callee),
    ),
  );
  expect(made.map(([path]) => path)).toEqual([]);
});

describe('No text takes longer than its length allows:', () => {
  const known = [
    { source: '^(a|a)*$', flags: '' },
    { source: '\\s+$', flags: '' },
  ];
  let attacks: readonly (string | undefined)[] = [];
  beforeAll(async () => {
    attacks = await attacksOn([...known, ...expressions.map(([, source, flags]) => ({ source, flags }))]);
  }, 300_000);

  test('exponential and quadratic time is found where it is known to be', () => {
    expect(attacks.slice(0, known.length)).toEqual([expect.any(String), expect.any(String)]);
  });

  test.each(expressions.map((expression, index) => [...expression, index] as const))(
    '%s /%s/%s',
    (_path, _source, _flags, index) => {
      expect(attacks[known.length + index]).toBeUndefined();
    },
  );
});
