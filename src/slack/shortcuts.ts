import type { App, GlobalShortcut, MessageShortcut } from '@slack/bolt';
import type { Random } from '../ingest/ports.ts';
import { callbackIds } from './action-ids.ts';
import { goOn } from './go-on.ts';
import type { InFlight } from './in-flight.ts';
import { linkIn } from './message-link.ts';
import { channelIn } from './payload.ts';
import { createTell, type TellDeps } from './reply.ts';
import type { Start } from './start.ts';

export interface ShortcutHandlers extends TellDeps {
  start: Start;
  inFlight: InFlight;
  random: Random;
}

const noLink = 'There is no http, https or rtmp link in that message: please fill in the URL.';

/** The shortcuts that open the start form: from anywhere, and from a message that holds the link of a stream. */
export function registerShortcuts(app: App, handlers: ShortcutHandlers): void {
  const { start } = handlers;

  app.shortcut<GlobalShortcut>(
    { type: 'shortcut', callback_id: callbackIds.startShortcut },
    async ({ ack, shortcut }) => {
      await ack();
      const asker = { user: shortcut.user.id, channel: undefined, responseUrl: undefined };
      const tell = createTell(asker, handlers);
      goOn(
        () => start.openWith({ draft: {} }, { ...asker, triggerId: shortcut.trigger_id, tell }),
        tell,
        handlers,
      );
    },
  );

  app.shortcut<MessageShortcut>(
    { type: 'message_action', callback_id: callbackIds.ingestLink },
    async ({ ack, shortcut }) => {
      await ack();
      const asker = {
        user: shortcut.user.id,
        channel: channelIn(shortcut.channel?.id),
        responseUrl: shortcut.response_url,
      };
      const tell = createTell(asker, handlers);
      const url = linkIn(shortcut.message);
      const form = url === undefined ? { draft: {}, notice: noLink } : { draft: { url } };
      goOn(() => start.openWith(form, { ...asker, triggerId: shortcut.trigger_id, tell }), tell, handlers);
    },
  );
}
