import type { JsonObject } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { Channel, Message } from '../types.ts';
import { bot, team, type Workspace } from '../workspace.ts';
import { count, flag, required, text } from './args.ts';
import { messagePayload } from './chat.ts';
import { scopesFor } from './conversations.ts';
import type { Method } from './method.ts';

const botProfile = { id: bot.botId, app_id: bot.appId, name: bot.name, deleted: false, team_id: team.id };

/** A ts in microseconds since 1970. */
function microsOf(ts: string): number {
  const [seconds, fraction = ''] = ts.split('.');
  return Number(seconds) * 1_000_000 + Number(fraction.padEnd(6, '0'));
}

function bound(args: JsonObject, name: 'oldest' | 'latest'): number | undefined {
  const value = args[name];
  if (value === undefined || value === '') return undefined;
  if (!/^\d{1,10}(\.\d{1,6})?$/.test(String(value))) throw new Refusal(`invalid_ts_${name}`);
  return microsOf(String(value));
}

/** Whether a message lies between `oldest` and `latest`. */
function timeRange(args: JsonObject): (message: Message) => boolean {
  const oldest = bound(args, 'oldest') ?? 0;
  const latest = bound(args, 'latest') ?? Number.POSITIVE_INFINITY;
  const inclusive = flag(args, 'inclusive');
  return ({ ts }) => {
    const at = microsOf(ts);
    return (at > oldest && at < latest) || (inclusive && (at === oldest || at === latest));
  };
}

/** The bot reads where it is a member only. @throws Refusal channel_not_found, not_in_channel */
function readableChannel(workspace: Workspace, args: JsonObject): Channel {
  const channel = workspace.visibleChannel(required(args, 'channel'));
  if (!channel.botIsMember) throw new Refusal('not_in_channel');
  return channel;
}

/** Slack's cursors name the message with which the next page begins. */
function cursorAt({ ts }: Message): string {
  return Buffer.from(`next_ts:${microsOf(ts)}`).toString('base64');
}

function readCursor(args: JsonObject): number | undefined {
  const cursor = text(args, 'cursor');
  if (cursor === undefined) return undefined;
  const [, micros] = /^next_ts:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  if (micros === undefined) throw new Refusal('invalid_cursor');
  return Number(micros);
}

interface Order {
  newestFirst: boolean;
  /** Messages on a page, where no limit is given and at most. */
  pageSize: number;
  maxPageSize: number;
}

/** One page of messages that are in order already. */
function page(workspace: Workspace, messages: Message[], args: JsonObject, order: Order): JsonObject {
  const from = readCursor(args);
  const ahead = messages.filter(
    ({ ts }) => from === undefined || (order.newestFirst ? microsOf(ts) <= from : microsOf(ts) >= from),
  );
  const size = Math.min(count(args, 'limit', order.pageSize), order.maxPageSize);
  const next = ahead[size];
  return {
    messages: ahead.slice(0, size).map((message) => storedMessage(workspace, message, args)),
    has_more: next !== undefined,
    ...(next === undefined ? {} : { response_metadata: { next_cursor: cursorAt(next) } }),
  };
}

/** A message as it is read later: with what Slack knows of its thread. */
function storedMessage(workspace: Workspace, message: Message, args: JsonObject): JsonObject {
  const allMetadata = flag(args, 'include_all_metadata');
  return {
    ...messagePayload(message, { allMetadata }),
    ...(message.bot_id === undefined ? {} : { bot_profile: botProfile }),
    ...(message.thread_ts === undefined
      ? rootFields(workspace, message)
      : replyFields(workspace.findMessage(message.channel, message.thread_ts), message)),
  };
}

function rootFields(workspace: Workspace, root: Message): JsonObject {
  const replies = repliesTo(workspace, root);
  const latest = replies.at(-1);
  if (latest === undefined) return {};
  const users = [...new Set(replies.map(({ user }) => user))];
  return {
    thread_ts: root.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: latest.ts,
    reply_users: users,
    is_locked: false,
    subscribed: false,
  };
}

function replyFields(root: Message | undefined, reply: Message): JsonObject {
  if (root === undefined) return {};
  return {
    parent_user_id: root.user,
    ...(reply.reply_broadcast === true ? { root: messagePayload(root) } : {}),
  };
}

function repliesTo(workspace: Workspace, root: Message): Message[] {
  return workspace.messages.filter((one) => one.channel === root.channel && one.thread_ts === root.ts);
}

export const history: Record<string, Method> = {
  'conversations.history': {
    scopes: scopesFor('history'),
    run: ({ workspace }, args) => {
      const channel = readableChannel(workspace, args);
      const inRange = timeRange(args);
      const shown = workspace.messages.filter(
        (one) =>
          one.channel === channel.id &&
          (one.thread_ts === undefined || one.reply_broadcast === true) &&
          inRange(one),
      );
      return {
        ...page(workspace, shown.toReversed(), args, {
          newestFirst: true,
          pageSize: 100,
          maxPageSize: 999,
        }),
        pin_count: 0,
        channel_actions_ts: null,
        channel_actions_count: 0,
      };
    },
  },
  /** The root comes whatever the range; a reply's own ts gives that reply alone. */
  'conversations.replies': {
    scopes: scopesFor('history'),
    run: ({ workspace }, args) => {
      const channel = readableChannel(workspace, args);
      const asked = workspace.findMessage(channel.id, required(args, 'ts'));
      if (asked === undefined) throw new Refusal('thread_not_found');
      const replies = repliesTo(workspace, asked).filter(timeRange(args));
      return page(workspace, [asked, ...replies], args, {
        newestFirst: false,
        pageSize: 1000,
        maxPageSize: 1000,
      });
    },
  },
};
