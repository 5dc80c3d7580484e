const { readFileSync } = require('node:fs');
const { dirname, join, sep } = require('node:path');

/** What makes a test one that is not quick: another process, a thread of its own or a browser. */
const outside = /from '(?:node:child_process|node:worker_threads|playwright-core)'/;
const relativeImport = /from '(\.[^']+\.ts)'/g;
const product = `${sep}src${sep}`;

/** @type {Map<string, boolean>} */
const known = new Map();

/**
 * Whether a test file starts other processes (the bot, Redis, Chromium), itself or by what it imports from the tests
 * and the sandbox. It is read off the imports, so there is no list to keep.
 */
function startsProcesses(path) {
  const before = known.get(path);
  if (before !== undefined) return before;
  known.set(path, false);
  const text = readFileSync(path, 'utf8');
  const imports = [...text.matchAll(relativeImport)].map(([, to]) => join(dirname(path), to));
  const found = outside.test(text) || imports.some((to) => !to.includes(product) && startsProcesses(to));
  known.set(path, found);
  return found;
}

module.exports = { startsProcesses };
