import { describe, expect, test } from '@jest/globals';
import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import { channels, people, stageFor, whispered } from '../support/bot-stage.ts';
import { boardOf, gathersSoon, rowsOf, saveShow } from '../support/shows.ts';

const alice = people.alice.id;
const live = channels.live.id;
/** Of a board, after the last that happened. */
const rightAfterMs = 5_000;
/** Thirty calls at twenty a second, and the way from the press. */
const lastCallAfterMs = 2_500;

/** A saved show of so many rows, whose board stands. */
async function opened(rows: number, options: Parameters<typeof stageFor>[0] = {}) {
  const stage = await stageFor(options);
  const { slack } = stage;
  await saveShow(stage, rowsOf(rows));
  await whispered(slack);
  await slack.person(alice).command('show late-show');
  const board = await slack.until(() => boardOf(stage));
  return { ...stage, stage, board };
}

describe('A show whose', () => {
  test.each([
    ['board', 'chat.update'],
    ['thread', 'chat.postMessage'],
  ])('%s Slack tells to wait 30 s is started as fast as any other', async (_, method) => {
    const { slack, trtc, board } = await opened(30);
    slack.fail({ kind: 'rate-limited', retryAfterSeconds: 30 }, { method });
    const pressed = Date.now();
    await slack.person(alice).press({ message: board }, 'Start all');
    await trtc.until(({ tasks }) => tasks.length === 30);
    expect(Math.max(...trtc.calls.map(({ at }) => at)) - pressed).toBeLessThan(lastCallAfterMs);
    const refused = await slack.until(({ calls }) => calls.find(({ status }) => status === 429));
    expect(refused.method).toBe(method);
  });

  test('thread Slack tells to wait 30 s has a board that is right all the same', async () => {
    const { slack, trtc, board, stage } = await opened(5, { unpaced: true, runtime: gathersSoon });
    await slack.person(alice).press({ message: board }, 'Start all');
    await trtc.until(({ tasks }) => tasks.length === 5);
    const isTold = (taskId: string) => JSON.stringify(slack.thread(live, board.ts)).includes(taskId);
    await slack.until(() => trtc.tasks.every(({ taskId }) => isTold(taskId)));
    // No change of the board is left that would say by chance what comes next.
    await slack.until(() => boardOf(stage)?.text.split('no source yet').length === 6);
    const said = slack.thread(live, board.ts).length;
    slack.fail({ kind: 'rate-limited', retryAfterSeconds: 30 }, { method: 'chat.postMessage' });
    await slack.person(alice).command('show stop late-show');
    const last = Date.now();
    await slack.until(() => boardOf(stage)?.text.startsWith('⏹ 5 of 5'));
    expect(Date.now() - last).toBeLessThan(rightAfterMs);
    expect(slack.thread(live, board.ts)).toHaveLength(said);
  });

  test('channel is archived while it runs tells whoever started it what its thread would have said', async () => {
    const { slack, trtc, board } = await opened(2, { unpaced: true, runtime: gathersSoon });
    const channel = slack.channels.find(({ id }) => id === live);
    if (channel === undefined) throw new Error('There is no channel');
    trtc.fail({ kind: 'stall' }, { action: 'StartStreamIngest', times: 2 });
    await slack.person(alice).press({ message: board }, 'Start all');
    await trtc.until(({ calls }) => calls.length === 2);
    channel.archived = true;
    trtc.release();
    const inPerson = () => slack.messages(slack.directMessages(alice).id);
    const [told] = await slack.until(() => inPerson().length > 0 && inPerson());
    expect(trtc.tasks.every(({ taskId }) => JSON.stringify(told).includes(taskId))).toBe(true);
    expect(inPerson()).toHaveLength(1);
  });
});

type Place = SlackStandIn['channels'][number];

const isEditRefused = ({ calls }: Pick<SlackStandIn, 'calls'>) =>
  calls.some(
    ({ method, answer }) => method === 'chat.update' && JSON.stringify(answer ?? '').includes('"ok":false'),
  );

/** How the place of a board closes, and opens again. */
const closings: [string, (place: Place, isShut: boolean) => void, string][] = [
  [
    'archived',
    (place, isShut) => {
      place.archived = isShut;
    },
    'is archived',
  ],
  [
    'made private without the bot',
    (place, isShut) => {
      place.private = isShut;
      place.botIsMember = !isShut;
    },
    'I am not in <#C0LIVEOPS>',
  ],
];

describe('A board whose channel is', () => {
  test.each(closings)(
    '%s takes no start from elsewhere until that is over, and a stop',
    async (_, close, said) => {
      const { slack, trtc, stage } = await opened(3, { unpaced: true, runtime: gathersSoon });
      const place = slack.channels.find(({ id }) => id === live);
      if (place === undefined) throw new Error('There is no channel');
      const from = { channel: channels.stage.id };
      await slack.person(alice).command('show start late-show room0 room1', from);
      await slack.until(() => boardOf(stage)?.text.startsWith('🟡 2 · ⚪ 1 of 3'));
      await whispered(slack, 3);
      close(place, true);
      await slack.person(alice).command('show stop late-show room1', from);
      await whispered(slack, 4);
      await slack.until(isEditRefused);
      await slack.person(alice).command('show start late-show', from);
      const { text } = await whispered(slack, 5);
      expect(text).toContain('Nothing was started.');
      expect(text).toContain(said);
      expect(text).toContain('stop them from anywhere with `/ingest show stop late-show`.');
      await slack.person(alice).command('show late-show', from);
      expect((await whispered(slack, 6)).text).toContain(said);
      expect(trtc.tasks).toHaveLength(2);
      close(place, false);
      await slack.person(alice).command('show start late-show room2', from);
      expect((await whispered(slack, 7)).text).toContain('Started 1 row.');
      await slack.until(() => boardOf(stage)?.text.startsWith('🟡 2 · ⏹ 1 of 3'));
      const edits = () => slack.calls.filter(({ method }) => method === 'chat.update').length;
      close(place, true);
      const before = edits();
      await slack.person(alice).command('show stop late-show', from);
      await trtc.until(({ tasks }) => tasks.every(({ state }) => state === 'ended'));
      await slack.until(() => edits() > before);
    },
  );

  test('closed and whose edits Slack then tells to wait starts all the same: nobody knows', async () => {
    const { slack, trtc, stage } = await opened(3, { unpaced: true, runtime: gathersSoon });
    const from = { channel: channels.stage.id };
    await slack.person(alice).command('show start late-show room0', from);
    await slack.until(() => boardOf(stage)?.text.startsWith('🟡 1 · ⚪ 2 of 3'));
    slack.fail({ kind: 'error', error: 'is_inactive' }, { method: 'chat.update' });
    await slack.person(alice).command('show stop late-show room0', from);
    await slack.until(isEditRefused);
    slack.fail({ kind: 'rate-limited', retryAfterSeconds: 30 }, { method: 'chat.update' });
    const asked = Date.now();
    await slack.person(alice).command('show start late-show room1', from);
    await trtc.until(({ tasks }) => tasks.length === 2);
    expect(Date.now() - asked).toBeLessThan(lastCallAfterMs);
  });
});

/** What Slack answers so often to the post of a board, and what is said if nothing is started: else all of it is. */
const answers = [
  ['invalid_blocks', 1, undefined],
  ['msg_too_long', 1, undefined],
  ['invalid_blocks', 2, 'invalid_blocks'],
  ['fatal_error', 2, undefined],
  ['restricted_action', 6, 'restricted_action'],
  ['channel_not_found', 1, 'I am not in'],
  ['not_in_channel', 1, 'invite'],
  ['is_archived', 1, 'is archived'],
] as const;

describe('A show whose board Slack refuses with', () => {
  test.each(answers)('%s, %d times, is started on one board or not at all', async (error, times, said) => {
    const stage = await stageFor({ unpaced: true, runtime: gathersSoon });
    const { slack, trtc } = stage;
    await saveShow(stage, rowsOf(2));
    await whispered(slack);
    slack.fail({ kind: 'error', error }, { method: 'chat.postMessage', times });
    await slack.person(alice).command('show start late-show');
    if (said === undefined) {
      await slack.until(() => boardOf(stage)?.text.startsWith('🟡 2 of 2'));
      expect(slack.messages(live).filter(({ thread_ts }) => thread_ts === undefined)).toHaveLength(1);
    } else {
      expect((await whispered(slack, 2)).text).toContain(said);
      expect(trtc.calls).toEqual([]);
    }
  });
});
