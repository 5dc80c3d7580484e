import type { ConversationsHistoryResponse, ConversationsRepliesResponse, WebClient } from '@slack/web-api';
import type { Turn } from '../../ingest/ports.ts';
import type { Logger } from '../../ingest/runtime.ts';
import type { Pace, Rank } from '../api/pace.ts';
import { neededScopes, refusalKind, slackReason } from '../api/slack-error.ts';
import { type Message, plainMessage } from '../format/message.ts';

/** Where a message goes: into a channel, or into a thread of it. */
export interface Place {
  channel: string;
  /** The ts of the thread's root. */
  thread?: string;
}

/** What a message is known by: its id, or the ids of all that it tells. */
export type Mark = string | readonly string[];

/** A message that Slack has taken. */
export interface Posted {
  ts: string;
  /** The thread that it is in; undefined if it stands in the channel itself. */
  thread: string | undefined;
}

export interface PostOptions {
  /** Shows a reply in the channel as well. */
  broadcast?: boolean;
  rank?: Rank;
  turn?: Turn;
  /** What is posted if Slack does not take the message as it is; the same in plain words if absent. */
  plain?: Message;
}

/**
 * Messages with an id of ours in their metadata, each when it is its turn. Slack has no way to post a message once: if
 * its answer is lost, only a look at the channel tells whether it has arrived.
 */
export interface MarkedMessages {
  /**
   * Posts a message; one that Slack does not take as it is, as plain text. Throws what the client throws, and what
   * `pace` throws.
   */
  post(id: Mark, place: Place, message: Message, options?: PostOptions): Promise<Posted>;
  /** Makes of a message another one, with that one's id. Throws as `post` does. */
  replace(id: string, place: { channel: string; ts: string }, message: Message): Promise<void>;
  /** Takes a message away again. Does not throw: it is left if that does not work. */
  remove(place: { channel: string; ts: string }): Promise<void>;
  /**
   * Our messages by their id, of a thread or of a channel since a moment (ms since the epoch): the ts of each, oldest
   * first if there are several of one id. Throws as `post` does.
   */
  find(place: Place, since: number): Promise<Found>;
}

export type Found = ReadonlyMap<string, readonly string[]>;

const eventType = 'ingest_message';
const pageSize = 200;
/** The bot's clock and Slack's may differ by so much. */
const skewMs = 5 * 60_000;

export function createMarkedMessages(web: WebClient, pace: Pace, logger: Logger): MarkedMessages {
  /** Looks at a channel or a thread that wait for their turn: whoever wants the same meanwhile joins them. */
  const waitingLooks = new Map<string, { since: number; found: Promise<Found> }>();
  const looksKey = ({ channel, thread = '' }: Place) => `${channel} ${thread}`;

  return {
    post: (id, { channel, thread }, message, { broadcast = false, rank = 'other', turn = {}, plain } = {}) =>
      plainIfUnfit(message, plain, async (content, mark) => {
        const posted = await pace.post(channel, rank, turn, () =>
          web.chat.postMessage({
            channel,
            ...content,
            ...inThread(thread, broadcast),
            // Streams and error pages make poor previews.
            unfurl_links: false,
            unfurl_media: false,
            ...(mark ? { metadata: markOf(id) } : {}),
          }),
        );
        if (posted.ts === undefined) throw new Error('Slack took a message and gave no timestamp');
        return { ts: posted.ts, thread: posted.message?.thread_ts };
      }),

    replace: (id, { channel, ts }, message) =>
      plainIfUnfit(message, undefined, async (content, mark) => {
        const metadata = mark ? { metadata: markOf(id) } : {};
        await pace.edit(() => web.chat.update({ channel, ts, ...content, ...metadata }));
      }),

    async remove({ channel, ts }) {
      await pace
        .edit(() => web.chat.delete({ channel, ts }))
        .catch((error: unknown) => {
          logger.warn({ error, channel, reason: slackReason(error) }, 'A message could not be taken away');
        });
    },

    find(place, since) {
      const key = looksKey(place);
      const waiting = waitingLooks.get(key);
      if (waiting !== undefined) {
        waiting.since = Math.min(waiting.since, since);
        return waiting.found;
      }
      const look = { since, found: Promise.resolve<Found>(new Map()) };
      waitingLooks.set(key, look);
      look.found = readIfAllowed(place, () => {
        waitingLooks.delete(key);
        return look.since;
      }).finally(() => {
        if (waitingLooks.get(key) === look) waitingLooks.delete(key);
      });
      return look.found;
    },
  };

  async function plainIfUnfit<T>(
    message: Message,
    plain: Message | undefined,
    write: (content: Message, mark: boolean) => Promise<T>,
  ): Promise<T> {
    try {
      return await write(message, true);
    } catch (error) {
      if (refusalKind(error) !== 'unfit') throw error;
      const reason = slackReason(error);
      logger.error({ error, reason }, 'Slack did not take a message as it is');
      return write(plain ?? plainMessage(message), !reason.includes('metadata'));
    }
  }

  /** `since` is asked for when the look begins. */
  async function readIfAllowed(place: Place, since: () => number): Promise<Found> {
    try {
      return await read(place, since);
    } catch (error) {
      if (slackReason(error) !== 'missing_scope') throw error;
      logger.warn(
        { error, needed: neededScopes(error) },
        'The bot may not look whether its own message arrived, so it may come twice: reinstall the app from manifest.yml',
      );
      return new Map();
    }
  }

  async function read({ channel, thread }: Place, since: () => number): Promise<Found> {
    const found = new Map<string, string[]>();
    let oldest: string | undefined;
    let cursor: string | undefined;
    do {
      const answer: Messages = await pace.read(() => {
        oldest ??= String((since() - skewMs) / 1000);
        const part = { channel, include_all_metadata: true, limit: pageSize, ...(cursor ? { cursor } : {}) };
        return thread === undefined
          ? web.conversations.history({ ...part, oldest })
          : web.conversations.replies({ ...part, ts: thread });
      });
      for (const { ts, metadata } of answer.messages ?? []) {
        const ids = metadata?.event_type === eventType ? idsIn(metadata.event_payload) : [];
        for (const id of ids) if (ts !== undefined) found.set(id, [...(found.get(id) ?? []), ts].sort());
      }
      cursor = answer.response_metadata?.next_cursor;
    } while (cursor);
    return found;
  }
}

/** Several ids are one text: Slack takes texts, numbers and the like for values of metadata. */
function markOf(mark: Mark) {
  const payload = typeof mark === 'string' ? { id: mark } : { ids: mark.join(' ') };
  return { event_type: eventType, event_payload: payload };
}

type Messages = ConversationsHistoryResponse | ConversationsRepliesResponse;

function inThread(thread: string | undefined, broadcast: boolean) {
  if (thread === undefined) return {};
  return broadcast ? { thread_ts: thread, reply_broadcast: true as const } : { thread_ts: thread };
}

function idsIn(payload: object | undefined): readonly string[] {
  if (payload === undefined) return [];
  if ('ids' in payload && typeof payload.ids === 'string') return payload.ids.split(' ');
  return 'id' in payload && typeof payload.id === 'string' ? [payload.id] : [];
}
