import { describe, expect, test } from '@jest/globals';
import type { Attached } from '../../../sandbox/slack/files.ts';
import type { Fault } from '../../../sandbox/slack/index.ts';
import { realWait } from '../../../src/async/wait.ts';
import { Secret } from '../../../src/ingest/secret.ts';
import { type Fetch, fetchWhole } from '../../../src/slack/api/fetch.ts';
import {
  createReadFile,
  FileUnreadable,
  mostFileBytes,
  type ReadFile,
  type SlackFile,
  slackFile,
} from '../../../src/slack/api/files.ts';
import { alice, live, type SlackStage, slackStage } from '../../support/slack-stage.ts';

const rows = { name: 'rows.csv', content: 'room,url\na,https://a.b/1.mp4\n' };

const aFile: SlackFile = {
  id: 'F1',
  name: 'rows.csv',
  size: 10,
  url: 'https://files.slack.com/x',
  external: false,
};
const neverAsked: Fetch = async () => {
  throw new Error('Slack was asked for the file');
};

function readerOf({ slack, web }: SlackStage, { fetch = fetchWhole as Fetch, ms = 5_000 } = {}): ReadFile {
  const token = new Secret('xoxb-stage');
  return createReadFile({
    web: web.forms,
    fetch,
    token,
    apiUrl: slack.apiUrl,
    deadline: { ms, wait: realWait },
  });
}

/** The file as Slack sends it with a form in which alice has chosen it. */
async function chosen({ slack, web }: SlackStage, file: Attached): Promise<SlackFile> {
  slack.deliverTo({ mode: 'http', url: 'http://127.0.0.1:9/' });
  const { request } = await slack.person(alice).command('show', { channel: live });
  await web.forms.views.open({
    trigger_id: String(request.body.trigger_id),
    view: {
      type: 'modal',
      title: { type: 'plain_text', text: 'A show' },
      submit: { type: 'plain_text', text: 'Save' },
      blocks: [
        {
          type: 'input',
          block_id: 'file',
          label: { type: 'plain_text', text: 'File' },
          element: { type: 'file_input', action_id: 'value', max_files: 1 },
        },
      ],
    },
  });
  const view = slack.person(alice).form;
  slack.person(alice).fill(view?.id ?? '', { file });
  const files: unknown = slack.person(alice).form?.state.file?.value?.files;
  const sent = slackFile(Array.isArray(files) ? files[0] : undefined);
  if (sent === undefined) throw new Error('Slack sends no file');
  return sent;
}

const codeOf = (reading: Promise<unknown>) =>
  reading.then(
    () => 'read',
    (error: unknown) => (error instanceof FileUnreadable ? error.code : error),
  );

test('A file is read as it is', async () => {
  const stage = await slackStage();
  const file = await chosen(stage, rows);
  expect(file).toMatchObject({ name: 'rows.csv', size: 29, external: false });
  expect(Buffer.from(await readerOf(stage)(file)).toString()).toBe(rows.content);
});

test('A file of which the form says the id alone is looked up, as those of Slack Connect are', async () => {
  const stage = await slackStage();
  const file = await chosen(stage, { ...rows, access: 'check_file_info' });
  expect(file.url).toBeUndefined();
  expect(Buffer.from(await readerOf(stage)(file)).toString()).toBe(rows.content);
});

test.each<[string, Fault, string]>([
  ['the page to log in at, with status 200', { kind: 'page', body: '<!DOCTYPE html><html>' }, 'no-scope'],
  ['a status that says no', { kind: 'http', status: 403 }, 'no-scope'],
  ['that it is not there', { kind: 'http', status: 404 }, 'gone'],
  ['an error of its own', { kind: 'http', status: 500 }, 'no-answer'],
  ['that there are too many', { kind: 'rate-limited', retryAfterSeconds: 30 }, 'no-answer'],
  ['nothing, and cuts the connection', { kind: 'reset' }, 'no-answer'],
])('If Slack answers with %s, that is said and no file is read', async (_, fault, code) => {
  const stage = await slackStage();
  const file = await chosen(stage, rows);
  stage.slack.fail(fault, { method: 'file' });
  expect(await codeOf(readerOf(stage)(file))).toBe(code);
});

test('An answer that does not come is waited for until the deadline, and no longer', async () => {
  const stage = await slackStage();
  const file = await chosen(stage, rows);
  stage.slack.fail({ kind: 'stall' }, { method: 'file' });
  expect(await codeOf(readerOf(stage, { ms: 20 })(file))).toBe('no-answer');
});

test.each<[string, number, string, string]>([
  ['leads to the page to log in at', 302, 'text/html', ''],
  ['gives that page without its type', 200, 'text/plain', ' <!doctype html><html lang="en">'],
  ['gives that page as another file', 200, 'text/csv', '<html><head>'],
])('Without the scope, Slack %s', async (_, status, type, body) => {
  const stage = await slackStage();
  const file = await chosen(stage, rows);
  const fetch: Fetch = async (url) => {
    const answer = await fetchWhole(url);
    const get = (name: string) => (name === 'content-type' ? type : answer.headers.get(name));
    const headers = { get, entries: () => answer.headers.entries() };
    return { ...answer, status, ok: status === 200, bytes: Buffer.from(body), headers };
  };
  expect(await codeOf(readerOf(stage, { fetch })(file))).toBe('no-scope');
});

test('A file that was deleted meanwhile is said to be gone', async () => {
  const stage = await slackStage();
  expect(await codeOf(readerOf(stage)({ ...aFile, url: undefined }))).toBe('gone');
});

test.each<[string, Partial<SlackFile>, string]>([
  ['larger than a list can be', { size: mostFileBytes + 1 }, 'too-large'],
  ['kept by another service', { external: true }, 'external'],
])('A file that is %s is not asked for', async (_, given, code) => {
  const stage = await slackStage();
  expect(await codeOf(readerOf(stage, { fetch: neverAsked })({ ...aFile, ...given }))).toBe(code);
});

describe('The token goes to Slack alone', () => {
  test.each([
    'https://files.slack.com.evil.test/files-pri/T-F/rows.csv',
    'https://evil.test/files-pri/T-F/rows.csv',
    'https://slack.com@evil.test/rows.csv',
    'http://files.slack.com/files-pri/T-F/rows.csv',
    'https://files.slack.com:8443/rows.csv',
    'https://notslack.com/rows.csv',
    'https://drive.google.com/file/d/1',
    'file:///etc/passwd',
    'no address',
  ])('and not to %s', async (url) => {
    const { web } = await slackStage();
    const read = createReadFile({
      ...{ web: web.forms, fetch: neverAsked, token: new Secret('xoxb-stage') },
      ...{ apiUrl: 'https://slack.com/api/', deadline: { ms: 5_000, wait: realWait } },
    });
    expect(await codeOf(read({ ...aFile, url }))).toBe('external');
  });

  test.each(['https://files.slack.com/files-pri/T-F/download/rows.csv', 'https://slack.com/files/x'])(
    'such as %s',
    async (url) => {
      const { web } = await slackStage();
      const asked: unknown[] = [];
      const fetch: Fetch = async (to, init) => {
        asked.push([String(to), init?.headers]);
        throw new Error('No answer');
      };
      const read = createReadFile({
        ...{ web: web.forms, fetch, token: new Secret('xoxb-stage') },
        ...{ apiUrl: 'https://slack.com/api/', deadline: { ms: 5_000, wait: realWait } },
      });
      expect(await codeOf(read({ ...aFile, url }))).toBe('no-answer');
      expect(asked).toEqual([[url, { authorization: 'Bearer xoxb-stage' }]]);
    },
  );
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['a text', 'F1'],
  ['a file without an id', { name: 'rows.csv' }],
])('What is no file of Slack is none: %s', (_, sent) => {
  expect(slackFile(sent)).toBeUndefined();
});
