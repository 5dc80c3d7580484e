import { expect, test } from '@jest/globals';
import { actAs, describeInBrowser, seen, type, visits } from './browser.ts';

const typed = '/ingest start --room room123 --url https://a.b/test.mp4';

describeInBrowser('The workspace in the browser', () => {
  const visit = visits();

  test('answers a start by command with the TaskId in its thread', async () => {
    const { page, sandbox, complaints } = await visit();
    await type(page, typed);
    await seen(page, 'is live');
    await page.getByRole('button', { name: /1 reply/ }).click();
    const taskId = sandbox.stage.trtc.tasks[0]?.taskId ?? '';
    await page.getByRole('complementary', { name: 'Thread' }).getByText(taskId).waitFor();
    expect(complaints).toEqual([]);
  });

  test('starts by form, with an error at its field first', async () => {
    const { page, sandbox } = await visit();
    await type(page, '/ingest');
    const form = page.getByRole('dialog', { name: 'Start a stream' });
    await form.getByRole('textbox', { name: 'Room', exact: true }).fill('room123');
    await form.getByRole('textbox', { name: /^Stream URL/ }).fill('ftp://a.b/test.mp4');
    await form.getByRole('button', { name: 'Start', exact: true }).click();
    await form.getByText('Takes an http, https or rtmp URL').waitFor();
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

  test('tells the thread of a source that stutters', async () => {
    const { page, sandbox } = await visit();
    await type(page, typed);
    await seen(page, 'is live');
    await page.getByRole('button', { name: /1 reply/ }).click();
    sandbox.stage.trtc.source(sandbox.stage.trtc.tasks[0]?.taskId ?? '').stutter();
    await page.getByText('TRTC cannot reach the source and is trying again').first().waitFor();
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
