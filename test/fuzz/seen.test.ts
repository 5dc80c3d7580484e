import { expect, test } from '@jest/globals';
import { errorRefusals, foreignMarkup, wrongIn } from './seen.ts';

const known = { users: ['U0ALICE'], groups: ['S0TEAM'], channels: ['C0LIVE'] };
const verbatim = (text: string) => ({
  text: 'x',
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }],
});

test.each([
  ['🟢 *`room`* is live · <@U0ALICE> · <#C0LIVE> · <!subteam^S0TEAM>'],
  ['since <!date^1790000000^{time}|18:02 UTC> and <!date^1^{date_short_pretty} {time}|1970-01-01 00:00 UTC>'],
  ['`&lt;!channel|evil&gt; &amp; http://evil.example` was given'],
  ['two\nlines'],
])('%j is what the bot says by itself', (text) => {
  expect(foreignMarkup(text, known)).toEqual([]);
});

test.each([
  ['<!channel>'],
  ['`<!channel>` in code, where Slack calls everybody all the same'],
  ['<@U0ALICE|somebody>'],
  ['<@U0OTHER>'],
  ['<!subteam^S0OTHER>'],
  ['<#C0OTHER>'],
  ['<https://a.b|here>'],
  ['<!date^1^{time}^https://a.b|18:02 UTC>'],
  ['a bare < here'],
  ['fish & chips'],
  ['evil outside of code'],
  ['`one` evil `two`'],
  ['live\u202Elive'],
  ['a\u0000b'],
])('%j is not', (text) => {
  expect(foreignMarkup(text, known)).not.toEqual([]);
});

test('A text in which Slack makes links and mentions by itself is wrong', () => {
  expect(wrongIn(verbatim('fine'), known)).toEqual([]);
  expect(wrongIn({ blocks: [{ type: 'mrkdwn', text: 'fine' }] }, known)).toHaveLength(1);
});

test('What is wrong is found in texts, blocks and views, and secrets in all but what fills a field in', () => {
  expect(wrongIn({ text: '<!channel>' }, known)).toHaveLength(1);
  expect(wrongIn(verbatim('<!channel>'), known)).toHaveLength(1);
  expect(wrongIn({ view: verbatim('<!channel>') }, known)).toHaveLength(1);
  expect(wrongIn({ view: { hint: 'hunter2pass' } }, known)).toEqual(['hunter2pass is shown']);
  expect(wrongIn({ view: { initial_value: 'hunter2pass' } }, known)).toEqual([]);
});

test('Slack shows the errors of blocks that the form has, and no empty ones', () => {
  expect(errorRefusals({ room: 'No.' }, ['room'])).toEqual([]);
  for (const errors of [{}, undefined, { other: 'No.' }, { room: '' }, { room: 7 }]) {
    expect(errorRefusals(errors, ['room'])).toHaveLength(1);
  }
});
