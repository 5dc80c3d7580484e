import { describe, expect, test } from '@jest/globals';
import {
  cardNow,
  people,
  type Stage,
  stageFor,
  startOne,
  toldInThread,
  whispered,
} from '../support/bot-stage.ts';

const alice = people.alice.id;
const minute = 60_000;

/** A stage whose bot's clock is moved by hand. */
async function timed(): Promise<{ stage: Stage; began: number; passed: (ms: number) => void }> {
  const began = Date.UTC(2026, 10, 27, 18, 2, 11);
  let now = began;
  const stage = await stageFor({ runtime: { clock: () => now } });
  const passed = (ms: number) => {
    now = began + ms;
  };
  return { stage, began, passed };
}

const time = (at: number) => `<!date^${at / 1000}^{time}|${new Date(at).toISOString().slice(11, 16)} UTC>`;
const second = (at: number) =>
  `<!date^${at / 1000}^{time_secs}|${new Date(at).toISOString().slice(11, 19)} UTC>`;

describe('The status of a task', () => {
  test('says what TRTC answered and when, by command and by button', async () => {
    const { stage, began, passed } = await timed();
    const { slack } = stage;
    const { handle, card } = await startOne(stage);
    passed(42 * minute);
    const answer = `TRTC at ${second(began + 42 * minute)}: it runs (\`InProgress\`)`;
    await slack.person(alice).command(`status ${handle}`);
    const { text } = await whispered(slack);
    expect(text).toContain(', for 42 min · ');
    expect(text.split('\n')).toContain(answer);
    await slack.person(alice).press({ message: card }, 'Status');
    expect((await whispered(slack, 2)).text.split('\n')).toContain(answer);
  });

  test('says that TRTC was not asked so soon after the start', async () => {
    const { stage, passed } = await timed();
    const { handle } = await startOne(stage);
    passed(3_000);
    const calls = stage.trtc.calls.length;
    await stage.slack.person(alice).command(`status ${handle}`);
    expect((await whispered(stage.slack)).text.split('\n')).toContain(
      'TRTC was not asked yet, 3 s after the start: it lists a task only after some seconds.',
    );
    expect(stage.trtc.calls).toHaveLength(calls);
  });

  test('says that TRTC does not know it any more, and that it has ended', async () => {
    const { stage, began, passed } = await timed();
    const { handle, taskId, card } = await startOne(stage);
    stage.trtc.source(taskId).finish();
    passed(51 * 60 * minute);
    await stage.slack.person(alice).command(`status ${handle}`);
    const { text } = await whispered(stage.slack);
    expect(text).toMatch(/^⏹ .* · ran 2 d 3 h · /);
    const said = `TRTC at ${second(began + 51 * 60 * minute)}: it does not run any more (\`NotExist\`)`;
    expect(text.split('\n')).toContain(said);
    await toldInThread(stage.slack, card.ts, 2);
    await stage.slack.until((now) => JSON.stringify(cardNow(now, card.ts)?.blocks).includes('ran 2 d 3 h'));
    await stage.slack.person(alice).command(`status ${handle}`);
    expect((await whispered(stage.slack, 2)).text).not.toContain('TRTC at');
  });

  test('says that TRTC does not answer, and when it last did', async () => {
    const { stage, began, passed } = await timed();
    const { slack, trtc } = stage;
    const { handle } = await startOne(stage);
    trtc.fail({ kind: 'error', code: 'UnauthorizedOperation' });
    passed(minute);
    await slack.person(alice).command(`status ${handle}`);
    const first = (await whispered(slack)).blocks?.[0];
    expect(JSON.stringify(first)).toContain('this is what the bot knows.\\n`UnauthorizedOperation`');

    await slack.person(alice).command(`status ${handle}`);
    await whispered(slack, 2);
    trtc.fail({ kind: 'error', code: 'UnauthorizedOperation' });
    passed(5 * minute);
    await slack.person(alice).command(`status ${handle}`);
    const third = (await whispered(slack, 3)).blocks?.[0];
    expect(JSON.stringify(third)).toContain(
      `this is what the bot knows. TRTC last said that it runs at ${second(began + minute)}.`,
    );
  });
});

describe('A loop with a longest duration', () => {
  const loop = 'start loop https://a.b/1.mp4 --repeat -1 --max-duration 120';

  test('says until when it runs on its card, in lists and in its status; paused, until that is over', async () => {
    const { stage, began, passed } = await timed();
    const { slack } = stage;
    const { handle, card } = await startOne(stage, loop);
    const until = `until ${time(began + 120 * minute)}`;
    expect(JSON.stringify(cardNow(slack, card.ts)?.blocks)).toContain(`{time}, {ago}|18:02 UTC> · ${until}`);
    passed(42 * minute);
    for (const [n, typed] of [`status ${handle}`, 'list', 'stop --all'].entries()) {
      await slack.person(alice).command(typed);
      expect((await whispered(slack, n + 1)).text).toContain(`, for 42 min · ${until} · `);
    }

    await slack.person(alice).command(`pause ${handle}`);
    await toldInThread(slack, card.ts, 2);
    await whispered(slack, 4);
    await slack.person(alice).command('list');
    expect((await whispered(slack, 5)).text).toContain(
      `, for 42 min · until ${time(began + (42 + 12 * 60) * minute)} unless it is resumed · `,
    );
  });

  test('that was paused and resumed has an end that nobody knows', async () => {
    const { stage } = await timed();
    const { slack } = stage;
    const { handle, card } = await startOne(stage, loop);
    await slack.person(alice).command(`pause ${handle}`);
    await whispered(slack);
    await slack.person(alice).command(`resume ${handle}`);
    await whispered(slack, 2);
    await slack.until((now) => cardNow(now, card.ts)?.text.includes('source not confirmed yet'));
    expect(JSON.stringify(cardNow(slack, card.ts)?.blocks)).not.toContain('until');
  });

  test('that has run for longer all the same is not given an end that has passed', async () => {
    const { stage, passed } = await timed();
    await startOne(stage, loop);
    passed(3 * 60 * minute);
    await stage.slack.person(alice).command('list');
    const { text } = await whispered(stage.slack);
    expect(text).toContain(', for 3 h 0 min · ');
    expect(text).not.toContain('until');
  });
});
