import type { ConversationsHistoryResponse, ConversationsRepliesResponse, WebClient } from '@slack/web-api';
import type { Journal } from '../ingest/ports.ts';
import type { Message } from './blocks/build.ts';
import { slackReason } from './slack-error.ts';

/** Where a message goes: into a channel, or into a thread of it. */
export interface Place {
  channel: string;
  /** The ts of the thread's root. */
  thread?: string;
}

/**
 * Messages with an id of ours in their metadata. Slack has no way to post a message once: where its answer is lost, only
 * a look at the channel tells whether it has arrived.
 */
export interface MarkedMessages {
  /** Posts a message; gives its ts. `broadcast` shows a reply in the channel as well. Throws what the client throws. */
  post(id: string, place: Place, message: Message, options?: { broadcast: boolean }): Promise<string>;
  /** The ts of each of our messages by its id, of a thread or of a channel since a moment (ms since the epoch). */
  find(place: Place, since: number): Promise<ReadonlyMap<string, string>>;
}

const eventType = 'ingest_message';
const pageSize = 200;
/** The bot's clock and Slack's may differ by so much. */
const skewMs = 5 * 60_000;

export function createMarkedMessages(web: WebClient, journal: Journal): MarkedMessages {
  return {
    async post(id, { channel, thread }, message, options) {
      const posted = await web.chat.postMessage({
        channel,
        ...message,
        ...inThread(thread, options?.broadcast === true),
        // Streams and error pages make poor previews.
        unfurl_links: false,
        unfurl_media: false,
        metadata: { event_type: eventType, event_payload: { id } },
      });
      if (posted.ts === undefined) throw new Error('Slack took a message and gave no timestamp');
      return posted.ts;
    },

    async find(place, since) {
      try {
        return await read(place, since);
      } catch (error) {
        if (slackReason(error) !== 'missing_scope') throw error;
        journal.warn(
          { error },
          'The bot may not look whether its own message arrived: see the scopes in the manifest',
        );
        return new Map();
      }
    },
  };

  async function read({ channel, thread }: Place, since: number): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const oldest = String((since - skewMs) / 1000);
    let cursor: string | undefined;
    do {
      const part = { channel, include_all_metadata: true, limit: pageSize, ...(cursor ? { cursor } : {}) };
      const answer: Messages =
        thread === undefined
          ? await web.conversations.history({ ...part, oldest })
          : await web.conversations.replies({ ...part, ts: thread });
      for (const { ts, metadata } of answer.messages ?? []) {
        const id = metadata?.event_type === eventType ? idOf(metadata.event_payload) : undefined;
        if (id !== undefined && ts !== undefined) found.set(id, ts);
      }
      cursor = answer.response_metadata?.next_cursor;
    } while (cursor);
    return found;
  }
}

type Messages = ConversationsHistoryResponse | ConversationsRepliesResponse;

function inThread(thread: string | undefined, broadcast: boolean) {
  if (thread === undefined) return {};
  return broadcast ? { thread_ts: thread, reply_broadcast: true as const } : { thread_ts: thread };
}

function idOf(payload: object | undefined): string | undefined {
  return payload !== undefined && 'id' in payload && typeof payload.id === 'string' ? payload.id : undefined;
}
