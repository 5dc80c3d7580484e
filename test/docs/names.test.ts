import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Document, documentPaths, filesAndFolders, readDocument } from '../support/documents.ts';

const documents = documentPaths.map(readDocument);
const there = filesAndFolders();

/** A path from the root, wherever it stands: in a sentence, a table, an example or a diagram. */
const path = /(?<![\w./@-])(?:src|test|docs|sandbox|trial|\.github|\.ci)\/[\w.*{},/-]*[\w*}/]/g;
/** A file or a folder by its looks, between backticks: it must be named from the root too. */
const looksLikeFile = /^[\w.*{},/-]+\.(?:ts|tsx|js|json|md|yml|css|html|png)$/;
const looksLikeFolder = /^[\w.-]+(?:\/[\w.-]+)*\/$/;
/** These are made by a build or by the bot. */
const isMade = (name: string) => /^(?:dist|build|data)\//.test(name);

function namedIn({ text, codes }: Document): string[] {
  const byLooks = codes.filter((code) => looksLikeFile.test(code) || looksLikeFolder.test(code));
  return [...new Set([...(text.match(path) ?? []), ...byLooks])].filter((name) => !isMade(name));
}

/** `a{b,c}` stands for `ab` and `ac`. */
function spelledOut(name: string): string[] {
  const [, before = '', choices, after = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(name) ?? [];
  if (choices === undefined) return [name];
  return choices.split(',').flatMap((choice) => spelledOut(`${before}${choice.trim()}${after}`));
}

function isThere(name: string): boolean {
  const pattern = name
    .replace(/\/$/, '')
    .replaceAll(/[.+?^$()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*');
  return there.some((each) => new RegExp(`^${pattern}$`).test(each));
}

describe('Every file and folder is there that is named in', () => {
  test.each(documents.map((document) => [document.path, document] as const))('%s', (_, document) => {
    const missing = namedIn(document)
      .flatMap(spelledOut)
      .filter((name) => !isThere(name));
    expect(missing).toEqual([]);
  });
});

test('Files are named in many places, and globs too', () => {
  const names = documents.flatMap(namedIn);
  expect(names.length).toBeGreaterThan(100);
  expect(names.some((name) => name.includes('*'))).toBe(true);
});

describe('Every link leads somewhere in', () => {
  test.each([...documentPaths, 'CHANGELOG.md'])('%s', (from) => {
    const links = readDocument(from).links.filter((link) => !/^[a-z]+:/.test(link));
    const broken = links.filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? from : join(dirname(from), file);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !readDocument(target).anchors.has(anchor);
    });
    expect(broken).toEqual([]);
  });
});

test('Every page of docs/ is linked in README.md', () => {
  const { links } = readDocument('README.md');
  expect(documentPaths.filter((page) => page !== 'README.md' && !links.includes(page))).toEqual([]);
});

test('Every script that the pages name is in package.json', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const named = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name = '']) => ({ path, name })),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test('CONTRIBUTING.md says of every package why it is there, and of no other', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const packages = Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => !name.startsWith('@types/'),
  );
  const [table] = readDocument('CONTRIBUTING.md').tables.filter(({ head }) => head[0] === 'package');
  const explained = (table?.rows ?? []).flatMap(([names = '']) => names.split(', '));
  expect([...explained].sort()).toEqual(packages.sort());
});

test('README.md has at most 150 lines', () => {
  expect(readFileSync('README.md', 'utf8').split('\n').length - 1).toBeLessThanOrEqual(150);
});
