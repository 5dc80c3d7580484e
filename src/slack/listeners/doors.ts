import type { HomeView, ModalView } from '@slack/types';
import type { Role } from '../../ingest/access.ts';
import type { Draft } from '../../ingest/fields.ts';
import type { CheckSource } from '../actions/check-source.ts';
import type { Home } from '../actions/home.ts';
import type { Lists } from '../actions/lists.ts';
import type { ReadShow } from '../actions/read-show.ts';
import type { ShowBoard } from '../actions/show-board.ts';
import type { ShowActions } from '../actions/shows.ts';
import type { Start, Submission } from '../actions/start.ts';
import type { StopTasks } from '../actions/stop-tasks.ts';
import type { PlainVerb, TaskActions } from '../actions/tasks.ts';
import type { Asker, Opening, Outcome } from '../answers/asker.ts';
import { actionIds, type ButtonId } from '../blocks/buttons.ts';
import { callbackIds } from '../format/ids.ts';
import { pageIn } from '../format/payload.ts';
import type { FilledShow } from '../views/show-form.ts';
import type { FormErrors } from '../views/start-form.ts';
import { formForMessage } from './form-for-message.ts';

/** Something that comes from Slack, with the role that it takes. Nothing of it is done for anybody else. */
interface Guarded {
  needs: Role;
}

export type ButtonDoor = Guarded &
  (
    | {
        /** It changes something, so it is kept until it is done, even if the bot is killed meanwhile. */
        changes: boolean;
        /** It is one request however often it is pressed, which its value names. */
        once?: true;
        act(value: string, by: Opening): Promise<Outcome>;
      }
    /** Opens a form that is made from memory. */
    | { form(by: Opening): ModalView }
    /** Opens a form that is looked up. */
    | { lookUp(value: string, by: Opening): Promise<ModalView> }
    /** Lays a view over the form that it stands in, looked up for what is filled in there. */
    | { layOver(filled: Draft, by: Opening): Promise<ModalView> }
    /** Shows a page of Home, counted from 0. */
    | { homePage(value: string): number }
  );

export interface FormDoor<Sent> extends Guarded {
  /** It knows itself whether it was begun in time; any other is refused after `lateMs`. */
  judgesItsAge: boolean;
  /** What is wrong with it, from memory alone, so that it can be answered at once. */
  errors(draft: Draft): FormErrors;
  act(sent: Sent, by: Asker): Promise<Outcome>;
}

export interface ShowDoor extends Guarded {
  /** What can be said of it at once; within the time that Slack leaves for an answer. Does not reject. */
  read(filled: FilledShow): Promise<ReadShow>;
  act(filled: FilledShow, by: Asker): Promise<Outcome>;
}

export interface ShortcutDoor extends Guarded {
  /** The form for the message that it was called on; undefined for a global shortcut. */
  form(message: unknown, by: Opening): ModalView;
}

export interface HomeDoor extends Guarded {
  /** Throws StoreUnavailable. */
  view(page: number, role: Role): Promise<HomeView>;
}

/** All that people can do in Slack besides commands, which are in commands/. */
export interface Doors {
  buttons: Record<ButtonId, ButtonDoor>;
  forms: {
    [callbackIds.start]: FormDoor<Omit<Submission, keyof Asker>>;
    [callbackIds.adjust]: FormDoor<{ handle: string; draft: Draft }>;
    [callbackIds.show]: ShowDoor;
  };
  shortcuts: Record<typeof callbackIds.startShortcut | typeof callbackIds.ingestLink, ShortcutDoor>;
  home: HomeDoor;
}

export interface DoorsDeps {
  start: Start;
  tasks: TaskActions;
  stop: StopTasks;
  lists: Lists;
  home: Home;
  checkSource: CheckSource;
  showActions: ShowActions;
  showBoard: ShowBoard;
}

/** The table of doors: an id without an entry, or an entry without a role, does not compile. */
export function createDoors({
  start,
  tasks,
  stop,
  lists,
  home,
  checkSource,
  showActions,
  showBoard,
}: DoorsDeps): Doors {
  const verb = (name: PlainVerb) => (handle: string, by: Asker) => tasks.byButton(name, handle, by);
  return {
    buttons: {
      [actionIds.openForm]: { needs: 'operator', form: (by) => start.form({ draft: {} }, by) },
      [actionIds.openDraft]: { needs: 'operator', lookUp: start.formOfDraft },
      [actionIds.startAnyway]: { needs: 'operator', changes: true, once: true, act: start.anyway },
      [actionIds.editAndRetry]: { needs: 'operator', lookUp: start.formOfTask },
      [actionIds.startPreset]: { needs: 'operator', lookUp: start.formOfPreset },
      [actionIds.adjust]: { needs: 'operator', lookUp: tasks.adjustForm },
      [actionIds.status]: { needs: 'viewer', changes: false, act: tasks.status },
      [actionIds.check]: { needs: 'operator', changes: false, act: checkSource.checkTask },
      [actionIds.checkForm]: { needs: 'operator', layOver: checkSource.checkForm },
      [actionIds.page]: { needs: 'viewer', changes: false, act: lists.turnPage },
      [actionIds.pageBack]: { needs: 'viewer', changes: false, act: lists.turnPage },
      [actionIds.homeNext]: { needs: 'viewer', homePage: pageIn },
      [actionIds.homePrevious]: { needs: 'viewer', homePage: pageIn },
      [actionIds.stop]: { needs: 'operator', changes: true, act: verb('stop') },
      [actionIds.removeRobot]: { needs: 'operator', changes: true, act: verb('remove') },
      [actionIds.dismiss]: { needs: 'operator', changes: true, act: verb('dismiss') },
      [actionIds.pause]: { needs: 'operator', changes: true, act: verb('pause') },
      [actionIds.resume]: { needs: 'operator', changes: true, act: verb('resume') },
      [actionIds.showOpen]: { needs: 'operator', changes: true, act: showBoard.open },
      [actionIds.showEdit]: { needs: 'operator', lookUp: showActions.formOf },
      [actionIds.showDelete]: { needs: 'operator', changes: true, act: showActions.deleteAsked },
      [actionIds.showStart]: { needs: 'operator', changes: true, act: showBoard.startAll },
      [actionIds.showOthers]: { needs: 'operator', changes: true, act: showBoard.startOthers },
      [actionIds.showRetry]: { needs: 'operator', changes: true, act: showBoard.retry },
      [actionIds.showStop]: { needs: 'operator', changes: true, act: showBoard.stopAll },
      [actionIds.showCheck]: { needs: 'operator', changes: false, act: showBoard.check },
      [actionIds.showRow]: { needs: 'viewer', changes: false, act: showBoard.row },
      [actionIds.stopAll]: { needs: 'operator', changes: true, act: stop.all },
    },
    forms: {
      [callbackIds.start]: {
        needs: 'operator',
        judgesItsAge: true,
        errors: start.formErrors,
        act: (sent, by) => start.byForm({ ...sent, ...by }),
      },
      [callbackIds.adjust]: {
        needs: 'operator',
        judgesItsAge: false,
        errors: tasks.adjustErrors,
        act: ({ handle, draft }, by) => tasks.adjust(handle, draft, by),
      },
      [callbackIds.show]: {
        needs: 'operator',
        read: showActions.read,
        act: showActions.save,
      },
    },
    shortcuts: {
      [callbackIds.startShortcut]: {
        needs: 'operator',
        form: (_, by) => start.form({ draft: {} }, by),
      },
      [callbackIds.ingestLink]: {
        needs: 'operator',
        form: (message, by) => start.form(formForMessage(message), by),
      },
    },
    home: { needs: 'viewer', view: home.view },
  };
}

/** The door of a button by the id that Slack sends; undefined if there is none of that id. */
export function buttonDoor({ buttons }: Pick<Doors, 'buttons'>, id: string): ButtonDoor | undefined {
  return isButton(id, buttons) ? buttons[id] : undefined;
}

function isButton(id: string, buttons: Doors['buttons']): id is ButtonId {
  return Object.hasOwn(buttons, id);
}
