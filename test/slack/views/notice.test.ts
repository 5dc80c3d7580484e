import { expect, test } from '@jest/globals';
import { notice, ofCheck } from '../../../src/slack/views/notice.ts';
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

test('A notice over a form is called after what it is about, and leads back', () => {
  expect(notice('One moment…', ofCheck)).toMatchObject({
    title: { text: 'Check the source' },
    close: { text: 'Back' },
  });
  expect(viewProblems(notice('x'.repeat(5000), ofCheck))).toEqual([]);
});
