import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { botScopes, optionalScopes } from '../../../src/slack/api/scopes.ts';

test('The manifest asks for the scopes that the doctor looks for, and no others', () => {
  const manifest = parse(readFileSync('manifest.yml', 'utf8'));
  expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual([...botScopes, ...optionalScopes].toSorted());
});
