import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const text = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

/** What stands in the file in place of the brackets, as words. */
function wordsOf(file: string, where: RegExp): string[] {
  return where.exec(text(file))?.[1]?.split(/[ ,"]+/) ?? [];
}

test('Whatever starts the bot gives Node the same options, which the bench takes from the Procfile', () => {
  const web = wordsOf('Procfile', /^web: (.+)$/m);
  expect(web).toEqual([
    'node',
    expect.stringMatching(/^--max-semi-space-size=\d+$/),
    expect.stringMatching(/^--v8-pool-size=\d+$/),
    'dist/index.js',
  ]);
  expect(wordsOf('Procfile', /^worker: (.+)$/m)).toEqual(web);
  expect(wordsOf('Dockerfile', /^CMD \["(.+)"\]$/m)).toEqual(web);
  const start = wordsOf('package.json', /"start": "(.+)"/);
  expect(start.filter((word) => word !== '--env-file-if-exists=.env')).toEqual(web);
});
