import type { Block } from './block-kit/types.ts';
import { Files } from './files.ts';
import { newId } from './ids.ts';
import type { MessageMetadata } from './metadata.ts';
import { Refusal } from './refusal.ts';
import type {
  Change,
  Channel,
  Complaint,
  Ephemeral,
  Message,
  Person,
  SlackOptions,
  UserGroup,
  WebApiCall,
} from './types.ts';

export const team = { id: 'T0STUDIO', domain: 'studio', name: 'Studio' };
/** The workspace of people who are here by Slack Connect. */
export const otherTeam = { id: 'T0ELSEWHERE', domain: 'elsewhere', name: 'Elsewhere' };
export const bot = { appId: 'A0INGEST', botId: 'B0INGEST', userId: 'U0INGEST', name: 'ingest' };

export type Content = { text: string; blocks?: Block[] };

/** Who and what there is, and what was written. Announces every change. */
export class Workspace {
  readonly options: SlackOptions;
  readonly now: () => number;
  people: Person[] = [];
  channels: Channel[] = [];
  groups: UserGroup[] = [];
  messages: Message[] = [];
  ephemerals: Ephemeral[] = [];
  calls: WebApiCall[] = [];
  complaints: Complaint[] = [];
  readonly files = new Files(team.id);
  private readonly listeners = new Set<(change: Change) => void>();
  private lastMicros = 0;

  constructor(options: SlackOptions) {
    this.options = options;
    this.now = options.now ?? Date.now;
    this.reset();
  }

  reset(): void {
    const { people, channels, groups, messages } = structuredClone({
      people: this.options.people,
      channels: this.options.channels,
      groups: this.options.groups,
      messages: [...(this.options.messages ?? [])],
    });
    this.people = [...people, { id: bot.userId, name: bot.name, bot: true }];
    this.channels = channels;
    this.groups = groups;
    this.messages = messages;
    this.ephemerals = [];
    this.calls = [];
    this.complaints = [];
    this.files.clear();
    this.announce({ kind: 'workspace' });
  }

  onChange(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  announce(change: Change): void {
    for (const listener of [...this.listeners]) listener(change);
  }

  complain(complaint: Omit<Complaint, 'ts'>): void {
    this.complaints.push({ ...complaint, ts: this.nextTs() });
    this.announce({ kind: 'complaint', user: complaint.user });
  }

  findPerson(id: string | undefined): Person | undefined {
    return this.people.find((person) => person.id === id);
  }

  findChannel(id: string | undefined): Channel | undefined {
    return this.channels.find((channel) => channel.id === id);
  }

  findMessage(channel: string, ts: string | undefined): Message | undefined {
    return this.messages.find((message) => message.channel === channel && message.ts === ts);
  }

  /** Whether a message was answered: Slack calls the thread active then. */
  isThread(channel: string, ts: string): boolean {
    return this.messages.some((one) => one.channel === channel && one.thread_ts === ts);
  }

  /** A channel as far as the bot can see it. @throws Refusal channel_not_found */
  visibleChannel(id: string | undefined): Channel {
    const channel = this.findChannel(id);
    if (channel === undefined || (isHidden(channel) && !channel.botIsMember))
      throw new Refusal('channel_not_found');
    return channel;
  }

  /** The direct messages of the bot and a person, opened where they are not yet. */
  directMessages(user: string): Channel {
    const open = this.channels.find(
      (channel) => channel.id.startsWith('D') && channel.botIsMember && channel.members.includes(user),
    );
    if (open !== undefined) return open;
    const channel = { id: newId('D'), name: 'directmessage', members: [user], botIsMember: true };
    this.channels.push(channel);
    this.announce({ kind: 'workspace', channel: channel.id });
    return channel;
  }

  /** A ts is a time in seconds with six decimals, unique in the workspace. */
  nextTs(): string {
    this.lastMicros = Math.max(this.now() * 1000, this.lastMicros + 1);
    return (this.lastMicros / 1_000_000).toFixed(6);
  }

  post(message: Omit<Message, 'ts'>): Message {
    const posted = { ...message, ts: this.nextTs() };
    this.messages.push(posted);
    this.announce({ kind: 'message', channel: posted.channel, ts: posted.ts });
    return posted;
  }

  postAsBot(
    place: Pick<Message, 'channel' | 'thread_ts' | 'reply_broadcast' | 'metadata'>,
    content: Content,
  ): Message {
    return this.post({ ...place, ...content, user: bot.userId, bot_id: bot.botId });
  }

  /** Metadata stays where none is given; null takes it away. */
  edit(
    message: Message,
    content: Content,
    metadata: MessageMetadata | null | undefined = message.metadata,
  ): void {
    message.text = content.text;
    if (content.blocks !== undefined) message.blocks = content.blocks;
    if (metadata) message.metadata = metadata;
    else delete message.metadata;
    message.edited = { user: bot.userId, ts: this.nextTs() };
    this.announce({ kind: 'message', channel: message.channel, ts: message.ts });
  }

  /** A root that was answered leaves a stone behind, on which its thread goes on. */
  remove(channel: string, ts: string): void {
    const message = this.findMessage(channel, ts);
    if (message === undefined) return;
    const isAnswered = this.isThread(channel, ts);
    const stone: Message = {
      ...{ channel, ts, user: 'USLACKBOT', text: 'This message was deleted.' },
      subtype: 'tombstone',
    };
    this.messages = this.messages.flatMap((one) => (one !== message ? [one] : isAnswered ? [stone] : []));
    this.announce({ kind: 'message', channel, ts });
  }

  whisper(ephemeral: Omit<Ephemeral, 'ts'>): Ephemeral {
    const posted = { ...ephemeral, ts: this.nextTs() };
    this.ephemerals.push(posted);
    this.announce({ kind: 'ephemeral', channel: posted.channel, user: posted.user, ts: posted.ts });
    return posted;
  }
}

/** Whether only its members know that it is there: private channels and direct messages. */
export function isHidden({ id, private: isPrivate, group }: Channel): boolean {
  return isPrivate === true || group === true || /^[GD]/.test(id);
}

/** Whether people write to each other there in person, with the app or without: nobody can be invited. */
export function isDirect({ id, group }: Channel): boolean {
  return group === true || id.startsWith('D');
}
