import type { Asker, Opening, Outcome } from '../answers/asker.ts';
import { commandWords } from '../command-line/tokens.ts';
import type { Dispatcher } from '../commands/dispatch.ts';
import { callbackIds } from '../format/ids.ts';
import { isDirect } from '../format/payload.ts';
import { type ButtonDoor, buttonDoor, type Doors, type FormDoor } from './doors.ts';
import { type HomeHandlers, showHome } from './home-tab.ts';
import type { Asked, Prepare, Prepared } from './inbox.ts';

type Pressed = Extract<Asked, { kind: 'button' }>;

export interface PrepareDeps extends HomeHandlers {
  dispatcher: Dispatcher;
  doors: Doors;
}

/** Finds the door of what people ask for, now or when it is taken from where it was kept. */
export function createPrepare(deps: PrepareDeps): Prepare {
  const { dispatcher, doors, authorizer } = deps;

  return ({ id, user, channel, direct = isDirect(channel), thread, at, asked }) => {
    const asker = { user, channel, direct, thread, triggerId: id };
    switch (asked.kind) {
      case 'command': {
        const { judgesItsAge, run } = dispatcher.find(asked.read ?? commandWords(asked.text));
        const by = { ...asker, channel: channel ?? user, askedAt: at };
        return { judgesItsAge, perform: (tell) => run({ ...by, tell }) };
      }
      case 'start-form': {
        const door = doors.forms[callbackIds.start];
        return throughForm(door, { draft: asked.draft, viewId: id, askedAt: at }, asker);
      }
      case 'adjust-form': {
        const { handle, draft } = asked;
        return throughForm(doors.forms[callbackIds.adjust], { handle, draft }, asker);
      }
      case 'show-form': {
        const { needs, act } = doors.forms[callbackIds.show];
        return {
          judgesItsAge: false,
          perform(tell) {
            const by = { ...asker, tell };
            return authorizer.act(needs, by, () => act(asked.filled, by));
          },
        };
      }
      case 'button': {
        // A request that an older version kept may be of a button that is no more.
        const door = buttonDoor(doors, asked.actionId);
        return {
          judgesItsAge: false,
          perform: async (tell) => door && press(door, asked, { ...asker, tell }),
        };
      }
    }
  };

  function throughForm<Sent>(
    { needs, judgesItsAge, act }: FormDoor<Sent>,
    sent: Sent,
    asker: Omit<Asker, 'tell'>,
  ): Prepared {
    return {
      judgesItsAge,
      perform(tell) {
        const by = { ...asker, tell };
        return authorizer.act(needs, by, () => act(sent, by));
      },
    };
  }

  /** What is pressed on Home shows it anew, whatever comes of it. */
  async function press(door: ButtonDoor, pressed: Pressed, by: Opening): Promise<void> {
    const { value, homePage } = pressed;
    if ('homePage' in door) return showHome(deps, by.user, door.homePage(value), door.needs);
    try {
      await goThrough(door, pressed, by);
    } finally {
      if (homePage !== undefined) await showHome(deps, by.user, homePage);
    }
  }

  function goThrough(
    door: Exclude<ButtonDoor, { homePage: unknown }>,
    { value, filled = {} }: Pressed,
    by: Opening,
  ): Promise<Outcome> {
    if ('act' in door) return authorizer.act(door.needs, by, () => door.act(value, by));
    if ('form' in door) return authorizer.open(door.needs, by, { make: () => door.form(by) });
    if ('layOver' in door) return authorizer.layOver(door.needs, by, () => door.layOver(filled, by));
    return authorizer.openAfter(door.needs, by, { lookUp: () => door.lookUp(value, by) });
  }
}
