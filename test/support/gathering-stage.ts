import type { Wait } from '../../src/async/wait.ts';
import { StoreUnavailable } from '../../src/ingest/errors.ts';
import { createLeaseHolder } from '../../src/ingest/lease.ts';
import { withNews } from '../../src/ingest/outbox.ts';
import type { Turn } from '../../src/ingest/ports.ts';
import { createSharedNews } from '../../src/ingest/shows/shared-news.ts';
import type { NewsEvent, NewsItem, Task } from '../../src/ingest/task.ts';
import { createGatheredThread, type GatheredMessage } from '../../src/slack/answers/gathered-thread.ts';
import { createMarkedMessages } from '../../src/slack/answers/marked-messages.ts';
import { orLater } from '../../src/slack/answers/or-later.ts';
import { openMemory } from '../../src/storage/local/memory.ts';
import { createRunNewsStore } from '../../src/storage/stores/run-news.ts';
import { live as isLive, taskIn } from './samples.ts';
import { live, slackStage } from './slack-stage.ts';

/** An instance that tells the thread of a board. */
export interface Teller {
  /** What becomes of what it is to tell: how each piece came out, by its room, once that is settled. */
  outcomes: Record<string, 'told' | Error>;
  /** It is to tell that the source of the row fails. `unwritten`: the store did not take it. */
  tell(room: string, more?: Telling): void;
  /** Asked right before it posts and right after; what it waits for then does not come. */
  at: { posting?: () => Promise<void> | void; posted?: () => Promise<void> | void };
  /** It does nothing any more, as after `kill -9`. */
  die(): void;
  /** Whether the store answers it; true. */
  hasStore: boolean;
}

interface Telling {
  again?: boolean;
  unwritten?: boolean;
}

/** The thread of a board in a workspace, and instances that share what is to be told there, by a clock that the test moves on. */
export async function gatheringStage() {
  let now = 1_800_000_000_000;
  const clock = () => now;
  const base = await slackStage({ now: clock });
  const { slack, web, pace, logger, quiet } = base;
  const backend = openMemory(clock, logger);
  const runNews = createRunNewsStore(backend, clock);
  const tasks = new Map<string, Task>();
  const pauses = new Set<{ at: number; end: () => void }>();
  const wait: Wait = (ms, signal) =>
    new Promise((resolve, reject) => {
      const one = { at: now + ms, end: resolve };
      pauses.add(one);
      signal.addEventListener('abort', () => {
        pauses.delete(one);
        reject(signal.reason);
      });
    });
  const messages = createMarkedMessages(web.posting, pace, logger);
  const { ts = '' } = await web.posting.chat.postMessage({ channel: live, text: 'board' });
  const place = { channel: live, thread: ts };
  const never = () => new Promise<never>(() => {});

  function instance(): Teller {
    let isDead = false;
    /** What it asks of the store. */
    const asked = <In extends unknown[], Out>(work: (...given: In) => Promise<Out>) => {
      return async (...given: In): Promise<Out> => {
        if (isDead) return never();
        if (!teller.hasStore) throw new StoreUnavailable('away');
        const answer = await work(...given);
        return isDead ? never() : answer;
      };
    };
    const leases = { acquire: asked(backend.leases.acquire), release: asked(backend.leases.release) };
    const underLease = createLeaseHolder(
      { leases, random: Math.random, wait },
      { leaseMs: 40_000, renewMs: 10_000 },
    );
    const alive = async (step: (() => Promise<void> | void) | undefined) => {
      await step?.();
      if (isDead) await never();
    };
    const post = async ({ ids, broadcast, text, blocks }: GatheredMessage, turn: Turn) => {
      await alive(teller.at.posting);
      const options = { broadcast, turn };
      await orLater(() => messages.post(ids, place, { text, blocks }, options), logger);
      await alive(teller.at.posted);
    };
    const thread = createGatheredThread({
      post,
      find: async () =>
        new Map([...(await messages.find(place, 0))].map(([id, [at]]) => [id, Number(at) * 1000])),
      shared: createSharedNews('r1', {
        runNews: { get: asked(runNews.get), change: asked(runNews.change) },
        tasks: { get: asked(async (handle) => tasks.get(handle)) },
        clock,
      }),
      underLease: (work) => underLease('thread:r1', work, async () => {}),
      gatherMs: 2_000,
      pauses: {
        async pause(ms) {
          await wait(ms, new AbortController().signal);
          return isDead ? never() : true;
        },
      },
      clock,
    });
    const teller: Teller = {
      outcomes: {},
      at: {},
      hasStore: true,
      die() {
        isDead = true;
      },
      tell(room, { again = false, unwritten = false } = {}) {
        const event: NewsEvent = { type: 'source', at: now, source: 'failed' };
        const known = tasks.get(room) ?? taskIn(isLive, { handle: room, room: { id: room, type: 0 } });
        const task = known.outbox === undefined ? withNews(known, event, now) : known;
        const news = task.outbox?.items.at(-1) ?? ({ n: 1, event } satisfies NewsItem);
        if (!unwritten) tasks.set(room, task);
        const sending = asked(async () => {});
        const told = thread.tell({ task, news }, { again, ...(unwritten ? {} : { sending }) });
        told.then(
          () => {
            teller.outcomes[room] = 'told';
            tasks.delete(room);
          },
          (error: Error) => {
            teller.outcomes[room] = error;
          },
        );
      },
    };
    return teller;
  }

  /** Lets so much time pass. */
  async function pass(ms: number): Promise<void> {
    const end = now + ms;
    for (;;) {
      await quiet();
      const [next] = [...pauses].toSorted((a, b) => a.at - b.at);
      if (next === undefined || next.at > end) break;
      now = Math.max(now, next.at);
      pauses.delete(next);
      next.end();
    }
    now = end;
  }

  return {
    ...base,
    backend,
    pass,
    instance,
    /** Of each message of the thread the rooms that it names, and whether the channel got it too. */
    said: () =>
      slack
        .thread(live, ts)
        .slice(1)
        .map(({ text, reply_broadcast }) => ({
          rooms: [...new Set(text.match(/\b[ab]\d+\b/g))].toSorted().join(' '),
          loud: reply_broadcast === true,
        })),
    reads: () => slack.calls.filter(({ method }) => method === 'conversations.replies').length,
  };
}
