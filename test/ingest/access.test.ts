import { describe, expect, test } from '@jest/globals';
import {
  type AccessPolicy,
  type AccountKind,
  createAccess,
  type Directory,
  type Grants,
} from '../../src/ingest/access.ts';

const nobody: AccessPolicy = {
  everyMember: false,
  users: new Set(),
  groups: new Set(),
  adminUsers: new Set(),
  adminGroups: new Set(),
  channels: undefined,
};
const operator = { allowed: true, role: 'operator' };
const admin = { allowed: true, role: 'admin' };
const no = (refusal: object) => ({ allowed: false, refusal });

const nothingGiven: Grants = { roleOf: () => undefined, refresh: async () => {} };

/** A workspace whose groups and accounts are known only once they were read. */
function workspace(truth: {
  groups?: Record<string, readonly string[]>;
  kinds?: Record<string, AccountKind>;
}): Directory & { asked: string[] } {
  const asked: string[] = [];
  const members = new Map<string, ReadonlySet<string>>();
  const kinds = new Map<string, AccountKind>();
  return {
    asked,
    members: (group) => members.get(group),
    kind: (user) => kinds.get(user),
    async refreshGroups() {
      asked.push('groups');
      for (const [group, people] of Object.entries(truth.groups ?? {})) members.set(group, new Set(people));
    },
    async readKind(user) {
      asked.push(user);
      const kind = truth.kinds?.[user];
      if (kind !== undefined) kinds.set(user, kind);
      return kind;
    },
  };
}

describe('A list of users', () => {
  const directory = workspace({});
  const access = createAccess(
    { ...nobody, users: new Set(['U1']), adminUsers: new Set(['U2']) },
    directory,
    nothingGiven,
  );

  test.each([
    ['U1', operator],
    ['U2', admin],
    ['U3', no({ reason: 'not-listed' })],
  ])('decides about %s without asking anybody', async (user, decision) => {
    expect(access.now(user)).toEqual(decision);
    expect(await access.check(user)).toEqual(decision);
    expect(directory.asked).toEqual([]);
  });
});

describe('A list of groups', () => {
  const policy = { ...nobody, groups: new Set(['S1']), adminGroups: new Set(['S2']) };

  test.each([
    ['U1', operator],
    ['U2', admin],
    ['U3', no({ reason: 'not-listed' })],
  ])('is read before it decides about %s', async (user, decision) => {
    const directory = workspace({ groups: { S1: ['U1'], S2: ['U2'] } });
    const access = createAccess(policy, directory, nothingGiven);
    expect(access.now(user)).toBeUndefined();
    expect(await access.check(user)).toEqual(decision);
    expect(directory.asked).toEqual(['groups']);
  });

  test('that was read decides about its members at once, and is read again before others are refused', async () => {
    const directory = workspace({ groups: { S1: ['U1'], S2: [] } });
    await directory.refreshGroups();
    const access = createAccess(policy, directory, nothingGiven);
    expect(access.now('U1')).toEqual(operator);
    expect(access.now('U3')).toBeUndefined();
    expect(await access.check('U3')).toEqual(no({ reason: 'not-listed' }));
    expect(directory.asked).toEqual(['groups', 'groups']);
  });

  test('that cannot be read is no reason to say that somebody is not on it', async () => {
    const access = createAccess(policy, workspace({ groups: { S1: ['U1'] } }), nothingGiven);
    expect(await access.check('U1')).toEqual(operator);
    expect(await access.check('U3')).toEqual(no({ reason: 'unreadable' }));
  });
});

describe('Where every full member is allowed', () => {
  const everyMember = { ...nobody, everyMember: true };

  test.each<[AccountKind, object]>([
    ['member', operator],
    ['guest', no({ reason: 'not-a-member', kind: 'guest' })],
    ['outsider', no({ reason: 'not-a-member', kind: 'outsider' })],
    ['bot', no({ reason: 'not-a-member', kind: 'bot' })],
    ['gone', no({ reason: 'not-a-member', kind: 'gone' })],
  ])('a %s is looked up once', async (kind, decision) => {
    const directory = workspace({ kinds: { U1: kind } });
    const access = createAccess(everyMember, directory, nothingGiven);
    expect(access.now('U1')).toBeUndefined();
    expect(await access.check('U1')).toEqual(decision);
    expect(access.now('U1')).toEqual(decision);
    expect(await access.check('U1')).toEqual(decision);
    expect(directory.asked).toEqual(['U1']);
  });

  test('somebody whose account cannot be read is not let in', async () => {
    const access = createAccess(everyMember, workspace({}), nothingGiven);
    expect(await access.check('U1')).toEqual(no({ reason: 'unreadable' }));
  });

  test('a guest who is listed is let in', () => {
    const access = createAccess({ ...everyMember, users: new Set(['U1']) }, workspace({}), nothingGiven);
    expect(access.now('U1')).toEqual(operator);
  });

  test('a guest in a listed group that was not read yet is let in', async () => {
    const directory = workspace({ groups: { S1: ['U1'] }, kinds: { U1: 'guest' } });
    const access = createAccess({ ...everyMember, groups: new Set(['S1']) }, directory, nothingGiven);
    expect(await access.check('U1')).toEqual(operator);
  });
});

describe('Where only some channels are allowed', () => {
  const channels = new Set(['C1', 'C2']);
  const wrongChannel = no({ reason: 'channel', allowed: ['C1', 'C2'] });

  test.each<[string, AccessPolicy]>([
    ['a listed user', { ...nobody, channels, users: new Set(['U1']) }],
    ['a member of a group', { ...nobody, channels, groups: new Set(['S1']) }],
    ['every member', { ...nobody, channels, everyMember: true }],
  ])('%s is let in there and nowhere else', async (_, policy) => {
    const access = createAccess(
      policy,
      workspace({ groups: { S1: ['U1'] }, kinds: { U1: 'member' } }),
      nothingGiven,
    );
    expect(await access.check('U1', 'C3')).toEqual(wrongChannel);
    expect(await access.check('U1', 'C2')).toEqual(operator);
    expect(await access.check('U1')).toEqual(operator);
    expect(access.now('U1', 'C3')).toEqual(wrongChannel);
    expect(access.now('U1', 'C1')).toEqual(operator);
  });

  test('somebody who is on no list is told that, and not where the others are', async () => {
    const access = createAccess({ ...nobody, channels, users: new Set(['U1']) }, workspace({}), nothingGiven);
    expect(await access.check('U2', 'C3')).toEqual(no({ reason: 'not-listed' }));
  });
});

test('Those who can help are the admins, users and groups', () => {
  const policy = {
    ...nobody,
    users: new Set(['U1']),
    adminUsers: new Set(['U2']),
    adminGroups: new Set(['S2']),
  };
  expect(createAccess(policy, workspace({}), nothingGiven).helpers).toEqual({
    users: ['U2'],
    groups: ['S2'],
  });
});
