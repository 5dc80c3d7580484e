import type { JsonObject } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { Channel } from '../types.ts';
import { bot, isHidden, type Workspace } from '../workspace.ts';
import { count, required } from './args.ts';
import type { Method, Services } from './method.ts';

function channelPayload(channel: Channel): JsonObject {
  const direct = channel.id.startsWith('D');
  const hidden = isHidden(channel);
  return {
    id: channel.id,
    is_im: direct,
    is_archived: channel.archived ?? false,
    is_member: channel.botIsMember,
    ...(direct
      ? { user: channel.members[0] }
      : {
          name: channel.name,
          name_normalized: channel.name,
          is_channel: !hidden,
          is_group: hidden,
          is_mpim: channel.group === true,
        }),
    is_private: hidden,
    num_members: channel.members.length + (channel.botIsMember ? 1 : 0),
  };
}

/** The scopes with which the channel of a call may be looked at; where there is none of that id, any will do. */
export function scopesFor(use: 'read' | 'history'): (services: Services, args: JsonObject) => string[] {
  return ({ workspace }, args) => {
    const channel = workspace.findChannel(required(args, 'channel'));
    if (channel === undefined) return ['channels', 'groups', 'mpim', 'im'].map((kind) => `${kind}:${use}`);
    if (channel.id.startsWith('D')) return [`im:${use}`];
    if (channel.group === true) return [`mpim:${use}`];
    return [isHidden(channel) ? `groups:${use}` : `channels:${use}`];
  };
}

function addressee(workspace: Workspace, users: string): string {
  if (users.includes(','))
    throw new Refusal('invalid_arguments', ['[ERROR] this workspace opens no group messages']);
  const person = workspace.findPerson(users);
  if (person === undefined) throw new Refusal('user_not_found');
  if (person.deleted === true) throw new Refusal('user_disabled');
  if (person.bot === true) throw new Refusal('cannot_dm_bot');
  return person.id;
}

export const conversations: Record<string, Method> = {
  'conversations.info': {
    scopes: scopesFor('read'),
    run: ({ workspace }, args) => ({
      channel: channelPayload(workspace.visibleChannel(required(args, 'channel'))),
    }),
  },
  'conversations.members': {
    scopes: scopesFor('read'),
    run: ({ workspace }, args) => {
      const channel = workspace.visibleChannel(required(args, 'channel'));
      const all = [...channel.members, ...(channel.botIsMember ? [bot.userId] : [])];
      const start = Number(args.cursor === undefined || args.cursor === '' ? 0 : args.cursor);
      if (!Number.isInteger(start)) throw new Refusal('invalid_cursor');
      const end = start + Math.min(count(args, 'limit', 100), 1000);
      return {
        members: all.slice(start, end),
        response_metadata: { next_cursor: end < all.length ? String(end) : '' },
      };
    },
  },
  'conversations.open': {
    scopes: ['im:write'],
    run: ({ workspace }, args) => {
      const user = addressee(workspace, required(args, 'users'));
      return { channel: { id: workspace.directMessages(user).id } };
    },
  },
};
