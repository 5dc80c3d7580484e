import type { App, BlockAction } from '@slack/bolt';
import type { InFlight } from '../../async/in-flight.ts';
import type { Random } from '../../ingest/runtime.ts';
import type { Home } from '../actions/home.ts';
import type { Start } from '../actions/start.ts';
import { createTell, type TellDeps } from '../answers/reply.ts';
import { actionIds } from '../format/ids.ts';
import { textIn } from '../format/payload.ts';
import { goOn } from './go-on.ts';

/** The page of Home that a button was pressed on; undefined if it was pressed somewhere else. */
export function pageOfHome(view: BlockAction['view']): number | undefined {
  return view?.type === 'home' ? readPage(view.private_metadata) : undefined;
}

export interface HomeHandlers extends TellDeps {
  home: Home;
  start: Start;
  inFlight: InFlight;
  random: Random;
}

/** Home, and the buttons that stand nowhere else. */
export function registerHome(app: App, handlers: HomeHandlers): void {
  const { home, start, inFlight } = handlers;

  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') inFlight.add(home.publish(event.user));
  });

  for (const id of [actionIds.homeNext, actionIds.homePrevious]) {
    app.action<BlockAction>({ type: 'block_actions', action_id: id }, async ({ ack, body, action }) => {
      await ack();
      const page = 'value' in action ? readPage(action.value) : 0;
      inFlight.add(home.publish(body.user.id, page));
    });
  }

  app.action<BlockAction>({ type: 'block_actions', action_id: actionIds.openForm }, async ({ ack, body }) => {
    await ack();
    const asker = { user: body.user.id, channel: undefined, responseUrl: undefined };
    const tell = createTell(asker, handlers);
    goOn(() => start.openWith({ draft: {} }, { ...asker, triggerId: body.trigger_id, tell }), tell, handlers);
  });
}

function readPage(value: unknown): number {
  const text = textIn(value);
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
}
