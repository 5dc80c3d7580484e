import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import type bolt from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import { WebSocket } from 'ws';
import type { SlackStandIn } from '../../../sandbox/slack/index.ts';
import {
  alice,
  appToken,
  closeAll,
  closeLater,
  general,
  newApp,
  newSlack,
  quiet,
} from '../../support/workspace.ts';

afterEach(closeAll);

async function connect(slack: SlackStandIn, app: bolt.App): Promise<void> {
  slack.deliverTo({ mode: 'socket' });
  await app.init();
  await app.start();
  closeLater(async () => {
    await app.stop();
    await slack.until(() => slack.connections === 0);
  });
}

function newClient(slack: SlackStandIn): SocketModeClient {
  const client = new SocketModeClient({
    appToken,
    logger: quiet,
    clientOptions: { slackApiUrl: slack.apiUrl },
    clientPingTimeout: 30,
  });
  closeLater(() => client.disconnect());
  return client;
}

describe('Socket Mode', () => {
  test('a command is acknowledged and answered in a thread', async () => {
    const slack = await newSlack();
    const app = newApp(slack, { socketMode: true, appToken });
    app.command('/ingest', async ({ ack, command, client }) => {
      await ack('Starting …');
      const { ts = '' } = await client.chat.postMessage({ channel: command.channel_id, text: 'card' });
      await client.chat.postMessage({ channel: command.channel_id, thread_ts: ts, text: command.text });
    });
    await connect(slack, app);

    const delivery = await slack.person(alice).command('start — “a”');

    expect(delivery).toMatchObject({ status: 200, body: { text: 'Starting …' } });
    expect(slack.ephemerals).toMatchObject([{ text: 'Starting …', via: 'ack' }]);
    const reply = await slack.until(() =>
      slack.messages(general).find((message) => message.thread_ts !== undefined),
    );
    expect(reply.text).toBe('start — “a”');
  });

  test('a form is answered in the ack, a button and an event are acknowledged', async () => {
    const slack = await newSlack();
    const app = newApp(slack, { socketMode: true, appToken });
    const seen: string[] = [];
    app.command('/ingest', async ({ ack, body, client }) => {
      await ack();
      const text = { type: 'plain_text' as const, text: 'Go' };
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'start',
          title: text,
          submit: text,
          blocks: [
            {
              type: 'input',
              block_id: 'room',
              label: text,
              element: { type: 'plain_text_input', initial_value: 'r' },
            },
            { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'More' } }] },
          ],
        },
      });
    });
    app.view('start', ({ ack }) => ack({ response_action: 'errors', errors: { room: 'No.' } }));
    app.action(/.*/, async ({ ack }) => {
      seen.push('button');
      await ack();
    });
    app.event('app_home_opened', async () => {
      seen.push('home');
    });
    await connect(slack, app);
    const person = slack.person(alice);

    await person.command('');
    const view = await slack.until(() => person.form);
    await person.submit(view);
    expect(person.form?.errors).toEqual({ room: 'No.' });
    expect((await person.press({ view }, 'More')).status).toBe(200);
    expect((await person.openHome()).status).toBe(200);
    expect(seen).toEqual(['button', 'home']);
    expect(slack.complaints).toEqual([]);
  });

  test('the same request comes again on demand, in another envelope', async () => {
    const slack = await newSlack();
    slack.deliverTo({ mode: 'socket' });
    const envelopes: { envelope_id: string; body: { trigger_id: string } }[] = [];
    const client = newClient(slack);
    client.on('slash_commands', async (envelope) => {
      envelopes.push(envelope);
      await envelope.ack();
    });
    await client.start();
    const delivery = await slack.person(alice).command('start');
    await slack.redeliver(delivery);
    const [first, second] = envelopes;
    expect(second?.body).toEqual(first?.body);
    expect(second?.envelope_id).not.toBe(first?.envelope_id);
  });

  test('each envelope goes to one of several connections', async () => {
    const slack = await newSlack();
    slack.deliverTo({ mode: 'socket' });
    const got = [0, 0];
    for (const index of [0, 1]) {
      const client = newClient(slack);
      client.on('slash_commands', async ({ ack }) => {
        got[index] = (got[index] ?? 0) + 1;
        await ack();
      });
      await client.start();
    }
    expect(slack.connections).toBe(2);
    for (const text of ['1', '2', '3', '4']) await slack.person(alice).command(text);
    expect(got).toEqual([2, 2]);
  });

  test.each(['refresh_requested', 'too_many_websockets', 'drop'] as const)(
    'clients come back after %s',
    async (reason) => {
      const slack = await newSlack();
      const client = newClient(slack);
      await client.start();
      const back = new Promise((resolve) => client.once('connected', resolve));
      slack.disconnect(reason);
      await slack.until(() => slack.connections === 0);
      await back;
      expect(slack.connections).toBe(1);
      expect(slack.calls.filter((call) => call.method === 'apps.connections.open')).toHaveLength(2);
    },
  );

  test('without a connection, or without an ack, the person is told', async () => {
    const slack = await newSlack({ ackWithinMs: 50 });
    slack.deliverTo({ mode: 'socket' });
    expect(await slack.person(alice).command('')).toMatchObject({ status: 0, failure: 'dispatch_failed' });
    await newClient(slack).start();
    expect(await slack.person(alice).command('')).toMatchObject({ status: 0, failure: 'operation_timeout' });
    expect(slack.complaints.map((one) => one.kind)).toEqual(['dispatch_failed', 'operation_timeout']);
  });

  test('an address works once', async () => {
    const slack = await newSlack();
    const client = newClient(slack);
    const address = new Promise<string>((resolve) => client.once('authenticated', ({ url }) => resolve(url)));
    await client.start();
    const again = new WebSocket(await address);
    const [, response] = await once(again, 'unexpected-response');
    expect(response.statusCode).toBe(401);
    expect(slack.connections).toBe(1);
  });
});
