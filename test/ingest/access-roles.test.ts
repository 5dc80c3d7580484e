import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type AccessPolicy,
  createAccess,
  type Directory,
  type Grants,
  includes,
  type Role,
  roles,
} from '../../src/ingest/access.ts';

const nobody: AccessPolicy = {
  everyMember: false,
  users: new Set(),
  groups: new Set(),
  adminUsers: new Set(),
  adminGroups: new Set(),
  channels: undefined,
};
/** Everybody is a full member, and U1 is in whichever group is asked for that is named here. */
const workspace = (...groups: string[]): Directory => ({
  members: (group) => new Set(groups.includes(group) ? ['U1'] : []),
  kind: () => 'member',
  refreshGroups: async () => {},
  readKind: async () => 'member',
});
const given = (role: Role | undefined): Grants => ({ roleOf: () => role, refresh: async () => {} });
const yes = (role: Role) => ({ allowed: true, role });
const tooLittle = (has: Role, needs: Role) => ({ allowed: false, refusal: { reason: 'role', has, needs } });

/** The role of U1 where nothing but being a viewer is asked for. */
async function roleOf(policy: AccessPolicy, directory: Directory, grants: Grants): Promise<Role | undefined> {
  const decision = await createAccess(policy, directory, grants).check('U1', undefined, 'viewer');
  return decision.allowed ? decision.role : undefined;
}

test('Each role includes those before it', () => {
  const table = roles.map((role) => roles.filter((needed) => includes(role, needed)));
  expect(table).toEqual([['viewer'], ['viewer', 'operator'], ['viewer', 'operator', 'admin']]);
});

describe('The settings give', () => {
  test.each<[string, Partial<AccessPolicy>, Role | undefined]>([
    ['nothing to those who are not named', {}, undefined],
    ['listed users the role of an operator', { users: new Set(['U1']) }, 'operator'],
    ['listed groups the role of an operator', { groups: new Set(['S1']) }, 'operator'],
    ['every member the role of an operator, where they say so', { everyMember: true }, 'operator'],
    ['admins that role', { adminUsers: new Set(['U1']) }, 'admin'],
    ['groups of admins that role', { adminGroups: new Set(['S1']) }, 'admin'],
    ['the greater of two', { users: new Set(['U1']), adminGroups: new Set(['S1']) }, 'admin'],
  ])('%s', async (_, policy, role) => {
    expect(await roleOf({ ...nobody, ...policy }, workspace('S1'), given(undefined))).toBe(role);
  });
});

const anyPolicy = fc.record({
  everyMember: fc.boolean(),
  users: fc.subarray(['U1', 'U2']).map((ids) => new Set(ids)),
  groups: fc.subarray(['S1']).map((ids) => new Set(ids)),
  adminUsers: fc.subarray(['U1', 'U2']).map((ids) => new Set(ids)),
  adminGroups: fc.subarray(['S1', 'S2']).map((ids) => new Set(ids)),
  channels: fc.constant(undefined),
});

test('A given role adds to what the settings say and never takes away: the greater of both counts', async () => {
  await fc.assert(
    fc.asyncProperty(anyPolicy, fc.constantFrom(...roles), async (policy, role) => {
      const bySettings = await roleOf(policy, workspace('S1'), given(undefined));
      const expected = bySettings !== undefined && includes(bySettings, role) ? bySettings : role;
      expect(await roleOf(policy, workspace('S1'), given(role))).toBe(expected);
    }),
  );
});

describe('Somebody who was given the role of', () => {
  const pairs = roles.flatMap((has) => roles.map((needs) => [has, needs] as const));

  test.each(pairs)('%s asks for what needs that of %s', async (has, needs) => {
    const access = createAccess(nobody, workspace(), given(has));
    const decision = includes(has, needs) ? yes(has) : tooLittle(has, needs);
    expect(access.now('U1', 'C1', needs)).toEqual(decision);
    expect(await access.check('U1', 'C1', needs)).toEqual(decision);
  });

  test('a viewer may not do what is not said to need another role', async () => {
    const access = createAccess(nobody, workspace(), given('viewer'));
    expect(access.now('U1')).toEqual(tooLittle('viewer', 'operator'));
    expect(await access.check('U1')).toEqual(tooLittle('viewer', 'operator'));
  });

  test('a viewer is looked for in the groups before an operator’s work is refused', async () => {
    let read = false;
    const directory: Directory = {
      ...workspace(),
      members: () => (read ? new Set(['U1']) : undefined),
      refreshGroups: async () => {
        read = true;
      },
    };
    const access = createAccess({ ...nobody, groups: new Set(['S1']) }, directory, given('viewer'));
    expect(access.now('U1', 'C1', 'viewer')).toEqual(yes('viewer'));
    expect(access.now('U1', 'C1', 'operator')).toBeUndefined();
    expect(await access.check('U1', 'C1', 'operator')).toEqual(yes('operator'));
  });

  test.each(roles)('a %s is bound to the channels all the same', async (role) => {
    const access = createAccess({ ...nobody, channels: new Set(['C1']) }, workspace(), given(role));
    const wrongChannel = { allowed: false, refusal: { reason: 'channel', allowed: ['C1'] } };
    expect(await access.check('U1', 'C1', 'viewer')).toEqual(yes(role));
    expect(await access.check('U1', 'C2', 'viewer')).toEqual(wrongChannel);
    expect(await access.check('U1', undefined, 'viewer')).toEqual(yes(role));
  });

  test('a viewer hears of the role before the channel', async () => {
    const access = createAccess({ ...nobody, channels: new Set(['C1']) }, workspace(), given('viewer'));
    expect(await access.check('U1', 'C2', 'admin')).toEqual(tooLittle('viewer', 'admin'));
  });

  test('a guest who was given a role needs not be a member', async () => {
    const directory: Directory = { ...workspace(), kind: () => 'guest', readKind: async () => 'guest' };
    const access = createAccess({ ...nobody, everyMember: true }, directory, given('viewer'));
    expect(await access.check('U1', 'C1', 'viewer')).toEqual(yes('viewer'));
    expect(await access.check('U1', 'C1', 'operator')).toEqual(tooLittle('viewer', 'operator'));
  });
});

test('A role that is given or taken counts from the next question on, wherever that was done', async () => {
  const book = new Map<string, Role>();
  let known = new Map<string, Role>();
  const access = createAccess(nobody, workspace(), {
    roleOf: (user) => known.get(user),
    refresh: async () => {
      known = new Map(book);
    },
  });
  expect((await access.check('U1')).allowed).toBe(false);
  book.set('U1', 'operator');
  expect(await access.check('U1')).toEqual(yes('operator'));
  book.delete('U1');
  expect((await access.check('U1')).allowed).toBe(false);
});
