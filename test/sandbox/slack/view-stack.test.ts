import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { SlackStandIn } from '../../../sandbox/slack/index.ts';
import { alice, closeAll, listenOnHttp, newApp, newClient, newSlack } from '../../support/workspace.ts';

let slack: SlackStandIn;
let client: WebClient;
let clock = Date.now();
/** What the app hears of forms. */
let heard: Record<string, unknown>[] = [];

beforeAll(async () => {
  slack = await newSlack({ now: () => clock });
  client = newClient(slack);
  const app = newApp(slack);
  app.use(async ({ body, next }) => {
    heard.push(body as unknown as Record<string, unknown>);
    await next();
  });
  app.command('/ingest', ({ ack }) => ack());
  app.view({ type: 'view_closed' }, ({ ack }) => ack());
  app.shortcut(/.*/, ({ ack }) => ack());
  app.action(/.*/, ({ ack }) => ack());
  await listenOnHttp(slack, app);
});
beforeEach(() => {
  slack.reset();
  heard = [];
});
afterAll(closeAll);

const plain = (text: string) => ({ type: 'plain_text' as const, text });

/** A form with a field and, in a block of actions, a button. */
function form(title: string) {
  return {
    type: 'modal' as const,
    title: plain(title),
    submit: plain('Go'),
    notify_on_close: true,
    blocks: [
      {
        type: 'input' as const,
        block_id: 'url',
        optional: true,
        label: plain('URL'),
        element: { type: 'plain_text_input' as const, action_id: 'value' },
      },
      {
        type: 'actions' as const,
        block_id: 'below',
        elements: [{ type: 'button' as const, action_id: 'more', text: plain('More'), value: 'v1' }],
      },
    ],
  };
}

const person = () => slack.person(alice);

async function openForm(): Promise<string> {
  const { request } = await person().command('');
  const { view } = await client.views.open({
    trigger_id: String(request.body.trigger_id),
    view: form('First'),
  });
  return view?.id ?? '';
}

/** Presses the button of a form; gives the trigger. */
async function press(view: string): Promise<string> {
  const { request } = await person().press({ view }, 'More');
  return String(request.body.trigger_id);
}

/** Presses the button of a form and lays another one over it. */
async function pushOn(view: string, title = 'Second'): Promise<string> {
  const pushed = await client.views.push({ trigger_id: await press(view), view: form(title) });
  return pushed.view?.id ?? '';
}

/** Slack's word for why it does not do it, with its details; undefined if it does. */
async function refusalOf(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    return [error.data.error, ...(error.data.response_metadata?.messages ?? [])].join(' ');
  }
}

const push = (trigger_id: string) => refusalOf(client.views.push({ trigger_id, view: form('Second') }));

test.each<[what: string, seen: string, refusal: string, trigger: () => Promise<string>]>([
  [
    'after a command',
    'bolt-js 2152',
    'invalid_arguments [ERROR] invalid `trigger_id` [json-pointer:/trigger_id]',
    async () => String((await person().command('')).request.body.trigger_id),
  ],
  [
    'after a shortcut',
    'python-slack-sdk 804',
    'invalid_arguments [ERROR] invalid `trigger_id` [json-pointer:/trigger_id]',
    async () => String((await person().shortcut('start')).request.body.trigger_id),
  ],
  [
    'twice by one press, as when a request is delivered again',
    'bolt-js 1371',
    'exchanged_trigger_id',
    async () => {
      const trigger_id = await press(await openForm());
      await client.views.push({ trigger_id, view: form('Second') });
      return trigger_id;
    },
  ],
  [
    'by a press that is more than three seconds old',
    'bolt-python 886',
    'expired_trigger_id',
    async () => {
      const trigger_id = await press(await openForm());
      clock += 3001;
      return trigger_id;
    },
  ],
  [
    'on a form that was closed since',
    'the page of views.push',
    'not_found',
    async () => {
      const view = await openForm();
      const trigger_id = await press(view);
      await person().close(view);
      return trigger_id;
    },
  ],
  [
    'as the fourth of a stack',
    'the page of views.push',
    'push_limit_reached',
    async () => press(await pushOn(await pushOn(await openForm()), 'Third')),
  ],
])('Nothing is pushed %s (%s)', async (_, __, refusal, trigger) => {
  const trigger_id = await trigger();
  const before = slack.views.length;
  expect(await push(trigger_id)).toBe(refusal);
  expect(slack.views).toHaveLength(before);
});

test('A button of a form sends the form with what is in it, and no message or channel (slack-client 281)', async () => {
  const view = await openForm();
  person().fill(view, { url: 'https://a.b' });
  await press(view);
  const body = heard.at(-1);
  expect(body).toMatchObject({
    type: 'block_actions',
    container: { type: 'view', view_id: view },
    actions: [{ type: 'button', action_id: 'more', block_id: 'below', value: 'v1' }],
    view: {
      id: view,
      state: { values: { url: { value: { type: 'plain_text_input', value: 'https://a.b' } } } },
    },
  });
  for (const absent of ['message', 'channel', 'response_url', 'state'])
    expect(body).not.toHaveProperty(absent);
});

test('Only the person goes back, and finds the form as it was left (bolt-js 1107, 1828)', async () => {
  const first = await openForm();
  person().fill(first, { url: 'https://a.b' });
  const second = await pushOn(first);
  expect(slack.views).toMatchObject([
    { id: first },
    { id: second, root_view_id: first, previous_view_id: first },
  ]);
  await person().close(second);
  expect(heard.at(-1)).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id: second } });
  expect(person().form).toMatchObject({ id: first, state: { url: { value: { value: 'https://a.b' } } } });
});

test('A view that was closed meanwhile is not there to be filled in (java-slack-sdk 1220)', async () => {
  const second = await pushOn(await openForm());
  await person().close(second);
  expect(await refusalOf(client.views.update({ view_id: second, view: form('Late') }))).toBe('not_found');
});

test('A form is changed below another one by its own hash, and keeps what was typed (bolt-js 787, 290)', async () => {
  const first = await openForm();
  person().fill(first, { url: 'https://a.b' });
  await pushOn(first);
  const [below, above] = slack.views;
  const update = (hash: string | undefined) =>
    refusalOf(client.views.update({ view_id: first, hash: hash ?? '', view: form('Changed') }));
  expect(await update(above?.hash)).toBe('hash_conflict');
  expect(await update(below?.hash)).toBeUndefined();
  expect(slack.views[0]).toMatchObject({
    view: { title: { text: 'Changed' } },
    state: { url: { value: { value: 'https://a.b' } } },
  });
});

test('The cross at the top closes all of them, and the app hears of the first (the guide to modals)', async () => {
  const first = await openForm();
  await person().close(await pushOn(first), { all: true });
  expect(slack.views).toEqual([]);
  expect(heard.filter(({ type }) => type === 'view_closed')).toMatchObject([
    { is_cleared: true, view: { id: first } },
  ]);
});
