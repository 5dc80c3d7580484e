import type { App, BlockAction } from '@slack/bolt';
import type { Clock } from '../../ingest/runtime.ts';
import type { ReadShow } from '../actions/read-show.ts';
import { commandWords } from '../command-line/tokens.ts';
import { callbackIds, commandName } from '../format/ids.ts';
import { channelIn, isDirect, textIn, threadIn } from '../format/payload.ts';
import { readAdjustForm } from '../views/adjust-form.ts';
import { readShowForm } from '../views/read-show-form.ts';
import { readStartForm } from '../views/read-start-form.ts';
import { type RowsBelow, showProblems } from '../views/show-problems.ts';
import { channelBlock, type FormErrors } from '../views/start-form.ts';
import { buttonDoor } from './doors.ts';
import { pageOfHome } from './home-tab.ts';
import { createInbox, type Inbox, type InboxDeps, type PersonsRequest } from './inbox.ts';
import { createPrepare, type PrepareDeps } from './prepare.ts';

export type Handlers = InboxDeps & PrepareDeps;

/** Every command, form and button that Slack sends, through its door. Gives what is to be started before requests are taken. */
export function register(app: App, handlers: Handlers): Inbox {
  const { dispatcher, doors, authorizer, clock } = handlers;
  const inbox = createInbox(handlers, createPrepare(handlers));

  app.command(commandName, async ({ ack, command }) => {
    const { user_id: user, channel_id: channel, trigger_id: id, response_url: responseUrl, text } = command;
    const read = commandWords(text);
    const request = {
      id,
      user,
      channel,
      direct: isDirect(channel, command.channel_name),
      responseUrl,
      at: clock(),
      asked: { kind: 'command', text, read },
    } as const;
    return dispatcher.find(read).changes ? inbox.keep(request, ack) : inbox.answer(request, ack);
  });

  app.view(callbackIds.start, async ({ ack, body, view }) => {
    const { draft, channel } = readStartForm(view.state?.values);
    const errors = channelErrors(body.user.id, channel) ?? doors.forms[callbackIds.start].errors(draft);
    if (errors !== undefined) return ack({ response_action: 'errors', errors });
    const request = fromForm({ kind: 'start-form', draft }, body.user.id, view.id, channel, clock);
    const responseUrl = 'response_urls' in body ? body.response_urls?.[0]?.response_url : undefined;
    await inbox.keep({ ...request, responseUrl }, ack);
  });

  app.view(callbackIds.adjust, async ({ ack, body, view }) => {
    const { handle, fields: draft, channel, thread } = readAdjustForm(view);
    const errors = doors.forms[callbackIds.adjust].errors(draft);
    if (errors !== undefined) return ack({ response_action: 'errors', errors });
    const asked = { kind: 'adjust-form', handle, draft } as const;
    await inbox.keep({ ...fromForm(asked, body.user.id, view.id, channel, clock), thread }, ack);
  });

  app.view(callbackIds.show, async ({ ack, body, view }) => {
    const filled = readShowForm(view);
    const closed = channelErrors(body.user.id, filled.channel);
    if (closed !== undefined) return ack({ response_action: 'errors', errors: closed });
    const door = doors.forms[callbackIds.show];
    const { user } = body;
    // No file is read for those who may not do this; they are told so.
    const isRefused =
      filled.file !== undefined && (await authorizer.isRefused(door.needs, user.id, filled.channel));
    const read = isRefused ? ({ ok: true, filled } as const) : await door.read(filled);
    const liesOver = view.previous_view_id !== null && view.previous_view_id !== undefined;
    // Laid over the form, which is there again with all that was typed once it is closed. What is typed above it stays.
    if (!read.ok)
      return ack(
        liesOver
          ? { response_action: 'update', view: showProblems(read.problems, { filled }) }
          : { response_action: 'push', view: showProblems(read.problems, belowOf(read)) },
      );
    const asked = { kind: 'show-form', filled: read.filled } as const;
    const request = fromForm(asked, body.user.id, view.id, filled.channel, clock);
    const responseUrl = 'response_urls' in body ? body.response_urls?.[0]?.response_url : undefined;
    await inbox.keep({ ...request, responseUrl }, () =>
      liesOver ? ack({ response_action: 'clear' }) : ack(),
    );
  });

  // One listener for all of them, since Bolt asks each whether a request is for it.
  app.action<BlockAction>({ type: 'block_actions' }, async ({ ack, body, action }) => {
    const door = buttonDoor(doors, action.action_id);
    if (door === undefined) return;
    const value = pressedValue(action);
    const once = 'once' in door && door.once === true;
    const id = once ? `${action.action_id} ${value}` : body.trigger_id;
    const request = fromButton(body, id, action.action_id, value, clock);
    const changes = 'changes' in door && door.changes;
    return changes ? inbox.keep(request, ack) : inbox.answer(request, ack);
  });
  return inbox;

  /** What is wrong with the channel that the start form is to answer in. */
  function channelErrors(user: string, channel: string | undefined): FormErrors {
    if (channel === undefined) return { [channelBlock]: 'Choose the channel to answer in.' };
    return authorizer.isChannelClosed(doors.forms[callbackIds.start].needs, user, channel)
      ? { [channelBlock]: 'The bot may not be used in this channel: choose another.' }
      : undefined;
  }
}

/** The rows that can be sent off from over the form. */
function belowOf({ others, rows }: Extract<ReadShow, { ok: false }>): RowsBelow | undefined {
  return others ?? (rows && { filled: rows });
}

/** Of a button, or of what was chosen. */
function pressedValue(action: BlockAction['actions'][number]): string {
  if ('selected_option' in action) return textIn(action.selected_option?.value);
  return 'value' in action ? textIn(action.value) : '';
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

function fromButton(
  body: BlockAction,
  id: string,
  actionId: string,
  value: string,
  clock: Clock,
): PersonsRequest {
  const { container, message, view } = body;
  const form = view?.type === 'modal' ? readStartForm(view.state?.values) : undefined;
  const channel = channelIn(body.channel?.id) ?? form?.channel;
  return {
    id,
    user: body.user.id,
    channel,
    direct: isDirect(channel, body.channel?.name),
    thread: threadIn({
      ts: container?.message_ts ?? message?.ts,
      thread: container?.thread_ts ?? message?.thread_ts,
    }),
    responseUrl: body.response_url === '' ? undefined : body.response_url,
    at: clock(),
    asked: { kind: 'button', actionId, value, homePage: pageOfHome(view), filled: form?.draft },
  };
}
