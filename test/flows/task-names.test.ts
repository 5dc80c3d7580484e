import { describe, expect, test } from '@jest/globals';
import { people, type Stage, stageFor, startOne, toldInThread, whispered } from '../support/bot-stage.ts';

const alice = people.alice.id;

/** A stage on which TRTC gives these TaskIds, one after the other. */
async function withTaskIds(...ids: string[]): Promise<Stage> {
  const stage = await stageFor();
  const given = [...ids];
  for (const id of given)
    stage.trtc.fail({ kind: 'odd-fields', fields: { TaskId: id } }, { action: 'StartStreamIngest' });
  return stage;
}

async function asks(stage: Stage, typed: string): Promise<string> {
  const before = stage.slack.ephemerals.length;
  await stage.slack.person(alice).command(typed);
  return (await whispered(stage.slack, before + 1)).text;
}

describe('A TaskId that begins with a dash', () => {
  const taskId = '-abCTFWtU7t7DQ5kFUKQmLmrJlfKI5FUKQmLmrJlfKI5FUKQmLmrJlfKI5FUKQmLmrJlfKI5FRAQ..';
  const beginnings = [
    taskId,
    taskId.slice(0, 20),
    '-abCT',
    '-abC',
    '-ab',
    `\`${taskId}\``,
    `*${taskId}*`,
    `"${taskId}"`,
  ];

  test.each(beginnings)('is taken as a task: %s', async (name) => {
    const stage = await withTaskIds(taskId);
    await startOne(stage);
    expect(await asks(stage, `status ${name}`)).toContain(`TaskId \`${taskId}\``);
  });

  test('names what is stopped, paused and changed, among several too', async () => {
    const stage = await withTaskIds(
      taskId,
      '--xyzzy7DQ5kFUKQmLmrJlfKI5FUKQmLmrJlfKI5FUKQmLmrJlfKI5FUKQmLmrJlfKI5FUKQmRAQ..',
    );
    const first = await startOne(stage, 'start room1 https://a.b/1.mp4');
    await startOne(stage, 'start room2 https://a.b/2.mp4');
    expect(await asks(stage, 'stop -nothing')).toContain('`--nothing` is not an option');
    expect(await asks(stage, 'status --xyzzy7')).toContain('`room2`');
    expect(await asks(stage, 'stop -abC --rom x')).toContain('Did you mean `--room`?');
    expect(await toldInThread(stage.slack, first.card.ts, 1)).toHaveLength(1);
  });
});

test.each(['--rom room123', '--al', '-rom room123'])(
  'An option that is mistyped is still said to be one: stop %s',
  async (typed) => {
    const stage = await stageFor();
    await startOne(stage);
    expect(await asks(stage, `stop ${typed}`)).toMatch(/is not an option. Did you mean `--(?:room|all)`\?/);
  },
);

describe('A room in the place of a task', () => {
  test.each(['stop', 'pause', 'resume', 'status', 'update --volume 5'])(
    '%s says which tasks it has',
    async (verb) => {
      const stage = await stageFor();
      const { handle } = await startOne(stage, 'start roomA https://a.b/1.mp4');
      const [name, ...more] = verb.split(' ');
      const said = await asks(stage, [name, 'roomA', ...more].join(' '));
      expect(said).toContain(`\`roomA\` is a room, and this takes a task: its task is \`${handle}\`.`);
      expect(said).toContain('`/ingest stop --room`');
    },
  );

  test('stop all points to --all', async () => {
    const stage = await stageFor();
    await startOne(stage);
    expect(await asks(stage, 'stop all')).toContain('To stop everything, write `/ingest stop --all`');
  });
});

describe('stop --room of a room in which nothing is known to run', () => {
  test.each([
    ['roomB', 'roomA'],
    ['rooma', 'roomA'],
    ['roomA,', 'roomA'],
    ['_roomA_', 'roomA'],
    ['RoomA', 'roomA'],
  ])('%s names the nearest that runs', async (typed, meant) => {
    const stage = await stageFor();
    await startOne(stage, `start ${meant} https://a.b/1.mp4`);
    const said = await asks(stage, `stop --room ${typed}`);
    expect(said).toMatch(
      new RegExp(
        `Did you mean \`/ingest stop --room\` \`${meant}\`, the only room in which something runs\\?$`,
      ),
    );
    expect(said).not.toContain('Nothing runs');
  });

  test('names the nearest once, and the others beside it', async () => {
    const stage = await stageFor();
    for (const room of ['roomA', 'hall', 'foyer']) await startOne(stage, `start ${room} https://a.b/1.mp4`);
    expect(await asks(stage, 'stop --room roomB')).toMatch(
      /Did you mean `\/ingest stop --room` `roomA`\? Something else runs in `hall` and `foyer`\.$/,
    );
    expect(await asks(stage, 'stop --room 4711')).toContain(
      'called `4711`. Something runs in `roomA`, `hall` and `foyer`.',
    );
  });

  test('does not reassure while a start is under way, or where nobody knows', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    trtc.fail({ kind: 'stall' }, { action: 'StartStreamIngest' });
    await slack.person(alice).command('start roomA https://a.b/1.mp4');
    await trtc.until(({ calls }) => calls.some(({ outcome }) => outcome.kind === 'stalled'));
    expect(await asks(stage, 'stop --room roomA')).toMatch(
      /^🟡 TRTC has not answered yet: The start of `roomA` \(task `\w{6}`\) is under way, and stopped as soon as it has\.$/,
    );
    trtc.release();
  });

  test('takes a room from what phones make of it', async () => {
    const stage = await stageFor();
    const { card } = await startOne(
      stage,
      'start --room <tel:1234567890|1234567890> --url https://a.b/1.mp4',
    );
    expect(stage.trtc.tasks[0]?.roomId).toBe('1234567890');
    await stage.slack.person(alice).command('stop --room <tel:+11234567890|1234567890>');
    expect((await toldInThread(stage.slack, card.ts, 2))[1]).toContain('Stopped by');
  });
});

describe('An empty name fits no task, also where one alone runs:', () => {
  test.each(['""', '" "', '“”', '‘ ’'])('%s', async (name) => {
    const stage = await stageFor();
    await startOne(stage);
    for (const verb of ['stop', 'pause', 'status'])
      expect(await asks(stage, `${verb} ${name}`)).toMatch(/^.*(?:is named by its handle|needs a task)/);
    expect(stage.trtc.tasks).toMatchObject([{ state: 'running' }]);
  });
});
