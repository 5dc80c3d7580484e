import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { Task } from '../../src/ingest/task.ts';
import type { Backend } from '../../src/storage/backend.ts';
import { openBackend, openStore, type Store } from '../../src/storage/open.ts';
import { createRedisServer, hasRedis } from './redis-server.ts';
import { createTestLogger } from './test-logger.ts';
import { until } from './until.ts';

/** One kind of store, as the settings name it. */
export interface Kind {
  name: string;
  /** Whether it outlives the process. */
  lasting: boolean;
  /** Whether several can have it open at once, in one process or many. */
  shared: boolean;
  setUp(): Promise<Stage>;
}

/** A place for stores of one kind. */
export interface Stage {
  /** Opens the store at this place, once more if it is open already. */
  open(): Promise<Store>;
  /** Closes whatever is open, and opens the store anew. */
  reopen(): Promise<Store>;
  /** What is below the store that was opened last, to write what no store would. */
  backend(): Backend;
  /** What the store's clock says. */
  now(): number;
  /** Moves the store's clock on by so many milliseconds. */
  advance(ms: number): void;
  /** Lets the time pass until the condition holds, which it does after so many milliseconds. */
  passes(ms: number, condition: () => Promise<boolean>): Promise<void>;
  /** Closes what was opened and removes the place. */
  tearDown(): Promise<void>;
}

if (!hasRedis) console.warn('NOT TESTED: there is no redis-server here, so the Redis store was left out.');

export const kinds: readonly Kind[] = [
  {
    name: 'memory:',
    lasting: false,
    shared: false,
    setUp: async () =>
      ownTime(
        () => 'memory:',
        () => {},
      ),
  },
  {
    name: 'file:',
    lasting: true,
    shared: false,
    async setUp() {
      const folder = mkdtempSync(join(tmpdir(), 'store-'));
      return ownTime(
        () => `file:${folder}/deeper/ingest`,
        () => rmSync(folder, { recursive: true }),
      );
    },
  },
  ...(hasRedis ? [{ name: 'redis:', lasting: true, shared: true, setUp: redis }] : []),
];

/** What all these stores log. */
export const logger = createTestLogger();

/** Opens stores so that what is below them can be had. */
function opener() {
  let newest: Backend | undefined;
  const open: typeof openBackend = async (...given) => {
    newest = await openBackend(...given);
    return newest;
  };
  const backend = () => {
    if (newest === undefined) throw new Error('no store was opened');
    return newest;
  };
  return { open, backend };
}

/** A stage whose time stands still until it is moved on. */
function ownTime(url: () => string, remove: () => void): Stage {
  const opened: Store[] = [];
  let now = Date.now();
  const clock = () => now;
  const stopped = jest.spyOn(Date, 'now').mockImplementation(clock);
  const below = opener();
  const open = async () => keep(opened, await openStore(url(), { clock, logger }, below.open));
  return {
    open,
    backend: below.backend,
    async reopen() {
      await closeAll(opened);
      return open();
    },
    now: clock,
    advance(ms) {
      now += ms;
    },
    async passes(ms, condition) {
      now += ms - 1;
      if (await condition()) throw new Error('it came too early');
      now += 2;
      if (!(await condition())) throw new Error('it came too late');
    },
    async tearDown() {
      await closeAll(opened);
      stopped.mockRestore();
      remove();
    },
  };
}

async function redis(): Promise<Stage> {
  const server = await createRedisServer();
  const opened: Store[] = [];
  await server.start();
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const below = opener();
  const open = async () => keep(opened, await openStore(server.url, { clock, logger }, below.open));
  return {
    open,
    backend: below.backend,
    async reopen() {
      await closeAll(opened);
      return open();
    },
    now: clock,
    advance(ms) {
      ahead += ms;
    },
    passes: (_, condition) => until(condition),
    async tearDown() {
      await closeAll(opened);
      await server.remove();
    },
  };
}

/** Makes a task's record what is given, whether there is one or not. */
export async function write({ tasks }: Store, task: Task): Promise<void> {
  if (!(await tasks.create(task))) await tasks.change(task.handle, () => task);
}

function keep(opened: Store[], store: Store): Store {
  opened.push(store);
  return store;
}

async function closeAll(opened: Store[]): Promise<void> {
  await Promise.all(opened.splice(0).map((store) => store.close()));
}
