import type { Opening, Outcome } from '../answers/asker.ts';
import type { Dispatcher } from '../commands/dispatch.ts';
import { callbackIds } from '../format/ids.ts';
import { isDirect } from '../format/payload.ts';
import { type ButtonDoor, buttonDoor, type Doors } from './doors.ts';
import { type HomeHandlers, showHome } from './home-tab.ts';
import type { Asked, Perform } from './inbox.ts';

export interface PerformDeps extends HomeHandlers {
  dispatcher: Dispatcher;
  doors: Doors;
}

/** Does what people ask for, now or when it is taken from where it was kept: each through its door. */
export function createPerform(deps: PerformDeps): Perform {
  const { dispatcher, doors, authorizer } = deps;

  return async ({ id, user, channel, direct = isDirect(channel), at, asked }, tell) => {
    const by = { user, channel, direct, triggerId: id, tell };
    switch (asked.kind) {
      case 'command':
        return dispatcher.run(asked.text, { ...by, channel: channel ?? user, askedAt: at });
      case 'start-form': {
        const { needs, act } = doors.forms[callbackIds.start];
        const { draft } = asked;
        return authorizer.act(needs, by, () => act({ ...by, draft, viewId: id, askedAt: at }));
      }
      case 'adjust-form': {
        const { needs, act } = doors.forms[callbackIds.adjust];
        const { handle, draft } = asked;
        return authorizer.act(needs, by, () => act({ ...by, handle, draft }));
      }
      case 'button': {
        // A request that an older version kept may be of a button that is no more.
        const door = buttonDoor(doors, asked.actionId);
        return door === undefined ? undefined : press(door, asked, by);
      }
    }
  };

  /** What is pressed on Home shows it anew, whatever comes of it. */
  async function press(
    door: ButtonDoor,
    { value, homePage }: Extract<Asked, { kind: 'button' }>,
    by: Opening,
  ): Promise<void> {
    if ('homePage' in door) return showHome(deps, by.user, door.homePage(value), door.needs);
    try {
      await goThrough(door, value, by);
    } finally {
      if (homePage !== undefined) await showHome(deps, by.user, homePage);
    }
  }

  function goThrough(
    door: Exclude<ButtonDoor, { homePage: unknown }>,
    value: string,
    by: Opening,
  ): Promise<Outcome> {
    if ('act' in door) return authorizer.act(door.needs, by, () => door.act(value, by));
    if ('form' in door) return authorizer.open(door.needs, by, { make: () => door.form(by) });
    return authorizer.openAfter(door.needs, by, () => door.lookUp(value, by));
  }
}
