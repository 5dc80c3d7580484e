import type { InFlight } from '../../async/in-flight.ts';
import { Interrupted, StoreUnavailable, TooLate } from '../../ingest/errors.ts';
import type { Draft } from '../../ingest/fields.ts';
import type { Clock, Logger, Random } from '../../ingest/runtime.ts';
import { lateMs } from '../../ingest/start-task.ts';
import type { Queue, Seal } from '../../ingest/storage-ports.ts';
import { explain } from '../answers/explain.ts';
import { createTell, type Tell, type TellDeps } from '../answers/reply.ts';
import type { Words } from '../command-line/tokens.ts';
import { message } from '../format/message.ts';
import type { FilledShow } from '../views/show-form.ts';
import { goOn } from './go-on.ts';

/** What people ask for, each in the way in which they do. */
export type Asked =
  /** `read` is absent in requests that were kept by an older version, which itself reads the text. */
  | { kind: 'command'; text: string; read?: Words }
  | { kind: 'start-form'; draft: Draft }
  | { kind: 'adjust-form'; handle: string; draft: Draft }
  | { kind: 'show-form'; filled: FilledShow }
  /** `filled`: what stands in the form that the button is part of; absent if it is part of none. */
  | {
      kind: 'button';
      actionId: string;
      value: string;
      homePage: number | undefined;
      filled?: Draft | undefined;
    };

/** Something that a person asked for. */
export interface PersonsRequest {
  /** Slack's id of it, which is the same however often it is delivered: a trigger_id, or a view's id. */
  id: string;
  user: string;
  channel: string | undefined;
  /** Whether the channel is one of direct messages; absent in requests that were kept by an older version. */
  direct?: boolean | undefined;
  /** The root of the thread that a button was pressed in; absent in requests that were kept by an older version. */
  thread?: string | undefined;
  responseUrl: string | undefined;
  /** Milliseconds since the epoch. */
  at: number;
  asked: Asked;
}

/** A request as it is kept: what it says and where it is answered may open doors. */
export type KeptRequest = Pick<PersonsRequest, 'id' | 'user' | 'channel' | 'at'> & {
  /** Of the log lines about it. */
  trace: string | undefined;
  sealed: string;
};

/** Something that a person asked for, and what does it. */
export interface Prepared {
  /** It knows itself whether it was begun in time; any other is refused if it was kept for more than `lateMs`. */
  judgesItsAge: boolean;
  /** Whatever it rejects with, the person is told, except of Interrupted: it is done later. */
  perform(tell: Tell): Promise<unknown>;
}

/** Finds what does a request. */
export type Prepare = (request: PersonsRequest) => Prepared;

export interface Inbox {
  /** Acknowledges a request that only shows something, and answers it. */
  answer(request: PersonsRequest, ack: () => Promise<void>): Promise<void>;
  /**
   * Acknowledges a request that changes something once it is kept, so that it is done whatever happens to this process;
   * if it cannot be kept, nothing is done and the person is told.
   */
  keep(request: PersonsRequest, ack: () => Promise<void>): Promise<void>;
  /** Begins to do what is kept. Throws StoreUnavailable. */
  start(): Promise<void>;
}

export interface InboxDeps extends TellDeps {
  queue: Queue<KeptRequest>;
  seal: Seal;
  /** What the log lines of a request have in common. */
  traces: { current(): string | undefined; within<T>(trace: string, work: () => T): T };
  inFlight: InFlight;
  logger: Logger;
  clock: Clock;
  random: Random;
}

export function createInbox(deps: InboxDeps, prepare: Prepare): Inbox {
  const { queue, seal, traces, logger, clock } = deps;
  const answer = async (request: PersonsRequest, ack: () => Promise<void>) => {
    await ack();
    const tell = createTell(request, deps);
    goOn(async () => prepare(request).perform(tell), tell, deps);
  };

  return {
    answer,
    async keep(request, ack) {
      const { id, user, channel, at } = request;
      try {
        await queue.add(id, {
          ...{ id, user, channel, at },
          trace: traces.current(),
          sealed: seal.close(JSON.stringify(request)),
        });
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        await ack();
        return createTell(request, deps)(message(explain(error, deps)));
      }
      await ack();
    },
    start: () =>
      queue.start((kept) =>
        kept.trace === undefined ? work(kept) : traces.within(kept.trace, () => work(kept)),
      ),
  };

  /** Rejects with nothing but Interrupted. */
  async function work({ sealed, ...kept }: KeptRequest): Promise<void> {
    const opened = seal.open(sealed);
    if (opened === undefined) {
      logger.error(
        { request: kept.id, user: kept.user },
        'A kept request cannot be read: the key has changed',
      );
      return createTell({ ...kept, responseUrl: undefined }, deps)(message(unreadable));
    }
    const request = JSON.parse(opened) as PersonsRequest;
    const tell = createTell(request, deps);
    try {
      const { judgesItsAge, perform } = prepare(request);
      if (!judgesItsAge && clock() - request.at > lateMs) throw new TooLate();
      await perform(tell);
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      await tell(message(explain(error, deps)));
    }
  }
}

const unreadable =
  'The bot was restarted with another TENCENTCLOUD_SECRET_KEY before it could do what you asked for last. Look at `/ingest list`, and ask again if it is not done.';
