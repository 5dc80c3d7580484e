import { expect, test } from '@jest/globals';
import type { Access } from '../../../src/ingest/access.ts';
import { createHomePublisher } from '../../../src/slack/answers/home-publisher.ts';
import { fetchWhole } from '../../../src/slack/api/fetch.ts';
import { commandWords } from '../../../src/slack/command-line/tokens.ts';
import { command } from '../../../src/slack/commands/command.ts';
import { createDoors } from '../../../src/slack/listeners/doors.ts';
import type { Asked } from '../../../src/slack/listeners/inbox.ts';
import { createPrepare } from '../../../src/slack/listeners/prepare.ts';
import { authorizerFor, dispatcherOf, unused } from '../../support/dispatching.ts';
import { everybody } from '../../support/samples.ts';
import { alice, live, slackStage } from '../../support/slack-stage.ts';

/** Does what was asked, as whoever has these rights, and gives what was done, a line each. */
async function done(asked: Asked, access: Access = everybody): Promise<string[]> {
  const happened: string[] = [];
  const { web, pace, logger } = await slackStage();
  const stop = command({
    ...{ name: 'stop', usage: '', summary: '', examples: [], options: [], needs: 'operator', changes: true },
    grammar: (words) => ({ ok: true, given: words.map(({ text }) => text) }),
    async run(words) {
      happened.push(`stopped ${words}`);
      return 'done';
    },
  });
  const prepare = createPrepare({
    dispatcher: dispatcherOf([stop], access),
    doors: createDoors(unused()),
    authorizer: authorizerFor(access, happened),
    homePublisher: createHomePublisher({ web, pace, fetch: fetchWhole, logger }),
  });
  const request = { id: 'trigger-1', user: alice, channel: live, responseUrl: undefined, at: 0, asked };
  await prepare(request).perform(async ({ text }) => void happened.push(text));
  return happened;
}

test('A command that was read when it came is not read once more', async () => {
  const read = commandWords('stop k7f2qd');
  expect(await done({ kind: 'command', text: '(not looked at)', read })).toEqual(['stopped k7f2qd']);
});

test('A command that an older version kept as text alone is read then', async () => {
  expect(await done({ kind: 'command', text: 'STOP k7f2qd' })).toEqual(['stopped k7f2qd']);
});

test('A button that an older version kept and that is no more does nothing', async () => {
  for (const actionId of ['gone', '__proto__', 'toString'])
    expect(await done({ kind: 'button', actionId, value: 'k7f2qd', homePage: undefined })).toEqual([]);
});
