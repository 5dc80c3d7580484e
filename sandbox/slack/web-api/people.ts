import type { JsonObject } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { Person, UserGroup } from '../types.ts';
import { otherTeam, team } from '../workspace.ts';
import { flag, required } from './args.ts';
import type { Method } from './method.ts';

function personPayload(person: Person): JsonObject {
  return {
    id: person.id,
    team_id: person.stranger === true ? otherTeam.id : team.id,
    name: person.name,
    real_name: person.name,
    deleted: person.deleted ?? false,
    is_bot: person.bot ?? false,
    is_app_user: false,
    is_restricted: person.guest !== undefined,
    is_ultra_restricted: person.guest === 'single',
    is_stranger: person.stranger ?? false,
    tz: 'Etc/UTC',
    tz_offset: 0,
    profile: { display_name: person.name, real_name: person.name },
  };
}

function groupPayload(group: UserGroup, withUsers: boolean): JsonObject {
  return {
    id: group.id,
    team_id: team.id,
    is_usergroup: true,
    name: group.handle,
    handle: group.handle,
    date_delete: group.disabled === true ? 1 : 0,
    user_count: group.users.length,
    ...(withUsers ? { users: group.users } : {}),
  };
}

export const people: Record<string, Method> = {
  'users.info': {
    scopes: ['users:read'],
    run: ({ workspace }, args) => {
      const person = workspace.findPerson(required(args, 'user'));
      if (person === undefined) throw new Refusal('user_not_found');
      return { user: personPayload(person) };
    },
  },
  'usergroups.list': {
    scopes: ['usergroups:read'],
    run: ({ workspace }, args) => ({
      usergroups: workspace.groups
        .filter((group) => group.disabled !== true || flag(args, 'include_disabled'))
        .map((group) => groupPayload(group, flag(args, 'include_users'))),
    }),
  },
  'usergroups.users.list': {
    scopes: ['usergroups:read'],
    run: ({ workspace }, args) => {
      const id = required(args, 'usergroup');
      const group = workspace.groups.find((one) => one.id === id);
      if (group === undefined || (group.disabled === true && !flag(args, 'include_disabled'))) {
        throw new Refusal('no_such_subteam');
      }
      return { users: group.users };
    },
  },
};
