import { describe, expect, test } from '@jest/globals';
import type { Refusal } from '../../../src/ingest/access.ts';
import { refusal } from '../../../src/slack/blocks/refusal.ts';
import { messageProblems } from '../../support/slack-limits.ts';

const admins = { users: ['U1'], groups: ['S1'] };
const canChange = '<@U1> and <!subteam^S1> can change that.';

test.each<[string, Refusal, string]>([
  [
    'somebody who is not listed',
    { reason: 'not-listed' },
    `🚫 You are not on the list of people who may start streams. ${canChange}`,
  ],
  [
    'a viewer who wants to run a stream',
    { reason: 'role', has: 'viewer', needs: 'operator' },
    `🚫 This takes the role of an operator, and you are a viewer. ${canChange}`,
  ],
  [
    'an operator who wants to give rights',
    { reason: 'role', has: 'operator', needs: 'admin' },
    `🚫 This takes the role of an admin, and you are an operator. ${canChange}`,
  ],
  [
    'somebody in another channel',
    { reason: 'channel', allowed: ['C1', 'C2'] },
    `🚫 \`/ingest\` may be used only in <#C1> and <#C2>. ${canChange}`,
  ],
  [
    'a guest',
    { reason: 'not-a-member', kind: 'guest' },
    `🚫 Only full members of this workspace may start streams, and you are a guest. ${canChange}`,
  ],
  [
    'somebody from another organisation',
    { reason: 'not-a-member', kind: 'outsider' },
    `🚫 Only full members of this workspace may start streams, and you belong to another organisation. ${canChange}`,
  ],
  [
    'a bot',
    { reason: 'not-a-member', kind: 'bot' },
    `🚫 Only full members of this workspace may start streams, and bots are not. ${canChange}`,
  ],
  [
    'a deactivated account',
    { reason: 'not-a-member', kind: 'gone' },
    `🚫 Only full members of this workspace may start streams, and your account is deactivated. ${canChange}`,
  ],
  [
    'somebody of whom Slack does not tell',
    { reason: 'unreadable' },
    '🚫 Slack did not say just now whether you may start streams, so nothing was done. Try again in a minute.',
  ],
])('What %s is told says why, and who can help', (_, reason, text) => {
  expect(refusal(reason, admins).text).toBe(text);
});

describe('Who can help', () => {
  test('is whoever runs the bot where there are no admins', () => {
    expect(refusal({ reason: 'not-listed' }, { users: [], groups: [] }).text).toMatch(
      /Whoever runs this bot can change that \(setting INGEST_ALLOWLIST\)\.$/,
    );
  });

  test('is at most five, so that not everybody is pinged', () => {
    const users = ['U1', 'U2', 'U3', 'U4', 'U5', 'U6'];
    expect(refusal({ reason: 'not-listed' }, { users, groups: ['S1'] }).text).toMatch(
      / <@U1>, <@U2>, <@U3>, <@U4> and <@U5> can change that\.$/,
    );
  });
});

test('However many channels are allowed, Slack takes the message and no mention is cut in two', () => {
  const allowed = Array.from({ length: 500 }, (_, index) => `C0123456${index}`);
  const told = refusal({ reason: 'channel', allowed }, admins);
  expect(messageProblems(told)).toEqual([]);
  expect(told.text.replace(/<#C\d+>/g, '')).not.toContain('<#');
});
