import type { AccessPolicy } from '../../ingest/access.ts';
import type { GrantBook } from '../../ingest/grants.ts';
import type { TaskStore } from '../../ingest/ports.ts';
import type { Presets } from '../../ingest/presets.ts';
import type { Application } from '../../ingest/request.ts';
import type { Roles } from '../../ingest/roles.ts';
import type { CheckSource } from '../actions/check-source.ts';
import { isTaskIn } from '../actions/find-task.ts';
import type { Lists } from '../actions/lists.ts';
import type { ShowBoard } from '../actions/show-board.ts';
import type { ShowActions } from '../actions/shows.ts';
import type { Start } from '../actions/start.ts';
import type { StopTasks } from '../actions/stop-tasks.ts';
import type { TaskActions } from '../actions/tasks.ts';
import type { Doctor } from '../doctor/doctor.ts';
import { allowCommand } from './allow-command.ts';
import { checkCommand } from './check-command.ts';
import type { Command } from './command.ts';
import { denyCommand } from './deny-command.ts';
import { doctorCommand } from './doctor-command.ts';
import { historyCommand } from './history-command.ts';
import { listCommand } from './list-command.ts';
import { presetCommand } from './preset-command.ts';
import { showCommand } from './show-command.ts';
import { startCommand } from './start-command.ts';
import { stopCommand } from './stop-command.ts';
import { pauseCommand, resumeCommand, statusCommand } from './task-command.ts';
import { updateCommand } from './update-command.ts';
import { whoCommand } from './who-command.ts';

export interface CommandDeps {
  start: Start;
  tasks: TaskActions;
  stop: StopTasks;
  lists: Lists;
  checkSource: CheckSource;
  taskStore: TaskStore;
  presets: Presets;
  showActions: ShowActions;
  showBoard: ShowBoard;
  applications: readonly Application[];
  policy: AccessPolicy;
  grants: GrantBook;
  roles: Roles;
  doctor: Doctor;
}

/** Every command but help, in the order in which help lists them. */
export function createCommands(deps: CommandDeps): readonly Command[] {
  const { start, lists, roles, doctor } = deps;
  const ofTasks = { tasks: deps.tasks, stop: deps.stop, isTask: isTaskIn(deps.taskStore) };
  return [
    startCommand(start, deps.applications),
    checkCommand(deps.checkSource, ofTasks.isTask),
    listCommand(lists),
    statusCommand(ofTasks),
    stopCommand(ofTasks),
    pauseCommand(ofTasks),
    resumeCommand(ofTasks),
    updateCommand(ofTasks),
    historyCommand(lists),
    presetCommand(deps),
    showCommand(deps),
    allowCommand(roles),
    denyCommand(roles),
    whoCommand(deps),
    doctorCommand(doctor),
  ];
}
