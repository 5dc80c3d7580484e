// Not quick: Slack and TRTC fail in every way, and what fails is waited for.
import { describe, expect, test } from '@jest/globals';
import type { Fault, SlackStandIn } from '../../sandbox/slack/index.ts';
import type { StageOptions } from '../../sandbox/stage.ts';
import type { Backend } from '../../src/storage/backend.ts';
import { openBackend } from '../../src/storage/open.ts';
import {
  answered,
  cardNow,
  cards,
  channels,
  example,
  people,
  replies,
  type Stage,
  stageFor,
  startOne,
  threadOf,
  toldInThread,
  whispered,
} from '../support/bot-stage.ts';
import { boardOf, gathersSoon, rowsOf, saveShow } from '../support/shows.ts';
import { until } from '../support/until.ts';

const alice = people.alice.id;

/** A stage whose bot tries again ten times as soon: its clock runs so much faster than the one on the wall. */
function hurriedStage(options: StageOptions = {}): Promise<Stage> {
  const began = Date.now();
  return stageFor({ ...options, runtime: { clock: () => began + 10 * (Date.now() - began) } });
}

const passing: [string, Fault][] = [
  ['a limit', { kind: 'rate-limited', retryAfterSeconds: 1 }],
  ['a server error', { kind: 'http', status: 503 }],
  ['a reset', { kind: 'reset' }],
  ['an answer that gets lost', { kind: 'lose-answer' }],
  ['an internal error', { kind: 'error', error: 'internal_error' }],
];
/** What somebody has to mend before it works again. */
const mendable: [string, Fault][] = [
  ['a token that does not hold for a moment', { kind: 'error', error: 'token_revoked' }],
];

/** Starts a stream and lets Slack fail from when TRTC has the call until it is released. */
async function startWithFault(stage: Stage, fault: Fault, method: string): Promise<void> {
  const { slack, trtc } = stage;
  trtc.fail({ kind: 'stall' });
  await slack.person(alice).command(example);
  await trtc.until(({ calls }) => calls.some(({ outcome }) => outcome.kind === 'stalled'));
  slack.fail(fault, { method });
  trtc.release();
}

describe('Slack that fails once:', () => {
  test.each([...passing, ...mendable])(
    '%s at the news of a thread delays it, and it is there once',
    async (_, fault) => {
      const stage = await hurriedStage();
      const { slack, trtc } = stage;
      await startWithFault(stage, fault, 'chat.postMessage');
      const { card } = await answered(slack);
      await stage.app.stop();
      expect(threadOf(slack, card.ts)).toEqual([
        expect.stringContaining(`TaskId \`${trtc.tasks[0]?.taskId}\``),
      ]);
      expect(cardNow(slack, card.ts)?.text).toContain('source not confirmed yet');
    },
  );

  test.each([...passing, ...mendable])(
    '%s at the card’s change leaves no card behind the times',
    async (_, fault) => {
      const stage = await hurriedStage();
      const { slack } = stage;
      await startWithFault(stage, fault, 'chat.update');
      const { card } = await answered(slack);
      expect(card.text).toContain('source not confirmed yet');
      await stage.app.stop();
      expect(replies(slack)).toHaveLength(1);
    },
  );

  test.each(passing)('%s at the card itself delays the start, and there is one card', async (_, fault) => {
    const { slack, trtc } = await hurriedStage();
    slack.fail(fault, { method: 'chat.postMessage' });
    await slack.person(alice).command(example);
    const { reply } = await answered(slack);
    expect(reply.text).toContain('✅ Started');
    expect(cards(slack)).toHaveLength(1);
    expect(trtc.calls).toHaveLength(1);
  });
});

test('A token that does not hold for as long as the card is tried starts nothing, and the person is told', async () => {
  const { slack, trtc } = await hurriedStage();
  slack.fail(
    { kind: 'error', error: 'token_revoked' },
    { method: 'chat.postMessage', channel: channels.live.id, times: Infinity },
  );
  await slack.person(alice).command(example);
  expect((await whispered(slack)).text).toContain(
    "does not take the bot's token any more (it says `token_revoked`)",
  );
  expect(trtc.calls).toEqual([]);
});

describe('Slack that fails for a while', () => {
  async function eachAnswered(slack: SlackStandIn, verbs: readonly string[], handle: string): Promise<void> {
    for (const verb of verbs) {
      const before = slack.ephemerals.length;
      await slack.person(alice).command(`${verb} ${handle}`);
      await slack.until((now) => now.ephemerals.length > before);
    }
  }

  test('is told all that has happened meanwhile, in its order, once', async () => {
    const { slack, trtc } = await hurriedStage({ unpaced: true });
    const { handle, card } = await startOne({ slack, trtc } as Stage);
    const mend = slack.fail({ kind: 'http', status: 500 }, { method: 'chat.postMessage', times: Infinity });
    await eachAnswered(slack, ['pause', 'resume', 'pause', 'stop'], handle);
    expect(threadOf(slack, card.ts)).toHaveLength(1);
    mend();
    const told = await toldInThread(slack, card.ts, 5);
    await slack.until(() => cardNow(slack, card.ts)?.text.includes('has ended'));
    expect(told.slice(1).map((text) => text.split(' ')[0])).toEqual(['⏸', '▶️', '⏸', '⏹']);
  });

  test('and answers are lost: what arrived all the same is not told again', async () => {
    const { slack, trtc } = await hurriedStage();
    const { handle, card } = await startOne({ slack, trtc } as Stage);
    const mend = slack.fail({ kind: 'lose-answer' }, { method: 'chat.postMessage', times: Infinity });
    await eachAnswered(slack, ['pause', 'resume', 'stop'], handle);
    await toldInThread(slack, card.ts, 4);
    mend();
    await slack.until(() => cardNow(slack, card.ts)?.text.includes('has ended'));
    const firstWords = threadOf(slack, card.ts).map((text) => text.split(' ')[0]);
    expect(firstWords).toEqual(['✅', '⏸', '▶️', '⏹']);
  });

  test('without the right to read its own messages, it would rather tell twice than not at all', async () => {
    const stage = await hurriedStage();
    const { slack } = stage;
    slack.fail(
      { kind: 'error', error: 'missing_scope' },
      { method: 'conversations.replies', times: Infinity },
    );
    await startWithFault(stage, { kind: 'lose-answer' }, 'chat.postMessage');
    await slack.until(() => replies(slack).length === 2);
    expect(stage.log.join('')).toContain('may not look whether its own message arrived');
  });
});

describe('a channel that is gone while its task runs', () => {
  test.each(['channel_not_found', 'is_archived', 'not_in_channel'])(
    '(%s) does not hide what happens: whoever asked is told directly',
    async (error) => {
      const stage = await stageFor();
      const { slack, trtc } = stage;
      const { handle, card } = await startOne(stage);
      slack.fail({ kind: 'error', error }, { channel: card.channel, times: Infinity });
      await slack.person(people.bob.id).command(`stop ${handle}`);
      const direct = await slack.until((now) => {
        const dm = now.channels.find(({ id }) => id.startsWith('D') && now.messages(id).length > 0);
        return dm && now.messages(dm.id)[0];
      });
      expect(direct.text).toContain('Stopped by');
      expect(trtc.tasks[0]?.state).toBe('ended');
    },
  );
});

describe('a store that fails', () => {
  /** A stage whose store takes no writes while it is broken; `isAway`: nor answers anything. */
  async function fragile(isAway = false): Promise<Stage & { breakStore(): void; mendStore(): void }> {
    let broken = false;
    const stage = await stageFor({
      runtime: {
        ...gathersSoon,
        wait: (_, signal) =>
          new Promise((resolve, reject) =>
            setImmediate(() => (signal.aborted ? reject(signal.reason) : resolve())),
          ),
        async openBackend(url, runtime): Promise<Backend> {
          const backend = await openBackend(url, runtime);
          return {
            ...backend,
            records(name) {
              const records = backend.records(name);
              return {
                ...records,
                read: async (ids) => {
                  if (broken && isAway) throw new Error('ECONNREFUSED');
                  return records.read(ids);
                },
                swap: async (...args) => {
                  if (broken) throw new Error('IO error: No space left on device');
                  return records.swap(...args);
                },
              };
            },
          };
        },
      },
    });
    const breakStore = () => {
      broken = true;
    };
    const mendStore = () => {
      broken = false;
    };
    return { ...stage, breakStore, mendStore };
  }

  const isWritten = (line: string) => line.includes('"A task changed"') && line.includes('"live"');

  test('before a start: nothing is posted, nothing is called, and the person is told', async () => {
    const { slack, trtc, breakStore } = await fragile();
    breakStore();
    expect((await slack.person(alice).command(example)).status).toBe(200);
    expect((await whispered(slack)).text).toContain("The bot's store cannot be read or written");
    expect(cards(slack)).toEqual([]);
    expect(trtc.calls).toEqual([]);
  });

  test('when the TaskId comes: it is told at once, and written down when the store is well again', async () => {
    const stage = await fragile();
    const { slack, trtc, breakStore, mendStore } = stage;
    trtc.fail({ kind: 'stall' });
    await slack.person(alice).command(example);
    await trtc.until(({ calls }) => calls.some(({ outcome }) => outcome.kind === 'stalled'));
    breakStore();
    trtc.release();
    const { card, reply } = await answered(slack);
    expect(reply.text).toContain(`TaskId \`${trtc.tasks[0]?.taskId}\``);
    mendStore();
    const handle = /task `(\w{6})`/.exec(reply.text)?.[1];
    await until(async () => stage.log.some(isWritten));
    await slack.person(alice).command(`stop ${handle}`);
    await toldInThread(slack, card.ts, 2);
    expect(trtc.tasks[0]?.state).toBe('ended');
    expect(replies(slack)).toHaveLength(2);
  });

  test.each([
    ['takes nothing', false],
    ['answers nothing', true],
  ])(
    'and %s when the TaskIds of a show come: they are told at once and once, and written down when it is well again',
    async (_, isAway) => {
      const stage = await fragile(isAway);
      const { slack, trtc, breakStore, mendStore } = stage;
      await saveShow(stage, rowsOf(3));
      await whispered(slack);
      trtc.fail({ kind: 'stall' }, { action: 'StartStreamIngest', times: 3 });
      await slack.person(alice).command('show start late-show');
      await trtc.until(({ calls }) => calls.filter(({ outcome }) => outcome.kind === 'stalled').length === 3);
      breakStore();
      trtc.release();
      const told = () => JSON.stringify(replies(slack).map(({ blocks }) => blocks));
      await slack.until(
        () => trtc.tasks.length === 3 && trtc.tasks.every(({ taskId }) => told().includes(taskId)),
      );
      // Nor can the board be looked up, which is no reason to write nothing down later.
      const isNoted = (line: string) => line.includes('could not be told either');
      if (isAway) await until(async () => stage.log.filter(isNoted).length === 3);
      mendStore();
      await until(async () => stage.log.filter(isWritten).length === 3);
      await slack.person(alice).command('show stop late-show');
      await slack.until(() => boardOf(stage)?.text.startsWith('⏹ 3 of 3'));
      await slack.until(() => replies(slack).at(-1)?.text.includes('Stopped by'));
      expect(trtc.tasks.map(({ taskId }) => told().split(taskId).length - 1)).toEqual([1, 1, 1]);
    },
  );
});
