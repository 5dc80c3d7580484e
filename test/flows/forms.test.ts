import { describe, expect, test } from '@jest/globals';
import type { Fault, SlackStandIn } from '../../sandbox/slack/index.ts';
import { callbackIds } from '../../src/slack/format/ids.ts';
import { example, formOf, people, type Stage, stageFor, startOne, whispered } from '../support/bot-stage.ts';

const alice = people.alice.id;

/** What opens a form that is looked up first, so that a notice holds its place. */
const openings: readonly [what: string, open: (stage: Stage) => Promise<unknown>][] = [
  [
    'of a draft',
    async ({ slack }) => {
      await slack.person(alice).command(`${example} --volume 999`);
      await slack.person(alice).press({ ephemeral: await whispered(slack) }, 'Open the form filled in');
    },
  ],
  [
    'of volume and speed',
    async (stage) => {
      const { card } = await startOne(stage);
      await stage.slack.person(alice).press({ message: card }, 'Volume & speed');
    },
  ],
  [
    'of a task that is started again',
    async (stage) => {
      const { card, handle } = await startOne(stage);
      await stage.slack.person(alice).command(`stop ${handle}`);
      const ended = await stage.slack.until((now) => {
        const found = now.messages(card.channel).find((each) => each.ts === card.ts);
        return JSON.stringify(found?.blocks).includes('Start again') && found;
      });
      await stage.slack.person(alice).press({ message: ended }, 'Start again');
    },
  ],
  [
    'of a shortcut by somebody whose rights are asked for',
    ({ slack }) => slack.person(people.bob.id).shortcut(callbackIds.startShortcut),
  ],
];

/** What the bot logged that somebody should read. */
const warnings = (log: readonly string[]) =>
  log.filter((line) => JSON.parse(line).level > 30 && !line.includes('The store can lose'));
const called = (slack: SlackStandIn, method: string) => slack.calls.filter((call) => call.method === method);

describe.each(openings)('The form %s', (what, open) => {
  const user = what.includes('shortcut') ? people.bob.id : alice;
  const tellings = (slack: SlackStandIn) =>
    slack.ephemerals.length + slack.messages(slack.directMessages(user).id).length;

  test('that is closed while it loads brings no complaint, and no line of the log that anybody must read', async () => {
    const stage = await stageFor({ settings: { INGEST_ALLOWLIST: '*' } });
    const { slack, log } = stage;
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    slack.fail({ kind: 'held', until }, { method: 'views.update' });
    await open(stage);
    await slack.until((now) => called(now, 'views.update').length === 1);
    const before = tellings(slack);
    const form = slack.person(user).form;
    await slack.person(user).close(form?.id ?? '');
    release();
    await slack.until((now) => called(now, 'views.update')[0]?.answer !== undefined);
    expect(called(slack, 'views.update')[0]?.answer).toMatchObject({ error: 'not_found' });
    await slack.person(user).command('help');
    await slack.until((now) => now.ephemerals.at(-1)?.text.includes('/ingest start'));
    expect(tellings(slack)).toBe(before + 1);
    expect(slack.complaints).toEqual([]);
    expect(warnings(log)).toEqual([]);
  });

  test.each<[string, Fault, RegExp]>([
    [
      'expired trigger',
      { kind: 'error', error: 'expired_trigger_id' },
      /^The form did not open: Slack gave it up after three seconds \(`expired_trigger_id`\)\. Try once more\.$/,
    ],
    [
      'expired trigger, said in other words',
      {
        kind: 'error',
        error: 'invalid_arguments',
        messages: ['[ERROR] `trigger_id` expired [json-pointer:/trigger_id]'],
      },
      /^The form did not open: Slack gave it up after three seconds \(`expired_trigger_id`\)\. Try once more\.$/,
    ],
    [
      'form that Slack does not take',
      { kind: 'error', error: 'view_too_large' },
      /^The form did not open \(Slack says `view_too_large`\): try once more\.$/,
    ],
    ['lost answer', { kind: 'lose-answer' }, /^Slack did not say whether the form opened: if you see none/],
  ])('that does not open for an %s is told of', async (_, fault, words) => {
    const stage = await stageFor({ settings: { INGEST_ALLOWLIST: '*' } });
    const { slack } = stage;
    slack.fail(fault, { method: 'views.open' });
    await open(stage);
    const told = await slack.until((now) =>
      [...now.ephemerals, ...now.messages(now.directMessages(user).id)].find(({ text }) => words.test(text)),
    );
    expect(told.text).toMatch(words);
  });

  test.each(['internal_error', 'view_too_large', 'invalid_arguments'])(
    'that Slack does not fill in (%s) is told of',
    async (error) => {
      const stage = await stageFor({ settings: { INGEST_ALLOWLIST: '*' } });
      const { slack } = stage;
      slack.fail({ kind: 'error', error }, { method: 'views.update' });
      await open(stage);
      const said = `The form stayed empty (Slack says \`${error}\`): close it and try once more.`;
      await slack.until((now) =>
        [...now.ephemerals, ...now.messages(now.directMessages(user).id)].some(({ text }) => text === said),
      );
    },
  );
});

test('A command that Slack delivers twice opens one form and complains of none', async () => {
  const { slack, log } = await stageFor();
  const delivery = await slack.person(alice).command('');
  await formOf(slack, alice);
  await slack.redeliver(delivery);
  await slack.until(
    (now) => called(now, 'views.open').filter(({ answer }) => answer !== undefined).length === 2,
  );
  await slack.person(alice).command('help');
  await slack.until((now) => now.ephemerals.some(({ text }) => text.includes('/ingest start')));
  expect(slack.ephemerals).toHaveLength(1);
  expect(warnings(log)).toEqual([]);
});
