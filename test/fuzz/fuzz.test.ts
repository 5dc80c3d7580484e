import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fuzz, type Layer } from './fuzz.ts';
import { sharedOut, subject } from './property.ts';

const harmless = subject('numbers', 3, fc.nat(), () => {});
const harmful = subject('other numbers', 1, fc.nat(), (n) => {
  if (n > 5) throw new Error('too large');
});

async function said(args: string[], layers: Layer[]): Promise<{ status: number; lines: string[] }> {
  const lines: string[] = [];
  const status = await fuzz(args, layers, { line: (text) => lines.push(text), progress: undefined });
  return { status, lines };
}

const layer = (...subjects: Layer['subjects']): Layer => ({ name: 'here', part: 1, subjects });

test('Where no case does harm the exit status is 0, and it says how many there were', async () => {
  const { status, lines } = await said(['--cases', '40', '--seed', '7'], [layer(harmless)]);
  expect(status).toBe(0);
  expect(lines[0]).toBe('40 cases, seed 7');
  expect(lines[1]).toMatch(/^✓ here · numbers: 40 cases, \d+ a second$/);
});

test('A layer that is tried alone gets all cases', async () => {
  const other = { ...layer(harmful), name: 'there' };
  const { status, lines } = await said(['--cases', '40', '--only', 'here'], [layer(harmless), other]);
  expect([status, lines[1]]).toEqual([0, expect.stringMatching(/^✓ here · numbers: 40 cases/)]);
});

test('A case that does harm is shown with the seed that finds it again, and the exit status is 1', async () => {
  const { status, lines } = await said(['--seed', '7'], [layer(harmless, harmful)]);
  expect(status).toBe(1);
  expect(lines.join('\n')).toMatch(/✗ here · other numbers: .*\n[\s\S]*seed: 7[\s\S]*Counterexample: \[6\]/);
  expect(lines.join('\n')).toContain('too large');
  expect(lines.at(-1)).toContain('--seed 7');
});

test('What was wrong and came late counts too', async () => {
  const stop = async () => {
    throw new Error('late');
  };
  const { status, lines } = await said(['--cases', '4'], [{ ...layer(harmless), stop }]);
  expect(status).toBe(1);
  expect(lines).toContain('✗ here, after its last case: late');
});

test.each([
  ['--cases', '0'],
  ['--cases', 'many'],
  ['--seed', '1.5'],
  ['--what', '1'],
  ['--only', 'nothing'],
])('%s %s is not understood', async (...args) => {
  expect(await said(args, [layer(harmless)])).toEqual({
    status: 2,
    lines: ["npm run fuzz -- [--cases N] [--seed N] [--only 'NAME OF A LAYER']"],
  });
});

test('Every subject has its share of the cases, and at least one', () => {
  const shares = sharedOut([harmless, harmful], 100).map(([{ name }, share]) => [name, share]);
  expect(shares).toEqual([
    ['numbers', 75],
    ['other numbers', 25],
  ]);
  expect(sharedOut([harmless, harmful], 1).map(([, share]) => share)).toEqual([1, 1]);
});
