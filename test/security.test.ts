import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

/** The first cells of its tables, which say what each row is about. */
const subjects = readFileSync('SECURITY.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|')[1] ?? '')
  .join();

test('SECURITY.md has a reason for every scope that the manifest asks for', () => {
  const { oauth_config } = parse(readFileSync('manifest.yml', 'utf8'));
  const scopes: string[] = oauth_config.scopes.bot;
  expect(scopes.length).toBeGreaterThan(3);
  expect(scopes.filter((scope) => !subjects.includes(`\`${scope}\``))).toEqual([]);
});

test('SECURITY.md says of every secret setting what it opens', () => {
  const settings = readFileSync('.env.example', 'utf8').matchAll(/^(?:# )?([A-Z_]+)=/gm);
  const secret = [...settings]
    .map(([, name = '']) => name)
    .filter(
      (name) =>
        /TOKEN|SECRET|_KEY$|_APPS$|STORE_URL|HTTPS?_PROXY/.test(name) && name !== 'TRTC_PRIVATE_MAP_KEY',
    );
  expect(secret.length).toBeGreaterThan(7);
  expect(secret.filter((name) => !subjects.includes(`\`${name}\``))).toEqual([]);
});
