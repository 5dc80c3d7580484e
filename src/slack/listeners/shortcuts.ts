import type { App, GlobalShortcut, MessageShortcut } from '@slack/bolt';
import type { InFlight } from '../../async/in-flight.ts';
import type { Random } from '../../ingest/runtime.ts';
import type { Authorizer } from '../answers/authorize.ts';
import { type Addressee, createTell, type TellDeps } from '../answers/reply.ts';
import { callbackIds } from '../format/ids.ts';
import { channelIn, isDirect, threadIn } from '../format/payload.ts';
import type { Doors, ShortcutDoor } from './doors.ts';
import { goOn } from './go-on.ts';

export interface ShortcutHandlers extends TellDeps {
  doors: Pick<Doors, 'shortcuts'>;
  authorizer: Authorizer;
  inFlight: InFlight;
  random: Random;
}

/** The shortcuts that open the start form: from anywhere, and from a message that holds the link of a stream. */
export function registerShortcuts(app: App, handlers: ShortcutHandlers): void {
  const { startShortcut, ingestLink } = callbackIds;
  const { shortcuts } = handlers.doors;

  app.shortcut<GlobalShortcut>(
    { type: 'shortcut', callback_id: startShortcut },
    async ({ ack, shortcut }) => {
      await ack();
      const asker = { user: shortcut.user.id, channel: undefined, responseUrl: undefined };
      open(shortcuts[startShortcut], undefined, asker, shortcut.trigger_id);
    },
  );

  app.shortcut<MessageShortcut>(
    { type: 'message_action', callback_id: ingestLink },
    async ({ ack, shortcut }) => {
      await ack();
      const asker = {
        user: shortcut.user.id,
        channel: channelIn(shortcut.channel?.id),
        direct: isDirect(shortcut.channel?.id, shortcut.channel?.name),
        thread: threadIn({ ts: shortcut.message?.ts, thread: shortcut.message?.thread_ts }),
        responseUrl: shortcut.response_url,
      };
      open(shortcuts[ingestLink], shortcut.message, asker, shortcut.trigger_id);
    },
  );

  function open(
    { needs, form }: ShortcutDoor,
    message: unknown,
    asker: Addressee & { direct?: boolean },
    triggerId: string,
  ): void {
    const tell = createTell(asker, handlers);
    const opening = { ...asker, triggerId, tell };
    const { authorizer } = handlers;
    goOn(() => authorizer.open(needs, opening, { make: () => form(message, opening) }), tell, handlers);
  }
}
