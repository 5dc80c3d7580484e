import type { App, BlockAction, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Journal, Random } from '../ingest/ports.ts';
import { actionIds, callbackIds } from './action-ids.ts';
import { message } from './blocks/build.ts';
import type { Dispatcher } from './commands/dispatch.ts';
import { commandName, type Invocation } from './commands/table.ts';
import { explain } from './errors.ts';
import type { InFlight } from './in-flight.ts';
import { createTell, type Tell } from './reply.ts';
import type { Start } from './start.ts';
import { readStartForm } from './views/read-start-form.ts';

export interface Handlers {
  dispatcher: Dispatcher;
  start: Start;
  web: WebClient;
  inFlight: InFlight;
  journal: Journal;
  random: Random;
}

/** Every id that Slack sends, and what answers it. Each is acknowledged before anything is looked up. */
export function register(app: App, handlers: Handlers): void {
  const { dispatcher, start } = handlers;
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

  app.view(callbackIds.start, async ({ ack, body, view, respond }) => {
    const { draft, channel } = readStartForm(view.state.values);
    const tell = tellTo(body.user.id, channel, respond);
    const answer = start.submitted({ user: body.user.id, draft, channel, viewId: view.id, tell });
    if ('errors' in answer) return ack({ response_action: 'errors', errors: answer.errors });
    await ack();
    goOn(answer.go, tell, handlers);
  });

  function button(actionId: string, press: (value: string, invocation: Invocation) => Promise<void>): void {
    app.action<BlockAction>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, body, action, respond }) => {
        await ack();
        const channel = body.channel?.id ?? '';
        const tell = tellTo(body.user.id, body.channel?.id, respond);
        const value = 'value' in action ? (action.value ?? '') : '';
        goOn(
          () => press(value, { user: body.user.id, channel, triggerId: body.trigger_id, tell }),
          tell,
          handlers,
        );
      },
    );
  }
}

/** Does the work after its acknowledgement; whatever goes wrong with it, the person is told. */
function goOn(work: () => Promise<void>, tell: Tell, handlers: Handlers): void {
  const done = work().catch((error) => tell(message(explain(error, handlers))));
  handlers.inFlight.add(done);
}
