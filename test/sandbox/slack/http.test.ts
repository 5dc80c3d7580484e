import { afterEach, describe, expect, test } from '@jest/globals';
import type { View } from '@slack/types';
import { alice, bob, closeAll, general, listenOnHttp, newApp, newSlack } from '../../support/workspace.ts';

afterEach(closeAll);

const form: View = {
  type: 'modal',
  callback_id: 'start',
  title: { type: 'plain_text', text: 'Start' },
  submit: { type: 'plain_text', text: 'Go' },
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'room',
      label: { type: 'plain_text', text: 'Room' },
      element: { type: 'plain_text_input', action_id: 'value', max_length: 10 },
    },
    {
      type: 'input',
      block_id: 'kind',
      label: { type: 'plain_text', text: 'Kind' },
      element: {
        type: 'static_select',
        action_id: 'value',
        options: ['String', 'Integer'].map((text) => ({
          text: { type: 'plain_text', text },
          value: text.toLowerCase(),
        })),
        initial_option: { text: { type: 'plain_text', text: 'String' }, value: 'string' },
      },
    },
    {
      type: 'input',
      block_id: 'where',
      label: { type: 'plain_text', text: 'Channel' },
      element: {
        type: 'conversations_select',
        action_id: 'value',
        default_to_current_conversation: true,
        response_url_enabled: true,
      },
    },
  ],
};

describe('over HTTP', () => {
  test('a command is acknowledged and answered in a thread', async () => {
    const slack = await newSlack();
    const app = newApp(slack);
    app.command('/ingest', async ({ ack, command, client }) => {
      await ack();
      const root = await client.chat.postMessage({
        channel: command.channel_id,
        text: `card of ${command.text}`,
      });
      await client.chat.postMessage({
        channel: command.channel_id,
        thread_ts: root.ts ?? '',
        text: 'TaskId 1',
      });
    });
    await listenOnHttp(slack, app);

    const delivery = await slack.person(alice).command('start “room 1” & <https://a.b|a.b>');

    expect(delivery).toMatchObject({ status: 200, body: undefined });
    const reply = await slack.until(() =>
      slack.messages(general).find((message) => message.text === 'TaskId 1'),
    );
    const [root] = slack.messages(general);
    expect(root?.text).toBe('card of start “room 1” & <https://a.b|a.b>');
    expect(reply.thread_ts).toBe(root?.ts);
    expect(slack.thread(general, root?.ts ?? '')).toHaveLength(2);
  });

  test('a request comes again on demand, marked as a retry', async () => {
    const slack = await newSlack();
    const app = newApp(slack);
    const heard: unknown[] = [];
    app.command('/ingest', async ({ ack, command, context }) => {
      heard.push([command.trigger_id, context.retryNum]);
      await ack();
    });
    await listenOnHttp(slack, app);

    const delivery = await slack.person(alice).command('start');
    expect(await slack.redeliver(delivery)).toMatchObject({ status: 200, request: delivery.request });

    const trigger = delivery.request.body.trigger_id;
    expect(heard).toEqual([
      [trigger, undefined],
      [trigger, 1],
    ]);
  });

  test('the body of an ack is shown to the person alone', async () => {
    const slack = await newSlack();
    const app = newApp(slack);
    app.command('/ingest', ({ ack }) => ack('Unknown option --rom'));
    await listenOnHttp(slack, app);

    await slack.person(bob).command('start --rom 1');

    expect(slack.ephemerals).toMatchObject([
      { user: bob, channel: general, via: 'ack', text: 'Unknown option --rom' },
    ]);
  });

  test('a form is opened, refused, corrected and closed by what the app answers', async () => {
    const slack = await newSlack();
    const app = newApp(slack);
    app.command('/ingest', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: form });
    });
    const seen: unknown[] = [];
    app.view('start', async ({ ack, body, view }) => {
      seen.push(
        view.state.values,
        'response_urls' in body && body.response_urls?.map((one) => one.channel_id),
      );
      const room = view.state.values.room?.value?.value;
      if (room === 'taken') return ack({ response_action: 'errors', errors: { room: 'Already live.' } });
      return ack();
    });
    await listenOnHttp(slack, app);
    const person = slack.person(alice);

    await person.command('');
    const view = await slack.until(() => person.form);
    await expect(person.submit(view)).rejects.toThrow(
      'Slack would not let alice submit this: Room: Please complete this required field.',
    );
    person.fill(view, { room: 'taken', Kind: 'Integer' });
    await person.submit(view);
    expect(person.form?.errors).toEqual({ room: 'Already live.' });
    person.fill(view, { Room: 'free' });
    await person.submit(view);

    expect(slack.views).toEqual([]);
    expect(seen).toMatchObject([
      {
        room: { value: { type: 'plain_text_input', value: 'taken' } },
        kind: { value: { type: 'static_select', selected_option: { value: 'integer' } } },
        where: { value: { selected_conversation: general } },
      },
      [general],
      { room: { value: { value: 'free' } } },
      [general],
    ]);
  });
});
