import { expect, test } from '@jest/globals';
import { channels, people } from '../../sandbox/stage.ts';
import {
  actAs,
  channelOf,
  composerOf,
  describeInBrowser,
  focused,
  openThread,
  seen,
  threadOf,
  type,
  visits,
} from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';

const typed = '/ingest start --room room123 --url https://a.b/test.mp4';

describeInBrowser('The workspace in the browser', () => {
  const visit = visits();

  test('answers a start by command with the TaskId in its thread', async () => {
    const { page, sandbox, complaints } = await visit();
    await type(page, typed);
    await seen(page, 'is live');
    await openThread(page);
    await threadOf(page)
      .getByText(sandbox.stage.trtc.tasks[0]?.taskId ?? '')
      .waitFor();
    expect(complaints).toEqual([]);
  });

  test('does so over Socket Mode too', async () => {
    const { page, sandbox } = await visit({}, 'socket');
    await page.getByText('Socket Mode').waitFor();
    expect(sandbox.stage.slack.connections).toBeGreaterThan(0);
    await type(page, typed);
    await seen(page, 'is live');
  });

  test('starts by form, with an error at its field first', async () => {
    const { page, sandbox } = await visit();
    await type(page, '/ingest');
    const form = page.getByRole('dialog', { name: 'Start a stream' });
    await form.getByRole('textbox', { name: 'Room', exact: true }).fill('room123');
    await form.getByRole('textbox', { name: /^Stream URL/ }).fill('ftp://a.b/test.mp4');
    await form.getByRole('button', { name: 'Start', exact: true }).click();
    await form.getByText('Takes a URL that begins with http://, https:// or rtmp://').waitFor();
    await form.getByRole('textbox', { name: /^Stream URL/ }).fill('https://a.b/test.mp4');
    await form.getByRole('button', { name: 'Start', exact: true }).click();
    await seen(page, 'is live');
    await form.waitFor({ state: 'hidden' });
    expect(sandbox.stage.trtc.tasks).toMatchObject([
      { roomId: 'room123', streamUrl: 'https://a.b/test.mp4' },
    ]);
  });

  test('stops by button, once the question is answered', async () => {
    const { page, sandbox } = await visit();
    await type(page, typed);
    await seen(page, 'is live');
    await page.getByRole('button', { name: 'Stop', exact: true }).first().click();
    const question = page.getByRole('alertdialog', { name: 'Stop the stream?' });
    await question.getByRole('button', { name: 'Keep it running' }).click();
    expect(sandbox.stage.trtc.tasks[0]?.state).toBe('running');
    await page.getByRole('button', { name: 'Stop', exact: true }).first().click();
    await question.getByRole('button', { name: 'Stop', exact: true }).click();
    await seen(page, 'has ended');
    expect(sandbox.stage.trtc.tasks[0]?.state).toBe('ended');
  });

  test('refuses a stranger, for that person alone', async () => {
    const { page, sandbox } = await visit();
    await actAs(page, 'mallory');
    await type(page, typed);
    await seen(page, 'You are not on the list of people who may start streams.');
    await seen(page, 'Only visible to you');
    await actAs(page, 'alice');
    await page.getByText('Only visible to you').waitFor({ state: 'hidden' });
    expect(sandbox.stage.trtc.calls).toHaveLength(0);
  });

  test('shows a change at once wherever the page is open', async () => {
    const { page, sandbox } = await visit();
    const other = await page.context().newPage();
    await other.goto(`${sandbox.address}/#as=${people.bob.id}`);
    await type(page, typed);
    await seen(other, 'is live');
    await channelOf(other).getByRole('button', { name: 'Pause' }).click();
    await seen(page, 'is paused');
  });

  test('says where somebody else wrote, until that is looked at', async () => {
    const { page, sandbox } = await visit();
    const bob = sandbox.stage.slack.person(people.bob.id);
    bob.say('Ready when you are.', { channel: channels.stage.id });
    await page.getByRole('button', { name: 'stage unread' }).click();
    await seen(page, 'Ready when you are.');
    await page.getByRole('button', { name: /live-ops/ }).click();
    await page.getByRole('button', { name: 'stage', exact: true }).waitFor();
  });

  test('leads to the direct messages with the bot, in which only the bot writes', async () => {
    const { page } = await visit();
    await page.getByRole('button', { name: 'ingest', exact: true }).click();
    await page.getByRole('heading', { name: 'ingest', exact: true }).waitFor();
    await page.getByText('Only the bot writes here').waitFor();
    expect(await page.getByRole('main').getByRole('textbox').count()).toBe(0);
  });

  test('invites the bot as Slack does, and says so where it is there already', async () => {
    const { page } = await visit();
    await page.getByRole('button', { name: /elsewhere/ }).click();
    await type(page, '/invite @ingest');
    await page.getByRole('button', { name: 'Add the bot' }).waitFor({ state: 'hidden' });
    await type(page, typed);
    await seen(page, 'is live');
    await type(page, '/invite @ingest');
    await page.getByRole('alert').getByText('it is there already').waitFor();
  });

  test('says what Slack says of an app that does not answer, until it is dismissed', async () => {
    const { page, sandbox } = await visit();
    sandbox.stage.slack.deliverTo({ mode: 'http', url: 'http://127.0.0.1:9/' });
    await type(page, '/ingest help');
    const notice = page.getByText('/ingest failed with the error "dispatch_failed"');
    await notice.waitFor();
    await page.reload();
    await notice.waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.reload();
    await page.getByRole('heading', { name: '#live-ops' }).waitFor();
    expect(await notice.count()).toBe(0);
  });

  test('keeps what is typed and not sent, in each channel and when it is loaded again', async () => {
    const { page } = await visit();
    await composerOf(page).fill('/ingest start room1');
    await page.getByRole('button', { name: /stage/ }).click();
    expect(await page.getByRole('textbox', { name: 'Message #stage' }).inputValue()).toBe('');
    await page.reload();
    await page.getByRole('button', { name: /live-ops/ }).click();
    const composer = page.getByRole('textbox', { name: 'Message #live-ops' });
    expect(await composer.inputValue()).toBe('/ingest start room1');
  });

  test('leaves whoever reads further up where they are, and says that there is more', async () => {
    const { page, sandbox } = await visit({ viewport: { width: 1000, height: 400 } });
    const bob = sandbox.stage.slack.person(people.bob.id);
    for (let count = 1; count <= 20; count += 1) bob.say(`Line ${count}`);
    await channelOf(page).getByText('Line 20').waitFor();
    await channelOf(page).evaluate((list) => list.scrollTo(0, 0));
    bob.say('The newest');
    await page.getByRole('button', { name: 'New messages' }).click();
    await page.getByRole('button', { name: 'New messages' }).waitFor({ state: 'hidden' });
    const newest = await channelOf(page).getByText('The newest').boundingBox();
    expect(newest?.y).toBeLessThan(400);
  });

  test('takes whoever sends something, or is answered, to the newest, and keeps it in view', async () => {
    const { page, sandbox } = await visit({ viewport: { width: 1000, height: 400 } });
    const { slack } = sandbox.stage;
    const inView = async (words: string) => {
      const message = channelOf(page).getByText(words);
      await message.waitFor();
      const hidden = async () => {
        const list = await channelOf(page).boundingBox();
        const at = await message.boundingBox();
        return (at?.y ?? 0) - (list?.y ?? 0) - (list?.height ?? 0);
      };
      expect(await eventually(hidden, (px) => px < 0)).toBeLessThan(0);
    };
    const readFurtherUp = () => channelOf(page).evaluate((list) => list.scrollTo(0, 0));
    for (let count = 1; count <= 20; count += 1) slack.person(people.bob.id).say(`Line ${count}`);
    await inView('Line 20');
    await readFurtherUp();
    await type(page, 'From me');
    await inView('From me');
    await readFurtherUp();
    await slack.person(people.alice.id).command('status nosuch');
    await inView('No task is called');
    await type(page, '/nothing');
    await page.getByRole('alert').getByText('not a valid command').waitFor();
    await inView('No task is called');
  });

  test('shows what runs on Home, and loses nothing when it is loaded again', async () => {
    const { page } = await visit();
    await type(page, typed);
    await seen(page, 'is live');
    await page.getByRole('button', { name: /Home/ }).click();
    await page.getByRole('button', { name: 'Start a stream' }).waitFor();
    await page.getByText('room123').first().waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Start a stream' }).waitFor();
    await page.getByText('room123').first().waitFor();
  });

  test('says what comes and what changes to those who do not see it', async () => {
    const { page } = await visit();
    const said = page.getByRole('status').filter({ hasText: 'ingest:' });
    await type(page, typed);
    await said.getByText('room123 is live · started by alice').waitFor();
    await type(page, '/ingest start room123 --volume 999');
    await said.getByText('999 was given').waitFor();
  });

  test('is used by keyboard alone: a stream is stopped', async () => {
    const { page } = await visit();
    await type(page, typed);
    await seen(page, 'is live');
    const stop = channelOf(page).getByRole('button', { name: 'Stop', exact: true });
    while (!(await stop.evaluate((button) => button === button.ownerDocument.activeElement))) {
      await page.keyboard.press('Shift+Tab');
    }
    await page.keyboard.press('Enter');
    const question = page.getByRole('alertdialog', { name: 'Stop the stream?' });
    await focused(question.getByRole('button', { name: 'Keep it running' }));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await seen(page, 'has ended');
    await focused(channelOf(page).getByRole('listitem'));
    await page.keyboard.press('Tab');
    await focused(page.getByRole('button', { name: 'Start again' }));
  });

  test('is used by keyboard alone: a form opens with the focus in it, and Escape closes it', async () => {
    const { page, sandbox } = await visit();
    await page.getByRole('textbox', { name: /^Message #/ }).focus();
    await page.keyboard.type('/ingest');
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'Start a stream' });
    await form.waitFor();
    expect(await form.evaluate((dialog) => dialog.contains(dialog.ownerDocument.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'hidden' });
    expect(sandbox.stage.slack.views).toHaveLength(0);
  });
});
