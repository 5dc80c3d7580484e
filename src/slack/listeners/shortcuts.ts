import type { App, GlobalShortcut, MessageShortcut } from '@slack/bolt';
import type { InFlight } from '../../async/in-flight.ts';
import type { Random } from '../../ingest/runtime.ts';
import type { Start } from '../actions/start.ts';
import { createTell, type TellDeps } from '../answers/reply.ts';
import { callbackIds } from '../format/ids.ts';
import { channelIn, isDirect, threadIn } from '../format/payload.ts';
import type { StartForm } from '../views/start-form.ts';
import { goOn } from './go-on.ts';
import { hasFile, linksIn } from './message-link.ts';

export interface ShortcutHandlers extends TellDeps {
  start: Start;
  inFlight: InFlight;
  random: Random;
}

const noLink = 'There is no http, https or rtmp link in that message: please fill in the URL.';
const onlyFile =
  'Slack gives the file in that message only to people who are signed in, so TRTC cannot pull it: please fill in a URL that anybody can open.';

/** What the start form is filled in with from a message. */
function formFor(message: unknown): Pick<StartForm, 'draft' | 'notice'> {
  const [url, ...more] = linksIn(message);
  if (url === undefined) return { draft: {}, notice: hasFile(message) ? onlyFile : noLink };
  if (more.length === 0) return { draft: { url } };
  return { draft: { url }, notice: `There are ${more.length + 1} links in that message: this is the first.` };
}

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
        direct: isDirect(shortcut.channel?.id, shortcut.channel?.name),
        thread: threadIn({ ts: shortcut.message?.ts, thread: shortcut.message?.thread_ts }),
        responseUrl: shortcut.response_url,
      };
      const tell = createTell(asker, handlers);
      const form = formFor(shortcut.message);
      goOn(() => start.openWith(form, { ...asker, triggerId: shortcut.trigger_id, tell }), tell, handlers);
    },
  );
}
