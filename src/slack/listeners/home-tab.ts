import type { App, BlockAction } from '@slack/bolt';
import type { InFlight } from '../../async/in-flight.ts';
import type { Authorizer } from '../answers/authorize.ts';
import type { HomePublisher } from '../answers/home-publisher.ts';
import { pageIn } from '../format/payload.ts';
import type { Doors } from './doors.ts';

export interface HomeHandlers {
  doors: Pick<Doors, 'home'>;
  authorizer: Authorizer;
  homePublisher: HomePublisher;
}

/** Shows a person their Home as it is now, at a page of running tasks counted from 0. Does not reject. */
export function showHome(
  { doors: { home }, authorizer, homePublisher }: HomeHandlers,
  user: string,
  page = 0,
  needs = home.needs,
): Promise<void> {
  return homePublisher.publish(user, () => authorizer.home(needs, user, (role) => home.view(page, role)));
}

/** The page of Home that a button was pressed on; undefined if it was pressed somewhere else. */
export function pageOfHome(view: BlockAction['view']): number | undefined {
  return view?.type === 'home' ? pageIn(view.private_metadata) : undefined;
}

/** Home is shown whenever somebody opens it. */
export function registerHome(app: App, handlers: HomeHandlers & { inFlight: InFlight }): void {
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') handlers.inFlight.add(showHome(handlers, event.user));
  });
}
