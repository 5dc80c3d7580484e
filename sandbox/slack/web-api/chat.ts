import type { JsonObject } from '../json.ts';
import { messageContent } from '../message-content.ts';
import { type MetadataArgument, readMetadata } from '../metadata.ts';
import { Refusal } from '../refusal.ts';
import { richTextOf } from '../rich-text.ts';
import type { Channel, Message } from '../types.ts';
import { bot, isHidden, team, type Workspace } from '../workspace.ts';
import { flag, required, text } from './args.ts';
import type { Method } from './method.ts';

/** Of a text that replaces another, after escaping: chat.update takes less than chat.postMessage. */
const maxUpdatedBytes = 4000;

/** A message as Slack sends it: of metadata that no manifest declares only the type, except where all was asked for. */
export function messagePayload(message: Message, { allMetadata = false } = {}): JsonObject {
  const { channel: _, reply_broadcast, metadata, extras, ...rest } = message;
  const typed = message.bot_id === undefined ? { blocks: [richTextOf(message.text)] } : {};
  return {
    type: 'message',
    ...(reply_broadcast === true ? { subtype: 'thread_broadcast' } : {}),
    ...rest,
    ...typed,
    ...extras,
    ...(metadata === undefined
      ? {}
      : { metadata: allMetadata ? metadata : { event_type: metadata.event_type } }),
    ...(message.bot_id === undefined ? {} : { app_id: bot.appId }),
    team: team.id,
  };
}

/** A user id stands for the direct messages with that person. */
function destination(workspace: Workspace, id: string): Channel {
  if (!/^[UW]/.test(id)) return workspace.visibleChannel(id);
  const person = workspace.findPerson(id);
  if (person === undefined || person.deleted === true) throw new Refusal('channel_not_found');
  if (person.bot === true) throw new Refusal('cannot_dm_bot');
  return workspace.directMessages(id);
}

function refuseUnwritable(workspace: Workspace, channel: Channel): void {
  if (channel.archived === true) throw new Refusal('is_archived');
  const anywhere = workspace.options.botScopes.includes('chat:write.public');
  const open = anywhere && !isHidden(channel);
  if (!channel.botIsMember && !open) throw new Refusal('not_in_channel');
}

/** @throws Refusal invalid_thread_ts, for an empty one too (vercel/chat 53c6b68), cannot_reply_to_message, thread_not_found */
function thread(workspace: Workspace, channel: Channel, args: JsonObject): { thread_ts?: string } {
  const ts = args.thread_ts;
  if (ts === undefined) return {};
  if (typeof ts !== 'string' || !/^\d+\.\d+$/.test(ts)) {
    throw new Refusal('invalid_thread_ts', [`[ERROR] ${ts} is not a valid thread_ts`]);
  }
  if (workspace.ephemerals.some((one) => one.channel === channel.id && one.ts === ts))
    throw new Refusal('cannot_reply_to_message');
  const root = workspace.findMessage(channel.id, ts);
  // Slack does not say that a root is gone: the reply is posted into the channel (open-swe 2753, PostHog 83601).
  if (root === undefined) return {};
  if (root.thread_ts !== undefined) throw new Refusal('thread_not_found');
  return { thread_ts: ts };
}

/** A person's message, or one that is only in another channel, is not the bot's to edit. */
function ownMessage(workspace: Workspace, args: JsonObject): Message {
  const channel = workspace.visibleChannel(required(args, 'channel'));
  const message = workspace.findMessage(channel.id, required(args, 'ts'));
  if (message === undefined || message.subtype === 'tombstone') throw new Refusal('message_not_found');
  // Its word for an archived channel is another one than that of chat.postMessage.
  if (channel.archived === true) throw new Refusal('is_inactive');
  if (message.bot_id !== bot.botId) throw new Refusal('cant_update_message');
  return message;
}

function warned({ warning }: MetadataArgument): JsonObject {
  return warning === undefined ? {} : { warning, response_metadata: { warnings: [warning] } };
}

export const chat: Record<string, Method> = {
  'chat.postMessage': {
    scopes: ['chat:write'],
    run: ({ workspace }, args) => {
      const channel = destination(workspace, required(args, 'channel'));
      refuseUnwritable(workspace, channel);
      const place = { channel: channel.id, ...thread(workspace, channel, args) };
      const broadcast =
        place.thread_ts !== undefined && flag(args, 'reply_broadcast') ? { reply_broadcast: true } : {};
      const content = messageContent(args);
      const argument = readMetadata(args);
      const metadata = argument.metadata ? { metadata: argument.metadata } : {};
      const message = workspace.postAsBot({ ...place, ...broadcast, ...metadata }, content);
      return {
        channel: channel.id,
        ts: message.ts,
        message: messagePayload(message),
        ...warned(argument),
      };
    },
  },
  'chat.update': {
    scopes: ['chat:write'],
    run: ({ workspace }, args) => {
      const message = ownMessage(workspace, args);
      const content = messageContent(args);
      if (Buffer.byteLength(content.text) > maxUpdatedBytes) throw new Refusal('msg_too_long');
      const argument = readMetadata(args);
      workspace.edit(message, content, argument.metadata);
      return {
        channel: message.channel,
        ts: message.ts,
        text: message.text,
        message: messagePayload(message),
        ...warned(argument),
      };
    },
  },
  'chat.delete': {
    scopes: ['chat:write'],
    run: ({ workspace }, args) => {
      const { channel, ts } = ownMessage(workspace, args);
      workspace.remove(channel, ts);
      return { channel, ts };
    },
  },
  'chat.postEphemeral': {
    scopes: ['chat:write'],
    run: ({ workspace }, args) => {
      const channel = workspace.visibleChannel(required(args, 'channel'));
      const user = required(args, 'user');
      refuseUnwritable(workspace, channel);
      if (!channel.members.includes(user)) throw new Refusal('user_not_in_channel');
      const place = { channel: channel.id, ...thread(workspace, channel, args) };
      const content = messageContent(args);
      // Documented: in threads they are only shown if there is an active one. Slack says ok all the same.
      if (typeof args.thread_ts === 'string' && !workspace.isThread(channel.id, args.thread_ts))
        return { message_ts: workspace.nextTs() };
      const { ts } = workspace.whisper({ ...place, ...content, user, via: 'chat.postEphemeral' });
      return { message_ts: ts };
    },
  },
  'chat.getPermalink': {
    scopes: [],
    run: ({ workspace }, args) => {
      const channel = workspace.visibleChannel(required(args, 'channel'));
      const message = workspace.findMessage(channel.id, required(args, 'message_ts'));
      if (message === undefined) throw new Refusal('message_not_found');
      return { channel: channel.id, permalink: permalink(message) };
    },
  },
};

export function permalink({ channel, ts, thread_ts }: Message): string {
  const inThread =
    text({ thread_ts }, 'thread_ts') === undefined ? '' : `?thread_ts=${thread_ts}&cid=${channel}`;
  return `https://${team.domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}${inThread}`;
}
