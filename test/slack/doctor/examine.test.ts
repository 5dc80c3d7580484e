import { expect, test } from '@jest/globals';
import { examine } from '../../../src/slack/doctor/examine.ts';
import { type Check, fine } from '../../../src/slack/doctor/finding.ts';
import { untilAborted } from '../../support/waits.ts';

const check = (subject: string, run: Check['run']): Check => ({ subject, whenSilent: 'Wait.', run });
const logged: unknown[] = [];
const logger = { info: () => {}, warn: () => {}, error: (facts: object) => void logged.push(facts) };

test('A check that hangs and one that breaks do not keep the others from telling', async () => {
  const surprise = new Error('surprise');
  const checks = [
    check('The one that hangs', () => new Promise(() => {})),
    check('The one that breaks', async () => {
      throw surprise;
    }),
    check('The one that works', async () => [fine('It works.'), fine('So does that.')]),
  ];
  const wait = () => new Promise<void>((resolve) => setImmediate(resolve));
  expect(await examine(checks, { ms: 5_000, wait }, logger)).toEqual([
    { level: 'broken', fact: 'The one that hangs gave no answer in time.', remedy: 'Wait.' },
    {
      level: 'broken',
      fact: 'The one that breaks could not be looked at.',
      remedy: "Whoever runs the bot finds the cause in the bot's log.",
    },
    { level: 'fine', fact: 'It works.' },
    { level: 'fine', fact: 'So does that.' },
  ]);
  expect(logged).toEqual([{ error: surprise, check: 'The one that breaks' }]);
});

test('Checks run side by side', async () => {
  let second: () => void = () => {};
  const secondRuns = new Promise<void>((resolve) => {
    second = resolve;
  });
  const checks = [
    check('first', () => secondRuns.then(() => [fine('The second one ran meanwhile.')])),
    check('second', async () => {
      second();
      return [];
    }),
  ];
  expect(await examine(checks, { ms: 5_000, wait: untilAborted }, logger)).toEqual([
    fine('The second one ran meanwhile.'),
  ]);
});
