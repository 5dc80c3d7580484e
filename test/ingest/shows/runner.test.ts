import { describe, expect, test } from '@jest/globals';
import { CannotPost, StoreUnavailable } from '../../../src/ingest/errors.ts';
import { createHandleOf } from '../../../src/ingest/handle.ts';
import { readRequest } from '../../../src/ingest/request.ts';
import { createBoards } from '../../../src/ingest/shows/boards.ts';
import type { Board } from '../../../src/ingest/shows/run.ts';
import { createShowRunner, type ShowRunner } from '../../../src/ingest/shows/runner.ts';
import { createSeenRows } from '../../../src/ingest/shows/seen-rows.ts';
import type { Show } from '../../../src/ingest/shows/show.ts';
import { createTaskStarter } from '../../../src/ingest/start-task.ts';
import { openMemory } from '../../../src/storage/local/memory.ts';
import { createRunStore } from '../../../src/storage/stores/runs.ts';
import { eventually } from '../../support/eventually.ts';
import { type Course, createFakes } from '../../support/fakes.ts';
import { rulesOf, taskIn } from '../../support/samples.ts';

const show: Show = {
  name: 'late-show',
  channel: 'C0LIVE',
  defaults: { volume: '80' },
  rows: ['a', 'b', 'c'].map((room) => ({ room, url: `https://a.b/${room}.mp4` })),
  by: 'U0ALICE',
  at: 1,
};
const rows = (...rooms: string[]) => rooms.map((room) => ({ room, url: `https://a.b/${room}.mp4` }));
const order = { show, by: 'U0ALICE', request: 'press-1', requestedAt: 1_000 };

interface Stage extends ReturnType<typeof createFakes> {
  runner: ShowRunner;
  posted: Board[];
  kept: Set<string>;
  pass(days: number): void;
  /** Ends tasks of rows as if TRTC had said so. */
  end(room: string): void;
  rooms(): string[];
}

function stage(course: Course & { post?: () => Promise<void> } = {}): Stage {
  const handleOf = createHandleOf((text) => new TextEncoder().encode(text.padStart(12, '.').slice(-6)));
  const fakes = createFakes({ handleOf, ...course });
  const posted: Board[] = [];
  const kept = new Set<string>();
  const backend = openMemory(() => 0, { error() {}, info() {}, warn() {} });
  let days = 0;
  const runs = createRunStore(backend, () => days * 24 * 60 * 60 * 1000);
  const boards = createBoards({ runs, tasks: fakes.tasks, handleOf });
  const runner = createShowRunner({
    ...fakes,
    ...{ runs, boards, handleOf },
    starter: createTaskStarter({ ...fakes, handleOf }),
    seenRows: createSeenRows({ runs, show() {} }),
    control: { stop: async (task) => ({ kind: 'done', task }) },
    read: (draft) => readRequest(draft, rulesOf()),
    queue: { has: async (id) => kept.has(id) },
    leases: backend.leases,
    wait: () => new Promise((resolve) => setImmediate(() => resolve())),
    poster: {
      async post(board) {
        await course.post?.();
        posted.push(board);
        return { channel: board.run.channel, ts: `17.${posted.length}` };
      },
      async look() {},
      show() {},
    },
  });
  return {
    ...fakes,
    ...{ runner, posted, kept },
    pass(more) {
      days += more;
    },
    end(room) {
      const task = [...fakes.records.values()].findLast((each) => each.room.id === room);
      const { handle } = task ?? taskIn({ name: 'queued' });
      fakes.records.set(handle, {
        ...(task ?? taskIn({ name: 'queued' })),
        state: {
          name: 'ended',
          since: 1,
          at: 2,
          taskId: `t-${handle}`,
          requestId: 'r',
          end: { how: 'by-itself' },
        },
      });
    },
    rooms: () => fakes.calls.map(({ request }) => request.room.id),
  };
}

const roomsOf = ({ rows: all }: Board) => all.map(({ draft }) => draft.room);

describe('A show', () => {
  test('has its board before any row is started, and each row is a task that knows its row and has no card', async () => {
    const { runner, posted, calls, records, done } = stage();
    const started = await runner.start(order);
    expect(posted).toHaveLength(1);
    expect(posted[0]?.rows.map(({ task }) => task)).toEqual([undefined, undefined, undefined]);
    expect(started).toMatchObject({ type: 'started', started: [0, 1, 2], on: [], errors: [] });
    expect(calls.map(({ request }) => [request.room.id, request.volume])).toEqual([
      ['a', 80],
      ['b', 80],
      ['c', 80],
    ]);
    expect([...records.values()]).toMatchObject(
      [0, 1, 2].map((id) => ({
        row: { show: 'late-show', id, request: 'press-1' },
        thread: { channel: 'C0LIVE', ts: '17.1' },
        state: { name: 'live' },
      })),
    );
    expect(done).not.toContain('announce');
  });

  test('starts nothing if its board cannot be posted, and all of it when that works', async () => {
    let isShut = true;
    const { runner, calls, records } = stage({
      async post() {
        if (isShut) throw new CannotPost('C0LIVE', 'not_in_channel');
      },
    });
    await expect(runner.start(order)).rejects.toBeInstanceOf(CannotPost);
    expect([calls.length, records.size]).toEqual([0, 0]);
    isShut = false;
    await runner.start({ ...order, request: 'press-2' });
    expect(calls).toHaveLength(3);
  });

  test('that two people start at once starts each row once, on one board', async () => {
    const { runner, posted, rooms, kept } = stage();
    kept.add('press-1').add('press-2');
    const both = await Promise.all([
      runner.start(order),
      runner.start({ ...order, by: 'U0BOB', request: 'press-2' }),
    ]);
    expect(posted).toHaveLength(1);
    expect(rooms().toSorted()).toEqual(['a', 'b', 'c']);
    expect(both.flatMap((each) => (each.type === 'started' ? each.started : [])).toSorted()).toEqual([
      0, 1, 2,
    ]);
  });

  test('of which two people open the board at once has one', async () => {
    const { runner, posted } = stage();
    const both = await Promise.all([runner.open(order), runner.open({ ...order, request: 'press-2' })]);
    expect(posted).toHaveLength(1);
    expect(new Set(both.map(({ run }) => run.id)).size).toBe(1);
  });

  test('whose start was cut off by the end of the process goes on with the same request, each row once', async () => {
    let calls = 0;
    const { runner, kept, records, rooms } = stage({
      async start(_, hooks) {
        calls += 1;
        // The process dies before these leave.
        if (calls === 2 || calls === 3) return new Promise(() => {});
        await hooks.sending();
        return { taskId: `task-${calls}`, requestId: 'r' };
      },
    });
    kept.add('press-1');
    void runner.start(order);
    await eventually(
      () => new Promise<number>((resolve) => setImmediate(() => resolve(calls))),
      (seen) => seen === 3,
    );
    expect(await runner.start(order)).toMatchObject({ type: 'started', started: [0, 1, 2] });
    expect(rooms()).toEqual(['a', 'b', 'c', 'b', 'c']);
    expect([...records.values()].map(({ state }) => state.name)).toEqual(['live', 'live', 'live']);
  });

  test('goes on with the rows that a request has begun when that comes again, whatever it would choose by then', async () => {
    const { runner, kept, rooms, calls } = stage({
      async start(_, hooks) {
        // The process dies before it leaves.
        if (calls.length === 1) return new Promise(() => {});
        await hooks.sending();
        return { taskId: 'task-b', requestId: 'r' };
      },
    });
    kept.add('press-1');
    const unbegun = (board: Board) =>
      board.rows.filter(({ task, id }) => !task && id === 1).map(({ id }) => id);
    void runner.start({ ...order, wanted: unbegun });
    await eventually(
      () => new Promise<number>((resolve) => setImmediate(() => resolve(calls.length))),
      (seen) => seen === 1,
    );
    expect(await runner.start({ ...order, wanted: unbegun })).toMatchObject({ started: [1] });
    expect(rooms()).toEqual(['b', 'b']);
  });

  test('that is started again starts what is not on, on the same board', async () => {
    const { runner, posted, rooms, end } = stage();
    await runner.start(order);
    end('b');
    const again = await runner.start({ ...order, request: 'press-2' });
    expect(again).toMatchObject({ type: 'started', started: [1], on: [0, 2] });
    expect(rooms()).toEqual(['a', 'b', 'c', 'b']);
    expect(posted).toHaveLength(1);
  });

  test('of which all is over has another board for its next start', async () => {
    const { runner, posted, rooms, end } = stage();
    await runner.start(order);
    for (const room of ['a', 'b', 'c']) end(room);
    await runner.start({ ...order, request: 'press-2' });
    expect(posted).toHaveLength(2);
    expect(rooms()).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  });

  test.each([
    ['is over', ['a', 'b', 'c'], undefined],
    ['still runs', ['a', 'b'], 'late-show'],
  ])('whose run %s is forgotten, or not, when another one begins after 90 days', async (_, ended, left) => {
    const { runner, end, pass } = stage();
    await runner.start(order);
    for (const room of ended) end(room);
    pass(91);
    await runner.start({
      ...order,
      show: { ...show, name: 'early-show', rows: rows('x') },
      request: 'press-2',
    });
    expect((await runner.current('late-show'))?.run.show).toBe(left);
  });

  test('of which all is over is not started again by the same request, if that comes again', async () => {
    const { runner, posted, rooms, end } = stage();
    await runner.open({ ...order, request: 'open-1' });
    await runner.start(order);
    for (const room of ['a', 'b', 'c']) end(room);
    await runner.start(order);
    expect(rooms()).toEqual(['a', 'b', 'c']);
    expect(posted).toHaveLength(1);
  });

  test('starts the rows that are named alone', async () => {
    const { runner, rooms } = stage();
    const wanted = (board: Board) => board.rows.filter(({ draft }) => draft.room === 'b').map(({ id }) => id);
    await runner.start({ ...order, wanted });
    expect(rooms()).toEqual(['b']);
  });

  test('that was edited while it runs starts what it says now, and leaves alone what is on', async () => {
    const { runner, rooms, calls, end } = stage();
    await runner.start(order);
    end('b');
    const edited = { ...show, defaults: { volume: '50' }, rows: rows('c', 'b', 'd') };
    const again = await runner.start({ ...order, show: edited, request: 'press-2' });
    expect(rooms().slice(3).toSorted()).toEqual(['b', 'd']);
    expect(calls.slice(3).map(({ request }) => request.volume)).toEqual([50, 50]);
    expect(again.type === 'started' && roomsOf(again.board)).toEqual(['c', 'b', 'd', 'a']);
  });

  test('from which a row was taken starts the one that comes next, and does not take it for that', async () => {
    const { runner, rooms: started, end } = stage();
    await runner.start(order);
    end('c');
    await runner.open({ ...order, show: { ...show, rows: rows('a', 'b') }, request: 'open-2' });
    const grown = { ...show, rows: rows('a', 'b', 'd') };
    const again = await runner.start({ ...order, show: grown, request: 'press-2' });
    expect(started()).toEqual(['a', 'b', 'c', 'd']);
    expect(again.board.rows.map(({ draft, task }) => [draft.room, task?.room.id])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['d', 'd'],
    ]);
  });

  test('that names its application now starts no second stream in a room that is on', async () => {
    const { runner, rooms } = stage();
    await runner.start(order);
    for (const [at, app] of ['prod', '1400000001'].entries()) {
      const edited = { ...show, defaults: { ...show.defaults, app } };
      const again = await runner.start({ ...order, show: edited, request: `press-${at + 2}` });
      expect(again).toMatchObject({ type: 'started', started: [], on: [0, 1, 2] });
    }
    expect(rooms()).toEqual(['a', 'b', 'c']);
  });

  test('has a row for each type of room under one id, and starts none of them twice', async () => {
    const { runner, calls } = stage();
    const url = 'https://a.b/1.mp4';
    const both = {
      ...show,
      rows: ['integer', 'string'].map((type) => ({ room: '1', url, 'room-type': type })),
    };
    await runner.start({ ...order, show: both });
    const turned = { ...both, rows: [...both.rows.toReversed(), { room: '2', url }] };
    const again = await runner.start({ ...order, show: turned, request: 'press-2' });
    expect(again).toMatchObject({ type: 'started', started: [2], on: [1, 0] });
    expect(calls.map(({ request }) => [request.room.id, request.room.type])).toEqual([
      ['1', 1],
      ['1', 0],
      ['2', 1],
    ]);
  });

  test('with a row against the rules starts nothing, and names it and the others', async () => {
    const { runner, calls } = stage();
    const broken = { ...show, rows: [...show.rows, { room: 'd', url: 'ftp://a.b/d' }] };
    const refused = await runner.start({ ...order, show: broken });
    expect(refused).toMatchObject({
      type: 'refused',
      rows: [{ id: 3, problems: [{ field: 'url', code: 'scheme' }] }],
      others: [0, 1, 2],
    });
    expect(calls).toEqual([]);
  });

  test('has rows on that were begun and have no record yet, until their request is done', async () => {
    const error = new StoreUnavailable('away');
    const { runner, kept } = stage({ failingPut: { number: 1, until: 3, error } });
    kept.add('press-1');
    expect(await runner.start(order)).toMatchObject({ errors: [error, error, error] });
    const on = async () => {
      const board = await runner.current('late-show');
      return board && [...(await runner.rowsOn(board))];
    };
    expect(await on()).toEqual([0, 1, 2]);
    kept.delete('press-1');
    expect(await on()).toEqual([]);
  });

  test('that is stopped stops what is on of it', async () => {
    const { runner, end } = stage();
    await runner.start(order);
    end('b');
    const board = await runner.current('late-show');
    const stopped = board && (await runner.stop(board.run, 'U0BOB'));
    expect(stopped?.results.map(({ task }) => task.room.id)).toEqual(['a', 'c']);
  });

  describe('that is stopped while its board is being posted for a start', () => {
    /** The board is posted when the stop has looked so often whether it is. */
    async function stopped(looks: number) {
      let post = () => {};
      const posted = new Promise<void>((resolve) => {
        post = resolve;
      });
      let left = looks;
      const { runner, kept, rooms } = stage({
        post: () => posted,
        async wait() {
          left -= 1;
          if (left === 0) post();
          await new Promise(setImmediate);
        },
      });
      kept.add('press-1');
      const start = runner.start(order);
      const board = await eventually(
        () => runner.current('late-show'),
        (now) => now !== undefined,
      );
      const result = board && (await runner.stop(board.run, 'U0BOB'));
      post();
      await start;
      return { rooms, result };
    }

    test('stops what is started once it is', async () => {
      const { result, rooms } = await stopped(3);
      expect(rooms()).toEqual(['a', 'b', 'c']);
      expect(result?.results.map(({ task }) => task.room.id)).toEqual(['a', 'b', 'c']);
      expect(result?.begun).toEqual([]);
    });

    test('says of which rows it knows nothing if that takes too long', async () => {
      const { result } = await stopped(Number.POSITIVE_INFINITY);
      expect(result?.begun.map(({ draft }) => draft.room)).toEqual(['a', 'b', 'c']);
    });
  });
});
