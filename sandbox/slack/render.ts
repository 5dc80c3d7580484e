import type { SlackStandIn } from './index.ts';
import { readable, timeOfDay } from './mrkdwn.ts';
import { blockLines } from './render-blocks.ts';
import type { Channel, Ephemeral, Message, OpenView } from './types.ts';
import { bot } from './workspace.ts';

const width = 78;
/** As wide as "18:02  ". */
const margin = ' '.repeat(7);

function contentLines({ text, blocks }: Message | Ephemeral, slack: SlackStandIn): string[] {
  if (blocks === undefined || blocks.length === 0) return readable(text, slack).split('\n');
  return blocks.flatMap((block) => blockLines(block, slack));
}

function authorOf(user: string, slack: SlackStandIn): string {
  const name = slack.people.find((person) => person.id === user)?.name ?? user;
  return user === bot.userId ? `${name} APP` : name;
}

function withHeading(heading: string, lines: readonly string[]): string[] {
  return [heading, ...lines.map((line) => `${margin}${line}`.trimEnd())];
}

function messageLines(message: Message, slack: SlackStandIn, remark = ''): string[] {
  const edited = message.edited === undefined ? '' : '  (edited)';
  const heading = `${timeOfDay(message.ts)}  ${authorOf(message.user, slack)}${remark}${edited}`;
  return withHeading(heading, contentLines(message, slack));
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line, index) => (index === 0 ? `${margin}↳ ${line}` : `${margin}  ${line}`.trimEnd()));
}

function threadLines(root: Message, slack: SlackStandIn, mine: readonly Ephemeral[]): string[] {
  const [, ...replies] = slack.thread(root.channel, root.ts);
  const remark = (reply: Message) => (reply.reply_broadcast === true ? '  (also sent to the channel)' : '');
  const entries = [
    ...replies.map((reply) => ({ ts: reply.ts, lines: messageLines(reply, slack, remark(reply)) })),
    ...mine
      .filter(({ thread_ts }) => thread_ts === root.ts)
      .map((one) => ({ ts: one.ts, lines: renderEphemeral(slack, one).split('\n') })),
  ].sort((a, b) => Number(a.ts) - Number(b.ts));
  return [...messageLines(root, slack), ...entries.flatMap(({ lines }) => indented(lines))];
}

function titleOf(channel: Channel | undefined, slack: SlackStandIn): string {
  if (channel === undefined) return 'no such channel';
  if (!channel.id.startsWith('D')) return `#${channel.name}${channel.archived === true ? ' (archived)' : ''}`;
  return `${bot.name} and ${channel.members.map((id) => authorOf(id, slack)).join(', ')}`;
}

/**
 * A channel as people see it: threads indented below their roots, times in UTC.
 * With `seenBy` (a user id) also what is visible to that person alone.
 */
export function renderChannel(slack: SlackStandIn, channelId: string, seenBy?: string): string {
  const inChannel = slack
    .messages(channelId)
    .filter((message) => message.thread_ts === undefined || message.reply_broadcast);
  const mine = slack.ephemerals.filter((one) => one.channel === channelId && one.user === seenBy);
  const entries = [
    ...inChannel.map((message) => ({
      ts: message.ts,
      lines:
        message.thread_ts === undefined
          ? threadLines(message, slack, mine)
          : messageLines(message, slack, '  (replied in a thread)'),
    })),
    ...mine
      .filter(({ thread_ts }) => thread_ts === undefined)
      .map((one) => ({ ts: one.ts, lines: renderEphemeral(slack, one).split('\n') })),
  ].sort((a, b) => Number(a.ts) - Number(b.ts));
  const title = titleOf(
    slack.channels.find((channel) => channel.id === channelId),
    slack,
  );
  return [title, '─'.repeat(width), ...entries.flatMap(({ lines }) => lines)].join('\n');
}

/** A message that one person sees. */
export function renderEphemeral(slack: SlackStandIn, ephemeral: Ephemeral): string {
  const heading = `${timeOfDay(ephemeral.ts)}  ${authorOf(bot.userId, slack)}  · Only visible to you`;
  return withHeading(heading, contentLines(ephemeral, slack)).join('\n');
}

/** A form as it is filled in now, or a Home tab. */
export function renderView(slack: SlackStandIn, open: OpenView): string {
  const { title, blocks, submit, close, type } = open.view;
  const heading = type === 'home' ? `${bot.name} · Home` : (title?.text ?? '');
  const buttons = submit === undefined ? [close?.text ?? 'Close'] : [close?.text ?? 'Cancel', submit.text];
  const foot = type === 'home' ? '' : ` ${buttons.map((button) => `[${button}]`).join(' ')} `;
  const body = blocks.flatMap((block) => blockLines(block, slack, open));
  return [
    `┌─ ${heading} `.padEnd(width, '─'),
    ...body.map((line) => `│ ${line}`.trimEnd()),
    `└─${foot}`.padEnd(width, '─'),
  ].join('\n');
}
