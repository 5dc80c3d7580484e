import { expect, test } from '@jest/globals';
import { historyPage } from '../../../src/slack/blocks/task-lines.ts';
import { wordsOf } from '../slack-limits.ts';

const entry = { at: Date.UTC(2026, 10, 21, 18, 2), by: 'U0ALICE', what: 'saved a preset' };

test('What belongs to something that was done stands in the history as code, since people may have named it', () => {
  const words = wordsOf(historyPage({ items: [{ ...entry, about: '_evil_' }], total: 1 }, 0));
  expect(words).toMatch(/<@U0ALICE> saved a preset — `_evil_`$/);
});

test('What nothing belongs to ends there', () => {
  expect(wordsOf(historyPage({ items: [entry], total: 1 }, 0))).toMatch(/<@U0ALICE> saved a preset$/);
});
