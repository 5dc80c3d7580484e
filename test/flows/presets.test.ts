import { describe, expect, test } from '@jest/globals';
import {
  answered,
  cards,
  everythingSeen,
  formOf,
  people,
  type Stage,
  stageFor,
  whispered,
} from '../support/bot-stage.ts';

const alice = people.alice.id;
const evening = 'preset save evening room123 https://name:pass@a.b/test.mp4?key=k1 --repeat -1 --volume 30';

/** A stage where the preset `evening` was saved, and its first answer was read. */
async function withEvening(): Promise<Stage> {
  const stage = await stageFor();
  await stage.slack.person(alice).command(evening);
  expect((await whispered(stage.slack)).text).toContain('Saved as *`evening`*.');
  return stage;
}

describe('a start from a preset', () => {
  test('starts what was saved, for somebody else too', async () => {
    const { slack, trtc } = await withEvening();
    await slack.person(people.bob.id).command('start --preset evening');
    const { reply } = await answered(slack);
    expect(reply.text).toContain(trtc.tasks[0]?.taskId);
    expect(trtc.calls[0]?.params).toMatchObject({
      RoomId: 'room123',
      StreamUrl: 'https://name:pass@a.b/test.mp4?key=k1',
      RepeatNum: -1,
      Volume: 30,
    });
  });

  test('what is given with it wins, operands included, and the preset stays as it was', async () => {
    const { slack, trtc } = await withEvening();
    await slack.person(alice).command('start room7 --preset evening --volume 80 --tempo 2');
    await answered(slack);
    expect(trtc.calls[0]?.params).toMatchObject({
      RoomId: 'room7',
      StreamUrl: 'https://name:pass@a.b/test.mp4?key=k1',
      RepeatNum: -1,
      Volume: 80,
      Tempo: 2,
    });
    await slack.person(alice).command('preset show evening');
    expect((await whispered(slack, 2)).text).toContain('• `--volume` `30`');
  });

  test('a preset that is not there names the nearest, and the rest of what was typed is kept', async () => {
    const { slack, trtc } = await withEvening();
    await slack.person(alice).command('start --preset evning --tempo 2');
    const answer = await whispered(slack, 2);
    expect(answer.text).toBe(
      'Nothing was started. There is no preset `evning`. Did you mean `evening`? `/ingest preset list` lists them.',
    );
    await slack.person(alice).press({ ephemeral: answer }, 'Open the form filled in');
    const form = await formOf(slack, alice);
    expect(form.state).toMatchObject({ tempo: { value: { selected_option: { value: '2' } } } });
    expect(trtc.calls).toHaveLength(0);
  });

  test('what is still missing is asked for, and the form has the preset in it', async () => {
    const { slack, trtc } = await stageFor();
    await slack.person(alice).command('preset save quiet --volume 30');
    await whispered(slack);
    await slack.person(alice).command('start room7 --preset quiet');
    const answer = await whispered(slack, 2);
    expect(answer.text).toMatch(/^Nothing was started\. `--url` is needed/);
    await slack.person(alice).press({ ephemeral: answer }, 'Open the form filled in');
    const form = await formOf(slack, alice);
    expect(form.state).toMatchObject({
      room: { value: { value: 'room7' } },
      volume: { value: { value: '30' } },
    });
    expect(trtc.calls).toHaveLength(0);
  });

  test('somebody who may not start is refused before anything is looked up', async () => {
    const { slack, trtc } = await withEvening();
    await slack.person(people.mallory.id).command('start --preset evning');
    const answer = await whispered(slack, 2);
    expect(answer.text).toContain('not on the list');
    expect(answer.text).not.toContain('evening');
    expect(trtc.calls).toHaveLength(0);
  });
});

describe('the button below a preset', () => {
  test('opens the form filled in with it, which starts it', async () => {
    const { slack, trtc } = await withEvening();
    const bob = slack.person(people.bob.id);
    await bob.command('preset show evening');
    const shown = await whispered(slack, 2);
    expect(shown).toMatchObject({ user: people.bob.id, via: 'response_url' });
    await bob.press({ ephemeral: shown }, 'Start');
    const form = await formOf(slack, people.bob.id);
    expect(form.state).toMatchObject({
      room: { value: { value: 'room123' } },
      repeat: { value: { value: '-1' } },
    });
    await bob.submit(form.id);
    await answered(slack);
    expect(trtc.calls[0]?.params).toMatchObject({ RoomId: 'room123', Volume: 30 });
  });

  test('says so where the preset is gone by then', async () => {
    const { slack } = await withEvening();
    const person = slack.person(alice);
    await person.command('preset show evening');
    const shown = await whispered(slack, 2);
    await person.command('preset delete evening');
    expect((await whispered(slack, 3)).text).toBe('Deleted the preset `evening`.');
    await person.press({ ephemeral: shown }, 'Start');
    const form = await formOf(slack, alice);
    expect(JSON.stringify(form.view.blocks)).toContain('The preset `evening` is no longer there');
    expect(form.state).toMatchObject({ room: { value: { value: null } } });
  });
});

test('presets are answered to the person alone, and no secret of a URL is seen', async () => {
  const stage = await withEvening();
  const person = stage.slack.person(alice);
  for (const [index, typed] of ['preset list', 'preset show evening', evening].entries()) {
    await person.command(typed);
    expect(await whispered(stage.slack, index + 2)).toMatchObject({ user: alice, via: 'response_url' });
  }
  expect(cards(stage.slack)).toHaveLength(0);
  expect(everythingSeen(stage)).toContain('a.b/test.mp4?…');
  expect(everythingSeen(stage)).not.toMatch(/pass@|key=k1/);
});
