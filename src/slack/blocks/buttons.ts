import type { Button } from '@slack/types';
import type { Task } from '../../ingest/task.ts';
import { standingOf } from '../../ingest/task-source.ts';
import { button, confirmed } from '../format/message.ts';

/** The id of every button, which Slack sends back. What each does, and the role that it takes: listeners/doors.ts. */
export const actionIds = {
  /** Opens the form filled in with a kept draft; its value is the draft's id. */
  openDraft: 'open-draft',
  /** Starts what was held back by its source; its value says where that is kept, and where to answer. */
  startAnyway: 'start-anyway',
  /** Opens the form filled in with what a task was asked for; its value is the task's handle. */
  editAndRetry: 'edit-and-retry',
  /** Opens the form filled in with a preset; its value is the preset's name. */
  startPreset: 'start-preset',
  /** Posts the board of a show, or leads to it; its value is the show's name. */
  showOpen: 'show-open',
  /** Opens the form of a show; its value is the show's name, or none for a new one. */
  showEdit: 'show-edit',
  /** Deletes a show as it was when that was asked; its value is the show's name, and when it was saved, in ms since the epoch. */
  showDelete: 'show-delete',
  /** What is done to a show; the value of each is its name and the id of the run. */
  showStart: 'show-start',
  /** Starts those of its rows that nothing is wrong with; their ids stand behind the run. */
  showOthers: 'show-others',
  showRetry: 'show-retry',
  showStop: 'show-stop',
  showCheck: 'show-check',
  showRow: 'show-row',
  /** What is done to a task; the value of each is the task's handle. */
  stop: 'stop',
  pause: 'pause',
  resume: 'resume',
  removeRobot: 'remove-robot',
  dismiss: 'dismiss',
  adjust: 'adjust',
  status: 'status',
  /** Looks at the source of a task. */
  check: 'check',
  /** Stops all that ran when it was shown; its value is that moment, in ms since the epoch. */
  stopAll: 'stop-all',
  /** Shows another page of something; the value says which. */
  page: 'page',
  pageBack: 'page-back',
  /** Looks at the URL that stands in the start form. */
  checkForm: 'check-form',
  /** Opens the empty form. */
  openForm: 'open-form',
  /** Shows another page of Home; the value is its number, counted from 0. */
  homeNext: 'home-next',
  homePrevious: 'home-previous',
} as const;

export type ButtonId = (typeof actionIds)[keyof typeof actionIds];

/** Asked before one stream is stopped. */
const stopQuestion = {
  title: 'Stop the stream?',
  text: 'It goes off air. This cannot be undone.',
  confirm: 'Stop',
  deny: 'Keep it running',
};

/** What may be done to the task as it is now; `checks`: whether sources are looked at here. */
export function taskButtons(task: Task, checks = false): Button[] {
  const { handle, state } = task;
  const stop = confirmed(button(actionIds.stop, 'Stop', handle), stopQuestion);
  const remove = task.stopFailed === undefined ? [] : [removeRobotButton(task)];
  switch (state.name) {
    case 'live':
      return [
        stop,
        ...remove,
        button(actionIds.pause, 'Pause', handle),
        button(actionIds.adjust, 'Volume & speed', handle),
        button(actionIds.status, 'Status', handle),
        ...(isInTrouble(task) ? checkButtons(task, checks) : []),
      ];
    case 'paused':
      return [
        button(actionIds.resume, 'Resume', handle),
        stop,
        ...remove,
        button(actionIds.adjust, 'Volume & speed', handle),
        button(actionIds.status, 'Status', handle),
      ];
    case 'unknown':
      return [removeRobotButton(task), dismissButton(task)];
    case 'ended':
    case 'removed':
      return [button(actionIds.editAndRetry, 'Start again', handle)];
    default:
      return [];
  }
}

/** Whether TRTC cannot pull the source, or lost it. */
function isInTrouble(task: Task): boolean {
  return !['live', 'unconfirmed'].includes(standingOf(task));
}

/** Looks at the source of a task, if it has one and sources are looked at here (`checks`). */
export function checkButtons({ draft, handle }: Task, checks: boolean): Button[] {
  return checks && draft.url !== undefined ? [button(actionIds.check, 'Check', handle)] : [];
}

/** Stops so many streams, all that ran at `askedAt` (ms since the epoch). */
export function stopAllButton(count: number, askedAt: number): Button {
  if (count === 1) return confirmed(button(actionIds.stopAll, 'Stop it', String(askedAt)), stopQuestion);
  return confirmed(button(actionIds.stopAll, `Stop all ${count}`, String(askedAt)), {
    title: `Stop all ${count} streams?`,
    text: 'All of them go off air. This cannot be undone.',
    confirm: 'Stop all',
    deny: 'Keep them running',
  });
}

/** Ends a stream that cannot be stopped, or of which nobody knows whether it runs. */
export function removeRobotButton({ handle, robot, room }: Task): Button {
  return confirmed(button(actionIds.removeRobot, 'Remove the robot', handle), {
    title: 'Remove the robot?',
    text: `${robot} is thrown out of the room ${room.id}. If the stream plays there, it goes off air.`,
    confirm: 'Remove it',
    deny: 'Leave it',
  });
}

/** Settles a task of which nobody knows whether it runs, without a look at the room. */
function dismissButton({ handle, robot, room }: Task): Button {
  return confirmed(button(actionIds.dismiss, 'Dismiss', handle), {
    title: 'Dismiss the task?',
    text: `TRTC is not asked. If ${robot} plays in the room ${room.id}, it goes on and costs money: look there first.`,
    confirm: 'Dismiss it',
    deny: 'Keep it',
  });
}
