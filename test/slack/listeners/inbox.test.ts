import { describe, expect, test } from '@jest/globals';
import { createInFlight } from '../../../src/async/in-flight.ts';
import { GatewayError, StoreUnavailable } from '../../../src/ingest/errors.ts';
import { Secret } from '../../../src/ingest/secret.ts';
import { lateMs } from '../../../src/ingest/start-task.ts';
import type { Queue } from '../../../src/ingest/storage-ports.ts';
import { fetchWhole } from '../../../src/slack/api/fetch.ts';
import {
  type Asked,
  createInbox,
  type KeptRequest,
  type PersonsRequest,
  type Prepared,
} from '../../../src/slack/listeners/inbox.ts';
import { openMemory } from '../../../src/storage/local/memory.ts';
import { createSeal } from '../../../src/storage/seal.ts';
import { alice, live, slackStage } from '../../support/slack-stage.ts';

const stop: Asked = { kind: 'command', text: 'stop k7f2qd' };
const startCommand: Asked = { kind: 'command', text: 'start room123 https://a.b/?key=t0psecret' };

function asking(asked: Asked, more: Partial<PersonsRequest> = {}): PersonsRequest {
  return { id: 'trigger-1', user: alice, channel: live, responseUrl: undefined, at: 0, asked, ...more };
}

/** Instances of the bot that share a store and a key, and what came of what people asked them. */
async function stage(perform: Prepared['perform'] = async () => {}) {
  const { slack, web, pace, logger, logged } = await slackStage();
  const happened: string[] = [];
  const time = { now: 0 };
  const clock = () => time.now;
  const queue: Queue<KeptRequest> = openMemory(clock, logger).queue('requests');
  const keep = queue.add;
  queue.add = async (id, job) => {
    await keep(id, job);
    happened.push('kept');
  };
  const inFlight = createInFlight();
  const instance = (key = 'key') =>
    createInbox(
      {
        web: web.answering,
        pace,
        fetch: fetchWhole,
        queue,
        seal: createSeal(new Secret(key)),
        traces: { current: () => undefined, within: (_, work) => work() },
        inFlight,
        logger,
        clock,
        random: () => 0,
      },
      (request) => ({
        judgesItsAge: request.asked.kind === 'start-form',
        async perform(tell) {
          happened.push(`did ${request.asked.kind}`);
          performed.push(request);
          await perform(tell);
        },
      }),
    );
  const performed: PersonsRequest[] = [];
  return {
    slack,
    logged,
    happened,
    performed,
    time,
    queue,
    inFlight,
    instance,
    ack: async () => void happened.push('acknowledged'),
    /** What alice alone was told. */
    told: () => slack.ephemerals.map(({ text }) => text),
  };
}

/** Resolves when all that is kept is done. */
async function emptied(queue: Queue<KeptRequest>): Promise<void> {
  while ((await queue.depth()) > 0) await new Promise(setImmediate);
}

describe('A request that changes something', () => {
  test('is kept before it is acknowledged, and then done', async () => {
    const { instance, ack, happened, performed, queue } = await stage();
    const requests = instance();
    const request = asking(startCommand, { responseUrl: 'https://hooks.slack.com/commands/t0psecret' });
    await requests.keep(request, ack);
    expect(happened).toEqual(['kept', 'acknowledged']);
    await requests.start();
    await emptied(queue);
    expect(performed).toEqual([request]);
    expect(await queue.depth()).toBe(0);
  });

  test('is done once, however often it comes', async () => {
    const { instance, ack, happened, performed, queue } = await stage();
    const requests = instance();
    for (const _ of [1, 2, 3]) await requests.keep(asking(stop), ack);
    await requests.keep(asking(stop, { id: 'trigger-2' }), ack);
    await requests.start();
    await emptied(queue);
    expect(performed.map(({ id }) => id)).toEqual(['trigger-1', 'trigger-2']);
    expect(happened.filter((line) => line === 'acknowledged')).toHaveLength(4);
  });

  test('is done by another instance where the one that kept it has died', async () => {
    const { instance, ack, performed, queue } = await stage();
    const asked: Asked = { kind: 'button', actionId: 'stop', value: 'k7f2qd', homePage: undefined };
    await instance().keep(asking(asked), ack);
    await instance().start();
    await emptied(queue);
    expect(performed).toEqual([asking(asked)]);
  });

  test('cannot be read in the store', async () => {
    const { instance, ack, queue } = await stage();
    const jobs: KeptRequest[] = [];
    const { add } = queue;
    queue.add = (id, job) => {
      jobs.push(job);
      return add(id, job);
    };
    await instance().keep(asking(startCommand, { responseUrl: 'https://hooks.slack.com/t0psecret' }), ack);
    expect(jobs).toEqual([
      { id: 'trigger-1', user: alice, channel: live, at: 0, sealed: expect.any(String) },
    ]);
    expect(JSON.stringify(jobs)).not.toMatch(/t0psecret|start|room123/);
  });

  test('that cannot be kept is acknowledged and not done, and the person is told', async () => {
    const { instance, ack, happened, told, queue } = await stage();
    queue.add = () => Promise.reject(new StoreUnavailable('The store is away.'));
    const requests = instance();
    await requests.keep(asking(stop), ack);
    expect(told()).toEqual([expect.stringMatching(/^The store is away\. Try again in a minute/)]);
    await requests.start();
    await emptied(queue);
    expect(happened).toEqual(['acknowledged']);
  });

  test('that goes wrong is told to the person, and is over', async () => {
    const error = new TypeError('Cannot read properties of undefined');
    const { instance, ack, told, logged, queue } = await stage(() => Promise.reject(error));
    const requests = instance();
    await requests.keep(asking(stop), ack);
    await requests.start();
    await emptied(queue);
    expect(told()).toEqual([expect.stringContaining('`aaaaaa`')]);
    expect(logged).toContainEqual({ level: 'error', facts: { error, reference: 'aaaaaa' } });
    expect(await queue.depth()).toBe(0);
  });
});

test('A button that was pressed in a thread is answered there, by another instance too', async () => {
  const { instance, ack, slack, queue } = await stage(() => Promise.reject(new Error('wrong')));
  const root = slack.person(alice).say('root').ts;
  slack.person(alice).say('reply', { thread_ts: root });
  const asked: Asked = { kind: 'button', actionId: 'stop', value: 'k7f2qd', homePage: undefined };
  await instance().keep(asking(asked, { thread: root }), ack);
  await instance().start();
  await emptied(queue);
  expect(slack.ephemerals).toMatchObject([{ user: alice, thread_ts: root }]);
});

describe('A request that was kept for more than ten minutes', () => {
  const late = async (asked: Asked, ms: number) => {
    const base = await stage();
    await base.instance().keep(asking(asked), base.ack);
    base.time.now = ms;
    await base.instance().start();
    await emptied(base.queue);
    return base;
  };

  test.each<[string, Asked]>([
    ['a command', stop],
    ['a command that is none', { kind: 'command', text: 'restart room123' }],
    ['a button', { kind: 'button', actionId: 'stop', value: 'k7f2qd', homePage: undefined }],
    ['a form', { kind: 'adjust-form', handle: 'k7f2qd', draft: { volume: '80' } }],
  ])('is not done any more: %s', async (_, asked) => {
    const { performed, told } = await late(asked, lateMs + 1);
    expect(performed).toEqual([]);
    expect(told()).toEqual([expect.stringContaining('more than ten minutes ago, so nothing was done')]);
  });

  test('may have been begun if it is a start, which looks after that itself', async () => {
    const asked: Asked = { kind: 'start-form', draft: { room: 'room123' } };
    const { performed, told } = await late(asked, lateMs + 1);
    expect(performed).toEqual([asking(asked)]);
    expect(told()).toEqual([]);
  });

  test('is one that was kept for ten minutes and is not late', async () => {
    expect((await late(stop, lateMs)).performed).toHaveLength(1);
  });
});

test('A request that was kept with another key is not done; the person and the log are told', async () => {
  const { instance, ack, performed, told, logged, queue } = await stage();
  await instance('old key').keep(asking(startCommand), ack);
  await instance('new key').start();
  await emptied(queue);
  expect(performed).toEqual([]);
  expect(told()).toEqual([expect.stringContaining('ask again if it is not done')]);
  expect(logged).toContainEqual({ level: 'error', facts: { request: 'trigger-1', user: alice } });
  expect(await queue.depth()).toBe(0);
});

describe('A request that only shows something', () => {
  test('is acknowledged and answered, and not kept', async () => {
    const { instance, ack, happened, inFlight } = await stage();
    await instance().answer(asking({ kind: 'command', text: 'list' }), ack);
    await inFlight.drained();
    expect(happened).toEqual(['acknowledged', 'did command']);
  });

  test('and goes wrong is told to the person', async () => {
    const { instance, ack, told, inFlight } = await stage(() =>
      Promise.reject(
        new GatewayError({ code: 'Network.Timeout', message: 'late', effect: 'unknown', hint: '' }),
      ),
    );
    await instance().answer(asking({ kind: 'command', text: 'list' }), ack);
    await inFlight.drained();
    expect(told()).toHaveLength(1);
  });
});
