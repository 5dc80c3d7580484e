import { describe, expect, test } from '@jest/globals';
import { SourceUnfit } from '../../src/ingest/errors.ts';
import type { HowToCheck, Probe } from '../../src/ingest/source-check.ts';
import type { SourceReport } from '../../src/ingest/source-report.ts';
import { mostLookMs } from '../../src/ingest/start-check.ts';
import { createTaskStarter, type StartOrder } from '../../src/ingest/start-task.ts';
import { createFakes } from '../support/fakes.ts';
import { draft, request } from '../support/samples.ts';

const order: StartOrder = {
  request,
  draft,
  requestedBy: 'U0ALICE',
  requestedAt: 900,
  channel: 'C0LIVE',
  requestKey: 'trigger-1',
};

const gone: SourceReport = {
  kind: 'status',
  status: 404,
  answeredAfterMs: 3,
  redirects: 0,
  expiry: undefined,
  findings: [],
};
const unchecked: SourceReport = { ...gone, kind: 'not-checked', why: 'failed' };

const sees = (report: SourceReport): Probe => ({ check: async () => report });
const heldBy = (report: SourceReport, mayBeStarted: boolean) => ({ report, mayBeStarted });

describe('A look at the source of a start', () => {
  test('is waited for with the call, not with the card', async () => {
    let answer: (report: SourceReport) => void = () => {};
    const probe: Probe = { check: () => new Promise((resolve) => (answer = resolve)) };
    const fakes = createFakes({ probe, mode: 'warn' });
    const looked: SourceReport[] = [];
    const started = createTaskStarter(fakes).start({ ...order, looked: (report) => looked.push(report) });
    await new Promise(setImmediate);
    expect(fakes.done).toEqual(['put queued', 'announce']);
    answer(unchecked);
    await started;
    expect(fakes.done).toContain('request leaves');
    expect(looked).toEqual([unchecked]);
  });

  test('that finds it unfit before the card has left leaves the channel alone', async () => {
    const fakes = createFakes({ probe: sees(gone), mode: 'warn' });
    const { notifier } = fakes;
    const slowly = {
      ...notifier,
      announce: async (...given: Parameters<typeof notifier.announce>) => {
        await new Promise(setImmediate);
        return notifier.announce(...given);
      },
    };
    const start = createTaskStarter({ ...fakes, notifier: slowly }).start(order);
    await expect(start).rejects.toMatchObject(heldBy(gone, true));
    expect(fakes.done).not.toContain('announce');
    expect(fakes.calls).toEqual([]);
    expect([...fakes.records.values()]).toMatchObject([
      { state: { name: 'failed', failure: { code: 'Bot.SourceUnfit', seen: gone } } },
    ]);
  });

  test('is of no account once the start was cancelled', async () => {
    let answer: (report: SourceReport) => void = () => {};
    const probe: Probe = { check: () => new Promise((resolve) => (answer = resolve)) };
    const fakes = createFakes({ probe, mode: 'warn' });
    const row = {
      place: { show: 'late-show', run: 'run-1', id: 0, request: 'press-1' },
      thread: { channel: 'C0LIVE', ts: '17.1' },
    };
    const start = createTaskStarter(fakes).start({ ...order, row });
    await new Promise(setImmediate);
    const [handle = ''] = fakes.records.keys();
    await fakes.transitions.apply(handle, { type: 'cancelled', at: 2_000, by: 'U0BOB' });
    answer(gone);
    expect(await start).toEqual({ kind: 'duplicate' });
    expect(fakes.calls).toEqual([]);
    expect(fakes.records.get(handle)?.state).toMatchObject({ name: 'removed', how: 'cancelled' });
  });

  test('is told again if whoever was to tell it has died meanwhile, and nothing is looked at twice', async () => {
    let looks = 0;
    const probe: Probe = {
      check: async () => {
        looks += 1;
        return gone;
      },
    };
    const fakes = createFakes({ probe, mode: 'strict' });
    const starter = createTaskStarter(fakes);
    await expect(starter.start(order)).rejects.toBeInstanceOf(SourceUnfit);
    await expect(starter.start(order)).rejects.toMatchObject(heldBy(gone, false));
    expect(looks).toBe(1);
    expect(fakes.done.filter((line) => line === 'announce')).toHaveLength(1);
  });

  test.each([
    ['a loop with its longest duration', { repeat: -1, 'max-duration': 2 }, { plannedEnd: 120_000 }],
    ['a loop without', { repeat: -1 }, {}],
    ['what is played once', {}, {}],
  ])('knows when it ends: %s', async (_, options, ends) => {
    let asked: HowToCheck | undefined;
    const probe: Probe = {
      check: async (_url, how) => {
        asked = how;
        return unchecked;
      },
    };
    const fakes = createFakes({ probe, mode: 'warn' });
    fakes.looks.clock = () => 0;
    await createTaskStarter(fakes).start({ ...order, request: { ...request, ...options } });
    expect(asked).toEqual({ signal: expect.any(AbortSignal), withinMs: mostLookMs, by: 'start', ...ends });
  });
});
