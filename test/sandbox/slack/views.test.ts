import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { View } from '@slack/types';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { SlackStandIn } from '../../../sandbox/slack/index.ts';
import {
  alice,
  bob,
  closeAll,
  general,
  listenOnHttp,
  newApp,
  newClient,
  newSlack,
} from '../../support/workspace.ts';

let slack: SlackStandIn;
let client: WebClient;
let clock = Date.now();
/** What the app hears of submissions, and what it answers. */
let answer: object | undefined;
let heard: unknown[] = [];

beforeAll(async () => {
  slack = await newSlack({ now: () => clock });
  client = newClient(slack);
  const app = newApp(slack);
  app.use(async ({ body, next }) => {
    heard.push(body);
    await next();
  });
  app.command('/ingest', ({ ack }) => ack());
  app.view({ type: 'view_closed' }, ({ ack }) => ack());
  app.view(/.*/, ({ ack }) => (answer === undefined ? ack() : ack(answer as { response_action: 'clear' })));
  app.action(/.*/, ({ ack }) => ack());
  app.event('app_home_opened', async () => {});
  await listenOnHttp(slack, app);
});
beforeEach(() => {
  slack.reset();
  answer = undefined;
  heard = [];
});
afterAll(closeAll);

function modal(more: Partial<View> = {}): View {
  const field = (block_id: string) => ({
    type: 'input',
    block_id,
    optional: true,
    label: { type: 'plain_text', text: block_id },
    element: { type: 'plain_text_input', action_id: 'value' },
  });
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'Form' },
    submit: { type: 'plain_text', text: 'Go' },
    blocks: [
      field('room'),
      field('url'),
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'more', text: { type: 'plain_text', text: 'More' } }],
      },
    ],
    ...more,
  } as View;
}

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return error.data.error;
    throw error;
  }
  return undefined;
}

async function trigger(user = alice): Promise<string> {
  const { request } = await slack.person(user).command('');
  return String(request.body.trigger_id);
}

async function openForm(more: Partial<View> = {}) {
  const { view } = await client.views.open({ trigger_id: await trigger(), view: modal(more) });
  return view?.id ?? '';
}

async function press(view: string): Promise<string> {
  const { request } = await slack.person(alice).press({ view }, 'More');
  return String(request.body.trigger_id);
}

describe('triggers', () => {
  test('open one form each', async () => {
    const trigger_id = await trigger();
    expect(await errorOf(client.views.open({ trigger_id, view: modal() }))).toBeUndefined();
    expect(await errorOf(client.views.open({ trigger_id, view: modal() }))).toBe('exchanged_trigger_id');
  });

  test('live for three seconds', async () => {
    const [first, second] = [await trigger(), await trigger()];
    clock += 3000;
    expect(await errorOf(client.views.open({ trigger_id: first, view: modal() }))).toBeUndefined();
    clock += 1;
    expect(await errorOf(client.views.open({ trigger_id: second, view: modal() }))).toBe(
      'expired_trigger_id',
    );
  });

  test('are not made up', async () => {
    expect(await errorOf(client.views.open({ trigger_id: '1.2.3', view: modal() }))).toBe(
      'invalid_trigger_id',
    );
  });

  test('survive a form that is wrong', async () => {
    const trigger_id = await trigger();
    const wrong = modal({ title: { type: 'plain_text', text: 'x'.repeat(25) } });
    expect(await errorOf(client.views.open({ trigger_id, view: wrong }))).toBe('invalid_arguments');
    expect(await errorOf(client.views.open({ trigger_id, view: modal() }))).toBeUndefined();
  });

  test('come twice with the same request', async () => {
    const person = slack.person(alice);
    const first = await person.command('start', { triggerId: 'the same' });
    const again = await person.command('start', { triggerId: 'the same' });
    expect(first.request.body.trigger_id).toBe('the same');
    await client.views.open({ trigger_id: 'the same', view: modal() });
    expect(again.request.body.trigger_id).toBe('the same');
    expect(await errorOf(client.views.open({ trigger_id: 'the same', view: modal() }))).toBe(
      'exchanged_trigger_id',
    );
  });
});

describe('views', () => {
  test('are updated by id, unless somebody was quicker', async () => {
    const view_id = await openForm();
    const { view } = await client.views.update({ view_id, view: modal({ callback_id: 'second' }) });
    const hash = view?.hash ?? '';
    await client.views.update({ view_id, hash, view: modal({ callback_id: 'third' }) });
    expect(await errorOf(client.views.update({ view_id, hash, view: modal() }))).toBe('hash_conflict');
    expect(slack.views[0]?.view.callback_id).toBe('third');
  });

  test('are gone once closed', async () => {
    const view_id = await openForm();
    await slack.person(alice).close(view_id);
    expect(await errorOf(client.views.update({ view_id, view: modal() }))).toBe('not_found');
  });

  test('keep what was typed in fields that stay', async () => {
    const view_id = await openForm();
    slack.person(alice).fill(view_id, { room: 'r1', url: 'u1' });
    await client.views.update({ view_id, view: modal({ blocks: modal().blocks.slice(0, 1) }) });
    expect(slack.views[0]?.state).toEqual({ room: { value: { type: 'plain_text_input', value: 'r1' } } });
  });

  test('forget a choice that is not on offer any more', async () => {
    const choice = (...values: string[]) => ({
      blocks: [
        {
          type: 'input' as const,
          block_id: 'app',
          label: { type: 'plain_text' as const, text: 'App' },
          element: {
            type: 'static_select' as const,
            action_id: 'value',
            options: values.map((value) => ({ text: { type: 'plain_text' as const, text: value }, value })),
          },
        },
      ],
    });
    const chosen = () => slack.views[0]?.state.app?.value?.selected_option;
    const view_id = await openForm(choice('prod', 'test'));
    slack.person(alice).fill(view_id, { App: 'test' });
    await client.views.update({ view_id, view: modal(choice('test', 'new')) });
    expect(chosen()).toMatchObject({ value: 'test' });
    await client.views.update({ view_id, view: modal(choice('new')) });
    expect(chosen()).toBeNull();
  });

  test('are stacked three high, and only the uppermost can be used', async () => {
    const first = await openForm();
    const second = await client.views.push({ trigger_id: await press(first), view: modal() });
    expect(second.view).toMatchObject({ root_view_id: first, previous_view_id: first });
    const third = await client.views.push({ trigger_id: await press(second.view?.id ?? ''), view: modal() });
    const fourth = client.views.push({ trigger_id: await press(third.view?.id ?? ''), view: modal() });
    expect(await errorOf(fourth)).toBe('push_limit_reached');
    await expect(slack.person(alice).submit(first)).rejects.toThrow('a form below another one');
    await slack.person(alice).submit(third.view?.id ?? '');
    expect(slack.person(alice).form?.id).toBe(second.view?.id);
  });

  test('have external ids of their own', async () => {
    await openForm({ external_id: 'one' });
    const other = client.views.open({ trigger_id: await trigger(bob), view: modal({ external_id: 'one' }) });
    expect(await errorOf(other)).toBe('duplicate_external_id');
    await client.views.update({
      external_id: 'one',
      view: modal({ external_id: 'one', callback_id: 'new' }),
    });
    expect(slack.views).toMatchObject([{ view: { callback_id: 'new' } }]);
  });

  test('tell the app that they were closed, where it asked', async () => {
    const view = await openForm({ notify_on_close: true, callback_id: 'start' });
    const delivery = await slack.person(alice).close(view);
    expect(delivery?.status).toBe(200);
    expect(heard.at(-1)).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id: view } });
    expect(await slack.person(alice).close(await openForm())).toBeUndefined();
  });

  test('belong to the person in front of them', async () => {
    const view = await openForm();
    await expect(slack.person(bob).submit(view)).rejects.toThrow('a view that is not open');
  });

  test('of Home are published, with their hash, and open on a visit', async () => {
    const home = { type: 'home' as const, blocks: [] };
    const { view } = await client.views.publish({ user_id: alice, view: home });
    expect(await errorOf(client.views.publish({ user_id: alice, view: home, hash: 'old' }))).toBe(
      'hash_conflict',
    );
    await client.views.publish({ user_id: alice, view: home, hash: view?.hash ?? '' });
    await slack.person(alice).openHome();
    expect(slack.homes).toHaveLength(1);
    expect(heard.at(-1)).toMatchObject({
      event: { type: 'app_home_opened', user: alice, view: { id: view?.id } },
    });
    expect(await errorOf(client.views.publish({ user_id: alice, view: modal() }))).toBe('invalid_arguments');
  });
});

describe('the answer to a submission', () => {
  const submitted = async () => {
    const view = await openForm();
    await slack.person(alice).submit(view);
    return view;
  };

  test('closes the form where it is empty, and all forms where it says clear', async () => {
    await submitted();
    expect(slack.views).toEqual([]);
    const { view } = await client.views.push({ trigger_id: await press(await openForm()), view: modal() });
    answer = { response_action: 'clear' };
    await slack.person(alice).submit(view?.id ?? '');
    expect(slack.views).toEqual([]);
  });

  test('replaces the form, or puts another one on top', async () => {
    answer = { response_action: 'update', view: modal({ callback_id: 'second' }) };
    const id = await submitted();
    expect(slack.views).toMatchObject([{ id, view: { callback_id: 'second' } }]);
    answer = { response_action: 'push', view: modal({ callback_id: 'third' }) };
    await slack.person(alice).submit(id);
    expect(slack.views).toMatchObject([{ id }, { previous_view_id: id, view: { callback_id: 'third' } }]);
  });

  test.each([
    [
      'an unknown block',
      { response_action: 'errors', errors: { nowhere: 'a' } },
      'no input block nowhere in this view',
    ],
    ['no errors', { response_action: 'errors', errors: {} }, '`errors` must not be empty'],
    ['an unknown action', { response_action: 'shut' }, 'unknown response_action: shut'],
    [
      'a form that is wrong',
      { response_action: 'update', view: { type: 'modal' } },
      'missing required field: title',
    ],
  ])('is refused with %s, and the person told', async (_, wrong, detail) => {
    answer = wrong;
    const id = await submitted();
    expect(slack.views).toMatchObject([{ id }]);
    expect(slack.complaints).toMatchObject([
      { user: alice, kind: 'invalid_answer', detail: expect.stringContaining(detail) },
    ]);
  });
});

test('a person writes where they are a member, and nowhere else', async () => {
  await expect(slack.person(bob).command('', { channel: 'C0OTHER' })).rejects.toThrow(
    'Slack would not let bob write in C0OTHER',
  );
  await expect(slack.person(alice).command('', { channel: 'C0OLD' })).rejects.toThrow('write in C0OLD');
  expect(() => slack.person('U0GONE')).toThrow('there is nobody called U0GONE');
  expect((await slack.person(alice).command('', { channel: general })).status).toBe(200);
});
