import type { App, BlockAction, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Journal, Random } from '../ingest/ports.ts';
import { actionIds, callbackIds } from './action-ids.ts';
import type { Dispatcher } from './commands/dispatch.ts';
import { commandName } from './commands/table.ts';
import { goOn } from './go-on.ts';
import { type Home, pageOfHome } from './home.ts';
import type { InFlight } from './in-flight.ts';
import { channelIn, textIn } from './payload.ts';
import { createTell, type Tell } from './reply.ts';
import type { Opening, Start } from './start.ts';
import type { TaskDesk } from './task-desk.ts';
import { readAdjustForm } from './views/adjust-form.ts';
import { readStartForm } from './views/read-start-form.ts';

export interface Handlers {
  dispatcher: Dispatcher;
  start: Start;
  desk: TaskDesk;
  home: Home;
  web: WebClient;
  inFlight: InFlight;
  journal: Journal;
  random: Random;
}

/** Every id that Slack sends, and what answers it. Each is acknowledged before anything is looked up. */
export function register(app: App, handlers: Handlers): void {
  const { dispatcher, start, desk, home } = handlers;
  const tellTo = (user: string, channel: string | undefined, respond: RespondFn | undefined): Tell =>
    createTell({ user, channel, respond }, handlers);

  app.command(commandName, async ({ ack, command, respond }) => {
    await ack();
    const { user_id: user, channel_id: channel, trigger_id: triggerId, text } = command;
    const tell = tellTo(user, channel, respond);
    goOn(() => dispatcher.run(text, { user, channel, triggerId, tell }), tell, handlers);
  });

  button(actionIds.openDraft, start.openDraft);
  button(actionIds.editAndRetry, start.editAndRetry);
  button(actionIds.startPreset, start.openPreset);
  button(actionIds.stop, (handle, by) => desk.byButton('stop', handle, by));
  button(actionIds.pause, (handle, by) => desk.byButton('pause', handle, by));
  button(actionIds.resume, (handle, by) => desk.byButton('resume', handle, by));
  button(actionIds.status, (handle, by) => desk.statusByButton(handle, by));
  button(actionIds.adjust, (handle, by) => desk.openAdjust(handle, by.triggerId, by));
  button(actionIds.stopAll, (askedAt, by) => desk.stopAll(askedAt, by));
  button(actionIds.page, (page, by) => desk.turnPage(page, by));
  button(actionIds.pageBack, (page, by) => desk.turnPage(page, by));

  app.view(callbackIds.start, async ({ ack, body, view, respond }) => {
    const { draft, channel } = readStartForm(view.state?.values);
    const tell = tellTo(body.user.id, channel, respond);
    const answer = start.submitted({ user: body.user.id, draft, channel, viewId: view.id, tell });
    if ('errors' in answer) return ack({ response_action: 'errors', errors: answer.errors });
    await ack();
    goOn(answer.go, tell, handlers);
  });

  app.view(callbackIds.adjust, async ({ ack, body, view }) => {
    const asker = {
      user: body.user.id,
      channel: undefined,
      tell: tellTo(body.user.id, undefined, undefined),
    };
    const { handle, fields } = readAdjustForm(view);
    const answer = desk.adjustSubmitted(handle, fields, asker);
    if ('errors' in answer) return ack({ response_action: 'errors', errors: answer.errors });
    await ack();
    goOn(answer.go, asker.tell, handlers);
  });

  function button(actionId: string, press: (value: string, by: Opening) => Promise<void>): void {
    app.action<BlockAction>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, body, action, respond }) => {
        await ack();
        const channel = channelIn(body.channel?.id);
        const tell = tellTo(body.user.id, channel, respond);
        const value = 'value' in action ? textIn(action.value) : '';
        const user = body.user.id;
        const page = pageOfHome(body.view);
        const refresh = async () => (page === undefined ? undefined : home.publish(user, page));
        goOn(
          () => press(value, { user, channel, triggerId: body.trigger_id, tell }).finally(refresh),
          tell,
          handlers,
        );
      },
    );
  }
}
