import { describe, expect, test } from '@jest/globals';
import { cardNow, people, stageFor, startOne, toldInThread, whispered } from '../support/bot-stage.ts';

const alice = people.alice.id;

describe('a running task', () => {
  test('is paused, resumed, changed and stopped by command, each told once in its thread and on its card', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    const { handle, taskId, card } = await startOne(stage);
    const bob = slack.person(people.bob.id);

    await bob.command(`pause ${handle}`);
    expect((await toldInThread(slack, card.ts, 2))[1]).toBe(
      `⏸ Paused by <@${people.bob.id}>. It still costs money, and TRTC ends it after 12 hours.`,
    );
    await whispered(slack, 1);
    expect(cardNow(slack, card.ts)?.text).toContain('is paused by');
    expect(trtc.tasks[0]?.paused).toBe(true);

    await bob.command(`resume ${taskId}`);
    await toldInThread(slack, card.ts, 3);
    await bob.command(`update ${handle.slice(0, 4)} --volume 80 --tempo 1.5 --url https://a.b/other.mp4`);
    expect((await toldInThread(slack, card.ts, 4))[3]).toContain('changed');
    expect(trtc.tasks[0]).toMatchObject({
      paused: false,
      volume: 80,
      tempo: 1.5,
      streamUrl: 'https://a.b/other.mp4',
    });

    await bob.command(`stop ${handle}`);
    expect((await toldInThread(slack, card.ts, 5))[4]).toMatch(
      new RegExp(`^⏹ Stopped by <@${people.bob.id}> after \\d+ s\\.$`),
    );
    const last = await whispered(slack, 4);
    expect(last).toMatchObject({ user: people.bob.id, text: expect.stringContaining('is stopped') });
    expect(cardNow(slack, card.ts)?.text).toContain('has ended');
    expect(trtc.tasks[0]?.state).toBe('ended');
  });

  test('that has been stopped is not stopped again, and says by whom it was', async () => {
    const stage = await stageFor();
    const { handle, card } = await startOne(stage);
    const { slack, trtc } = stage;
    await slack.person(alice).command(`stop ${handle}`);
    await toldInThread(slack, card.ts, 2);
    await whispered(slack);
    await slack.person(alice).command(`stop ${handle}`);
    expect((await whispered(slack, 2)).text).toContain(`was stopped by <@${alice}>`);
    expect(trtc.calls.filter((call) => call.action === 'StopStreamIngest')).toHaveLength(1);
  });

  test('whose stop fails stays what it was, and says why', async () => {
    const stage = await stageFor();
    const { handle, card } = await startOne(stage);
    const { slack, trtc } = stage;
    trtc.fail({ kind: 'error', code: 'UnauthorizedOperation' });
    await slack.person(alice).command(`stop ${handle}`);
    const answer = await whispered(slack);
    expect(answer.text).toContain('`UnauthorizedOperation`');
    await slack.person(alice).command(`status ${handle}`);
    expect((await whispered(slack, 2)).text).toContain('🟡');
    expect(cardNow(slack, card.ts)?.text).toContain('source not confirmed yet');
  });
});

describe('stop', () => {
  test('takes several tasks, a room, or everything, which it asks about first', async () => {
    const stage = await stageFor({ unpaced: true });
    const { slack, trtc } = stage;
    const running = () => trtc.tasks.filter((task) => task.state === 'running').map((task) => task.roomId);
    const started = [];
    for (const room of ['a', 'b', 'c', 'd', 'd'])
      started.push(await startOne(stage, `start ${room} https://a.b/1.mp4`));
    const person = slack.person(alice);

    await person.command(`stop ${started[0]?.handle} ${started[1]?.handle}`);
    expect((await whispered(slack)).text).toContain('2 of 2 stopped');
    expect(running()).toEqual(['c', 'd', 'd']);

    await person.command('stop --room d');
    expect((await whispered(slack, 2)).text).toContain('2 of 2 stopped');
    expect(running()).toEqual(['c']);

    await person.command('stop --all');
    const question = await whispered(slack, 3);
    expect(question.text).toContain('1 running');
    expect(running()).toEqual(['c']);
    await person.press({ ephemeral: question }, 'Stop it');
    await trtc.until(() => running().length === 0);
    const answer = await slack.until((now) => now.ephemerals.find(({ text }) => text.includes('`c` (task')));
    expect(answer.text).toContain('is stopped; its thread is in');
  });

  test('of everything leaves alone what was started after the question', async () => {
    let now = Date.now();
    const stage = await stageFor({ runtime: { clock: () => now } });
    const { slack, trtc } = stage;
    await startOne(stage, 'start a https://a.b/1.mp4');
    await slack.person(alice).command('stop --all');
    const question = await whispered(slack);
    now += 60_000;
    await startOne(stage, 'start b https://a.b/1.mp4');
    await slack.person(people.bob.id).command('help');
    await slack.person(alice).press({ ephemeral: question }, 'Stop it');
    await trtc.until((api) => api.tasks.some((task) => task.state === 'ended'));
    expect(trtc.tasks.filter((task) => task.state === 'running').map((task) => task.roomId)).toEqual(['b']);
  });
});

describe('commands for tasks', () => {
  const wrong: [typed: string, says: string][] = [
    ['stop', '`stop` takes tasks, or `--room ROOM`, or `--all`: one of the three.'],
    ['stop --all --room x', 'one of the three'],
    ['stop zzzzzz', 'No task is called `zzzzzz`.'],
    ['stop --room nowhere', 'the bot knows of nothing that runs, in `nowhere` or anywhere else.'],
    ['stop --all', 'Nothing runs or is being started, so there is nothing to stop.'],
    ['pause', '`pause` needs a task: its handle or TaskId.'],
    ['pause a b', '`pause` takes one task; 2 were given.'],
    ['status nope', 'No task is called `nope`.'],
    ['update', '`update` needs a task'],
    ['update abc', '`update` needs something to change'],
    ['update abc --volume 999', '`--volume` takes a whole number from 0 to 200; `999` was given.'],
    [
      'update abc --speed 2',
      '`--speed` is not an option: there are `--url`, `--volume`, `--tempo` and `--progress`.',
    ],
    ['pause abc --now', '`--now` is not an option: this takes none.'],
    ['list everything', '`list` takes no `everything`.'],
    ['list', 'Nothing runs.'],
    ['history', 'Nothing was done in the last 90 days.'],
  ];

  test.each(wrong)('%s is answered in one clear sentence', async (typed, says) => {
    const { slack, trtc } = await stageFor();
    await slack.person(alice).command(typed);
    expect((await whispered(slack)).text).toContain(says);
    expect(trtc.calls).toHaveLength(0);
  });

  test('a mistyped handle names the one that was meant', async () => {
    const stage = await stageFor();
    const { handle } = await startOne(stage);
    const typo = `${handle.slice(0, 5)}${handle.endsWith('a') ? 'b' : 'a'}`;
    await stage.slack.person(alice).command(`stop ${typo}`);
    expect((await whispered(stage.slack)).text).toContain(`Did you mean \`${handle}\`?`);
  });

  test('list shows what runs, list --all what has ended, history who did it', async () => {
    const stage = await stageFor();
    const { slack } = stage;
    const first = await startOne(stage, 'start first https://user:pass@a.b/1.mp4');
    await startOne(stage, 'start second https://a.b/2.mp4');
    await slack.person(alice).command(`stop ${first.handle}`);
    await whispered(slack);
    await slack.person(alice).command('list --all');
    const [running, ended] = [await whispered(slack, 2), await whispered(slack, 3)];
    expect(running.text).toMatch(/^\*Running\* \(1\)\n🟡 `second`/);
    expect(ended.text).toMatch(/^\*Ended\* \(1\)\n⏹ `first`/);
    await slack.person(alice).command('history');
    const lines = (await whispered(slack, 4)).text.split('\n');
    expect(lines[0]).toBe('*History of the last 90 days* (3)');
    expect(lines[1]).toContain(`<@${alice}> stopped \`first\``);
    expect(lines[3]).toContain(`<@${alice}> started \`first\``);
  });

  test('long lists come in pages that can be turned', async () => {
    const stage = await stageFor({ unpaced: true });
    const { slack } = stage;
    for (let n = 0; n < 23; n += 1) await startOne(stage, `start room${n} https://a.b/${n}.mp4`);
    await slack.person(alice).command('list');
    const page = await whispered(slack);
    expect(page.text).toContain('*Running* (1–20 of 23)');
    await slack.person(alice).press({ ephemeral: page }, 'Older');
    await slack.until((now) => now.ephemerals.some((each) => each.text.includes('(21–23 of 23)')));
  });
});
