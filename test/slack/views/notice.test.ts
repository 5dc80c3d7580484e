import { expect, test } from '@jest/globals';
import { notice } from '../../../src/slack/views/notice.ts';
import { viewProblems } from '../../support/slack-limits.ts';

test('A notice has a form’s place, says why, and can only be closed', () => {
  const view = notice('One moment…');
  expect(viewProblems(view)).toEqual([]);
  expect(view).not.toHaveProperty('submit');
  expect(view.blocks).toEqual([
    { type: 'section', text: { type: 'mrkdwn', text: 'One moment…', verbatim: true } },
  ]);
});

test('Slack takes a notice of any length', () => {
  expect(viewProblems(notice('x'.repeat(5000)))).toEqual([]);
});
