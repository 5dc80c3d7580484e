import { expect, test } from '@jest/globals';
import type { AccessPolicy, Grant } from '../../../src/ingest/access.ts';
import { whoMay } from '../../../src/slack/blocks/who.ts';
import { messageProblems, wordsOf } from '../../support/slack-limits.ts';

const ids = (letter: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${letter}0${String(at).padStart(9, '0')}`);

const policy: AccessPolicy = {
  everyMember: false,
  users: new Set(),
  groups: new Set(),
  adminUsers: new Set(),
  adminGroups: new Set(),
  channels: undefined,
};
const grants: Grant[] = ids('U', 500).map((user, at) => ({ user, by: 'U0CAROL', role: 'operator', at }));

test('Long lists are cut, with the number of what is not shown, and Slack takes the message', () => {
  const everything = whoMay(
    {
      everyMember: true,
      users: new Set(ids('U', 300)),
      groups: new Set(ids('S', 20)),
      adminUsers: new Set(ids('W', 31)),
      adminGroups: new Set(),
      channels: new Set(ids('C', 200)),
    },
    grants,
  );
  expect(messageProblems(everything)).toEqual([]);
  const lines = wordsOf(everything).split('\n');
  expect(lines[0]).toMatch(/ and 1 more that are not shown$/);
  expect(lines[1]).toMatch(/: every full member of this workspace, <@U0.* and 291 more that are not shown$/);
  expect(lines[2]).toMatch(/: only <#C0.* and 170 more that are not shown$/);
  expect(lines[4]).toContain('<@U0000000499>');
  expect(lines.filter((line) => line.startsWith('•'))).toHaveLength(40);
  expect(lines.at(-1)).toBe('… and 460 older ones that are not shown.');
});

test('Empty lists say so', () => {
  expect(wordsOf(whoMay(policy, [])).split('\n')).toEqual([
    '*Admins* by the setting INGEST_ADMINS: nobody',
    '*Operators* by the setting INGEST_ALLOWLIST: nobody',
    '*Where* by the setting INGEST_CHANNELS: any channel',
    '*Given roles*: none',
  ]);
});
