import { expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import {
  channelOf,
  composerOf,
  describeInBrowser,
  openFarSide,
  openThread,
  seen,
  threadOf,
  type,
  visits,
} from '../support/browser.ts';

const typed = '/ingest start --room room123 --url https://a.b/test.mp4?token=t0psecret';

function faultsOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Faults' });
}

/** Flips a switch, and waits until the page says that it waits for its call. */
async function flip(page: Page, button: string, waiting: string): Promise<void> {
  await faultsOf(page).getByRole('button', { name: button, exact: true }).first().click();
  await faultsOf(page).getByText(waiting).waitFor();
}

describeInBrowser('The far side in the browser', () => {
  const visit = visits();

  test('fails the next call with a code that is chosen, and the thread says what to do', async () => {
    const { page } = await visit();
    await openFarSide(page);
    const faults = faultsOf(page);
    await faults.getByRole('combobox', { name: 'With the next' }).selectOption('StartStreamIngest');
    await faults.getByRole('combobox', { name: 'Error code' }).selectOption('IpNotInWhitelist');
    await flip(page, 'Fail with it', 'The next StartStreamIngest fails with IpNotInWhitelist');
    await type(page, typed);
    await seen(page, 'did not start');
    await faults.getByText('Waiting for their call').waitFor({ state: 'hidden' });
    await openThread(page);
    await threadOf(page).getByText("allow the bot's IP address").waitFor();
  });

  test('lets a call stall until it is released', async () => {
    const { page, sandbox } = await visit();
    await openFarSide(page);
    await flip(page, 'Stall', 'The next call of TRTC stalls until it is released');
    await type(page, typed);
    await seen(page, 'is starting');
    expect(sandbox.stage.trtc.tasks).toEqual([]);
    await faultsOf(page).getByRole('button', { name: 'Release the stalled' }).click();
    await seen(page, 'is live');
  });

  test('does not serve a call in a region, or in any, until that is taken back', async () => {
    const { page, sandbox } = await visit();
    await openFarSide(page);
    await type(page, typed);
    await seen(page, 'is live');
    const faults = faultsOf(page);
    await faults.getByRole('combobox', { name: 'With the next' }).selectOption('StopStreamIngest');
    await faults.getByRole('combobox', { name: 'in the region' }).selectOption('ap-singapore');
    await flip(page, 'Not served there', 'Every StopStreamIngest in ap-singapore is not served there');
    await faults.getByRole('combobox', { name: 'in the region' }).selectOption('any region');
    await flip(page, 'Not served there', 'Every StopStreamIngest is not served there');
    await faults.getByLabel(/An update of a task that is gone/).click();
    await sandbox.stage.trtc.until(({ updatesOfGone }) => updatesOfGone === 'status');
    await type(page, '/ingest stop --room room123');
    await seen(page, 'was not stopped');
    await faults.getByRole('button', { name: 'Take back' }).click();
    await faults.getByText('Waiting for their call').waitFor({ state: 'hidden' });
    await type(page, '/ingest stop --room room123');
    await seen(page, 'has ended');
  });

  test('loses an answer, and the robot that may be there is removed by button', async () => {
    const { page, sandbox } = await visit();
    await openFarSide(page);
    await flip(page, 'Lose the answer', 'The next call of TRTC is done, but its answer gets lost');
    await type(page, typed);
    await seen(page, 'may or may not be live');
    expect(sandbox.stage.trtc.tasks).toMatchObject([{ state: 'running' }]);
    await channelOf(page).getByRole('button', { name: 'Remove the robot' }).click();
    const question = page.getByRole('alertdialog', { name: 'Remove the robot?' });
    await question.getByRole('button', { name: 'Remove it' }).click();
    await seen(page, 'is not live');
    expect(sandbox.stage.trtc.tasks).toMatchObject([{ state: 'ended' }]);
  });

  test('lets the socket be cut and refused, and the bot comes back on another one', async () => {
    const { page, sandbox } = await visit({}, 'socket');
    const { slack } = sandbox.stage;
    const press = (name: string) => faultsOf(page).getByRole('button', { name, exact: true }).click();
    const opened = () => slack.calls.filter(({ method }) => method === 'apps.connections.open').length;
    await openFarSide(page);
    const before = opened();
    await press('Refuse the next one (503)');
    await press('Cut it');
    await slack.until(({ connections }) => connections === 1 && opened() >= before + 2);
    await type(page, typed);
    await seen(page, 'is live');
    await press('Do not greet the next one');
    await press('Ask it to come back');
    await slack.until(({ waitingSockets }) => waitingSockets === 1);
  });

  test.each([
    ['Rate limit (429)', 'The next call of Slack is rate limited for 1 s'],
    ['Show a page of HTML', 'The next call of Slack is answered with a page in HTML'],
    ['Answer with nothing', 'The next call of Slack is answered with nothing'],
    ['HTTP 503', 'The next call of Slack is answered with HTTP 503'],
  ])('lets Slack answer with %s, and the start is told all the same', async (button, waiting) => {
    const { page } = await visit();
    await openFarSide(page);
    await flip(page, button, waiting);
    await type(page, typed);
    await seen(page, 'is live');
    await openThread(page);
    await threadOf(page).getByText('Started. TaskId').waitFor();
  });

  test('lets Slack refuse what it documents, and the start is told all the same', async () => {
    const { page } = await visit();
    await openFarSide(page);
    await faultsOf(page).getByLabel("With Slack's next").selectOption('chat.postMessage');
    await faultsOf(page).getByLabel("Slack's error").selectOption('restricted_action');
    await faultsOf(page).getByRole('button', { name: 'Fail with it' }).last().click();
    await faultsOf(page).getByText('The next chat.postMessage fails with restricted_action').waitFor();
    await type(page, typed);
    await seen(page, 'is live');
    await openThread(page);
    await threadOf(page).getByText('Started. TaskId').waitFor();
  });

  test('lets people type as phones do, and an admin delete a card', async () => {
    const { page, sandbox } = await visit();
    await openFarSide(page);
    await faultsOf(page)
      .getByLabel(/As on a phone/)
      .click();
    await faultsOf(page)
      .getByRole('checkbox', { name: /As on a phone/, checked: true })
      .waitFor();
    await type(page, '/ingest start --room 1234567890 --url https://a.b/test.mp4');
    await seen(page, 'is live');
    expect(sandbox.stage.trtc.tasks).toMatchObject([{ roomId: '1234567890' }]);
    await channelOf(page).getByRole('button', { name: 'More actions' }).first().click();
    await page.getByRole('button', { name: 'Delete message' }).click();
    await seen(page, 'This message was deleted.');
  });

  test('lets a source fail from the first second, and neither card nor room say that it plays', async () => {
    const { page } = await visit();
    await openFarSide(page);
    const waiting = 'The next StartStreamIngest is done, but its source fails from the first second';
    await flip(page, 'Source fails from the first second', waiting);
    await type(page, typed);
    await seen(page, 'could not pull the source: check that the URL plays');
    await page.getByRole('article', { name: 'Task in room123' }).getByText('Without its source').waitFor();
  });

  test('breaks a source, of which a check says what is wrong and TRTC that it is gone', async () => {
    const { page, sandbox } = await visit();
    const film = () => sandbox.stage.sources.all.find(({ name }) => name === 'film.mp4');
    await openFarSide(page);
    await page.getByText(/^Sources to try/).click();
    const source = page.getByRole('article', { name: 'film.mp4' });
    await source.getByRole('button', { name: 'Check it' }).click();
    await seen(page, 'This fits what TRTC takes:');
    await composerOf(page).fill('/ingest');
    await page.getByRole('button', { name: 'start room123 film.mp4' }).click();
    await composerOf(page).press('Enter');
    await seen(page, 'room123 is live');

    await source.getByRole('combobox').selectOption('is gone: 404');
    await page.getByRole('article', { name: 'Task in room123' }).getByText('Without its source').waitFor();
    await source.getByRole('button', { name: 'Check it' }).click();
    await seen(page, 'The server says 404');
    await page.getByRole('button', { name: 'Mend all' }).click();
    await page.getByRole('article', { name: 'Task in room123' }).getByText('Playing since').waitFor();
    expect(film()?.fault).toBeUndefined();

    await page.getByLabel('Every source').selectOption('asks people to sign in, on a page of HTML');
    await source
      .getByRole('combobox')
      .locator('option:checked', { hasText: 'asks people' })
      .waitFor({ state: 'attached' });
    expect(film()?.fault).toBe('page');
  });

  test('drops a source, lets it recover and finish, and the thread is told each time', async () => {
    const { page } = await visit();
    await type(page, typed);
    await seen(page, 'is live');
    await openFarSide(page);
    const task = page.getByRole('article', { name: 'Task in room123' });
    const told = async (button: string, words: string) => {
      await task.getByRole('button', { name: button }).click();
      await openThread(page);
      await threadOf(page).getByText(words).first().waitFor();
      await page.getByRole('button', { name: 'Close Thread' }).click();
      await openFarSide(page);
    };
    await told('Stutter', 'TRTC cannot reach the source yet');
    await told('Recover', 'The source is back');
    await told('Finish', 'Ended by itself');
    await page.getByText('Ended (1)').waitFor();
    await page.getByText('Nothing plays in any room.').waitFor();
  });

  test('writes numbers of events as text, and rooms tell that a start without an answer did start', async () => {
    const { page, sandbox } = await visit();
    await openFarSide(page);
    await faultsOf(page).getByLabel('Numbers come').selectOption('all of them as text');
    await faultsOf(page)
      .getByLabel(/Rooms tell of their robots/)
      .click();
    await faultsOf(page)
      .getByRole('checkbox', { name: /Rooms tell of their robots/, checked: true })
      .waitFor();
    expect(sandbox.stage.trtc.eventStyle).toEqual({ numbers: 'as-text', ofRooms: true });
    await flip(page, 'Lose the answer', 'The next call of TRTC is done, but its answer gets lost');
    await type(page, typed);
    await seen(page, 'did start: its robot is in the room');
    await openThread(page);
    await threadOf(page).getByRole('button', { name: 'Remove the robot' }).first().waitFor();
  });

  test('takes back what has not gone wrong yet', async () => {
    const { page } = await visit();
    await openFarSide(page);
    await flip(page, 'Stall', 'The next call of TRTC stalls until it is released');
    await faultsOf(page).getByRole('button', { name: 'Take back' }).click();
    await faultsOf(page).getByText('Waiting for their call').waitFor({ state: 'hidden' });
    await type(page, typed);
    await seen(page, 'is live');
  });

  test('shows each call with its parameters, secrets masked, and its answer', async () => {
    const { page, sandbox } = await visit();
    await type(page, typed);
    await seen(page, 'is live');
    await openFarSide(page);
    const calls = page.getByRole('region', { name: 'API calls' });
    await calls.getByText('StartStreamIngest').click();
    const words = await calls.innerText();
    expect(words).toContain(`answered · TaskId ${sandbox.stage.trtc.tasks[0]?.taskId}`);
    expect(words).toMatch(/StreamUrl\s+https:\/\/a\.b\/test\.mp4\?…/);
    expect(words).toMatch(/UserSig\s+\(not shown\)/);
    expect(await page.content()).not.toContain('t0psecret');
  });
});
