import { expect, test } from '@jest/globals';
import { openBackend } from '../../src/storage/open.ts';
import { people, stageFor, startOne, toldInThread } from '../support/bot-stage.ts';
import { eventually } from '../support/eventually.ts';
import { live, taskIn } from '../support/samples.ts';

const odd = [
  'not JSON',
  JSON.stringify(taskIn({ ...live }, { handle: 'odd221' })).replace(`"${live.taskId}"`, 'null'),
  JSON.stringify(taskIn(live, { handle: 'odd222' })).replace('"live"', '"dreaming"'),
];

/** Opens the store with records in it that cannot be read, in every list. */
const withOddRecords: typeof openBackend = async (...given) => {
  const backend = await openBackend(...given);
  const places = { 'active-tasks': 1, 'over-tasks': 1, 'untold-tasks': 1 };
  const tasks = backend.records('tasks');
  await Promise.all(odd.map((text, n) => tasks.swap(`odd22${n}`, undefined, text, places, `task-${n}`)));
  return backend;
};

test('With records that cannot be read the bot starts, and does for all others what it is asked', async () => {
  const key = 'callbackKey123';
  const stage = await stageFor({
    runtime: { openBackend: withOddRecords },
    settings: { MONITOR_INTERVAL_SECONDS: '1', TRTC_CALLBACK_KEY: key },
  });
  const { slack, trtc, port } = stage;
  const alice = slack.person(people.alice.id);
  const first = await startOne(stage);

  const whispers = async (words: string) => {
    const found = await slack.until((now) =>
      now.ephemerals.find((each) => JSON.stringify(each).includes(words)),
    );
    return found.text;
  };
  await alice.command('list');
  await whispers(first.handle);
  await alice.command(`status ${first.handle.slice(0, 5)}`);
  await whispers(first.taskId);
  await alice.command('status odd220');
  expect(await whispers('odd220')).toContain('No task is called `odd220`');
  await alice.openHome();
  await slack.until((now) => JSON.stringify(now.homes).includes('source not confirmed yet'));

  trtc.callbackTo({ url: `http://127.0.0.1:${port}/trtc/events`, key });
  trtc.source(first.taskId).finish();
  expect((await toldInThread(slack, first.card.ts, 2))[1]).toContain('Ended by itself');

  const second = await startOne(stage, 'start room2 https://a.b/2.mp4');
  await alice.command('stop --room room2');
  expect((await toldInThread(slack, second.card.ts, 2))[1]).toContain('Stopped by');

  await alice.command('list --all');
  await whispers('*Ended* (2)');

  const said = () => stage.log.join('').match(/"record":"odd22\d".*cannot be read/g) ?? [];
  expect(
    await eventually(
      async () => said(),
      (lines) => lines.length > 0,
    ),
  ).toHaveLength(odd.length);
  expect(stage.log.join('')).not.toMatch(/unexpected|"level":60/);
});
