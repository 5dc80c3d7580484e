import type { App, BlockAction } from '@slack/bolt';
import type { Clock } from '../../ingest/runtime.ts';
import type { Home } from '../actions/home.ts';
import type { Start } from '../actions/start.ts';
import type { TaskDesk } from '../actions/tasks.ts';
import type { Opening, Outcome } from '../answers/asker.ts';
import type { Dispatcher } from '../commands/dispatch.ts';
import { actionIds, callbackIds, commandName } from '../format/ids.ts';
import { channelIn, isDirect, textIn, threadIn } from '../format/payload.ts';
import { readAdjustForm } from '../views/adjust-form.ts';
import { readStartForm } from '../views/read-start-form.ts';
import { pageOfHome } from './home-tab.ts';
import { createInbox, type Inbox, type InboxDeps, type Perform, type PersonsRequest } from './inbox.ts';

export interface Handlers extends InboxDeps {
  dispatcher: Dispatcher;
  start: Start;
  desk: TaskDesk;
  home: Home;
}

type Press = (value: string, by: Opening) => Promise<Outcome>;

/** What each button does. Those that open a form or show something are answered at once; the others are kept until they are done. */
function buttons({ start, desk }: Handlers): { shown: Record<string, Press>; kept: Record<string, Press> } {
  return {
    shown: {
      [actionIds.openDraft]: start.openDraft,
      [actionIds.editAndRetry]: start.editAndRetry,
      [actionIds.startPreset]: start.openPreset,
      [actionIds.status]: (handle, by) => desk.statusByButton(handle, by),
      [actionIds.adjust]: (handle, by) => desk.openAdjust(handle, by.triggerId, by),
      [actionIds.page]: (page, by) => desk.turnPage(page, by),
      [actionIds.pageBack]: (page, by) => desk.turnPage(page, by),
    },
    kept: {
      [actionIds.stop]: (handle, by) => desk.byButton('stop', handle, by),
      [actionIds.removeRobot]: (handle, by) => desk.byButton('remove', handle, by),
      [actionIds.dismiss]: (handle, by) => desk.byButton('dismiss', handle, by),
      [actionIds.pause]: (handle, by) => desk.byButton('pause', handle, by),
      [actionIds.resume]: (handle, by) => desk.byButton('resume', handle, by),
      [actionIds.stopAll]: (askedAt, by) => desk.stopAll(askedAt, by),
    },
  };
}

/** Every id that Slack sends, and what answers it. Gives what is to be started before requests are taken. */
export function register(app: App, handlers: Handlers): Inbox {
  const { dispatcher, start, desk, clock } = handlers;
  const { shown, kept } = buttons(handlers);
  const all = { ...shown, ...kept };
  const inbox = createInbox(handlers, performer(handlers, all));

  app.command(commandName, async ({ ack, command }) => {
    const { user_id: user, channel_id: channel, trigger_id: id, response_url: responseUrl, text } = command;
    const request = {
      id,
      user,
      channel,
      direct: isDirect(channel, command.channel_name),
      responseUrl,
      at: clock(),
      asked: { kind: 'command', text },
    } as const;
    return dispatcher.changes(text) ? inbox.keep(request, ack) : inbox.answer(request, ack);
  });

  app.view(callbackIds.start, async ({ ack, body, view }) => {
    const { draft, channel } = readStartForm(view.state?.values);
    const errors = start.formErrors({ user: body.user.id, draft, channel });
    if (errors !== undefined) return ack({ response_action: 'errors', errors });
    const request = fromForm({ kind: 'start-form', draft }, body.user.id, view.id, channel, clock);
    const responseUrl = 'response_urls' in body ? body.response_urls?.[0]?.response_url : undefined;
    await inbox.keep({ ...request, responseUrl }, ack);
  });

  app.view(callbackIds.adjust, async ({ ack, body, view }) => {
    const { handle, fields: draft } = readAdjustForm(view);
    const errors = desk.adjustErrors(draft);
    if (errors !== undefined) return ack({ response_action: 'errors', errors });
    const asked = { kind: 'adjust-form', handle, draft } as const;
    await inbox.keep(fromForm(asked, body.user.id, view.id, undefined, clock), ack);
  });

  // One listener for all of them, since Bolt asks each whether a request is for it.
  app.action<BlockAction>({ type: 'block_actions' }, async ({ ack, body, action }) => {
    if (!Object.hasOwn(all, action.action_id)) return;
    const value = 'value' in action ? textIn(action.value) : '';
    const request = fromButton(body, action.action_id, value, clock);
    return Object.hasOwn(kept, action.action_id) ? inbox.keep(request, ack) : inbox.answer(request, ack);
  });
  return inbox;
}

function fromForm(
  asked: PersonsRequest['asked'],
  user: string,
  id: string,
  channel: string | undefined,
  clock: Clock,
): PersonsRequest {
  return { id, user, channel, direct: isDirect(channel), responseUrl: undefined, at: clock(), asked };
}

function fromButton(body: BlockAction, actionId: string, value: string, clock: Clock): PersonsRequest {
  const { container, message } = body;
  return {
    id: body.trigger_id,
    user: body.user.id,
    channel: channelIn(body.channel?.id),
    direct: isDirect(body.channel?.id, body.channel?.name),
    thread: threadIn({
      ts: container?.message_ts ?? message?.ts,
      thread: container?.thread_ts ?? message?.thread_ts,
    }),
    responseUrl: body.response_url === '' ? undefined : body.response_url,
    at: clock(),
    asked: { kind: 'button', actionId, value, homePage: pageOfHome(body.view) },
  };
}

/** Does what people ask for, now or when it is taken from where it was kept. */
function performer({ dispatcher, start, desk, home }: Handlers, press: Record<string, Press>): Perform {
  return async ({ id, user, channel, direct = isDirect(channel), at, asked }, tell) => {
    switch (asked.kind) {
      case 'command':
        return dispatcher.run(asked.text, {
          user,
          channel: channel ?? user,
          direct,
          triggerId: id,
          askedAt: at,
          tell,
        });
      case 'start-form':
        return start.byForm({ user, channel, direct, draft: asked.draft, viewId: id, askedAt: at, tell });
      case 'adjust-form':
        return desk.adjust(asked.handle, asked.draft, { user, channel, tell });
      case 'button': {
        const { actionId, value, homePage } = asked;
        const pressed = press[actionId]?.(value, { user, channel, direct, triggerId: id, tell });
        await pressed?.finally(() => (homePage === undefined ? undefined : home.publish(user, homePage)));
      }
    }
  };
}
