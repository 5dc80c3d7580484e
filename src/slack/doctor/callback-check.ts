import { StoreUnavailable } from '../../ingest/errors.ts';
import { hasEvents, newestSettled } from '../../ingest/event-arrival.ts';
import type { TaskStore } from '../../ingest/ports.ts';
import type { Application } from '../../ingest/request.ts';
import type { Clock } from '../../ingest/runtime.ts';
import type { Task } from '../../ingest/task.ts';
import { code, listing } from '../format/mrkdwn.ts';
import { type Check, type Finding, fine, warning } from './finding.ts';
import { nameOf } from './trtc-checks.ts';

export interface Callbacks {
  /** Whether there is a key with which the application's events would be signed. */
  expectsEvents: (sdkAppId: number) => boolean;
  pollSeconds: number;
  tasks: Pick<TaskStore, 'active' | 'over'>;
  clock: Clock;
}

/** So many that have ended are looked at: the newest one of an application is among them unless it is hardly used. */
const mostEnded = 100;

/** Each application has a callback configuration of its own (trtc.io/document/39559), with a field for each kind of event. */
const setUp =
  "In TRTC's console, under *Callback Configuration* of the application, give the field for online media input the bot's address with `/trtc/events`, and enter the same key.";

/** Whether events are taken for each application, and whether they do come: a key alone does not make them come. */
export function callbackCheck(callbacks: Callbacks, applications: readonly Application[]): Check {
  const { expectsEvents, tasks, clock } = callbacks;
  return {
    subject: "TRTC's events",
    whenSilent: 'Check STORE_URL, and that its disk has room or its Redis runs.',
    async run() {
      const newest = newestSettled(await known(tasks), clock());
      const keyed = applications.filter(({ sdkAppId }) => expectsEvents(sdkAppId));
      const silent = keyed.flatMap((app) => {
        const task = newest.get(app.sdkAppId);
        return task === undefined || hasEvents(task) ? [] : [silence(app, task, callbacks)];
      });
      return [...taken(keyed, newest, applications), ...withoutKey(applications, callbacks), ...silent];
    },
  };
}

/** None while the store does not work, which another check says. */
async function known(tasks: Callbacks['tasks']): Promise<readonly Task[]> {
  try {
    return [...(await tasks.active()), ...(await tasks.over(0, mostEnded)).items];
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return [];
  }
}

function taken(
  keyed: readonly Application[],
  newest: ReadonlyMap<number, Task>,
  applications: readonly Application[],
): Finding[] {
  if (keyed.length === 0) return [];
  const key =
    applications.length === 1 ? 'signed with TRTC_CALLBACK_KEY' : 'each signed with its own callback key';
  const proven = keyed.filter(({ sdkAppId }) => {
    const task = newest.get(sdkAppId);
    return task !== undefined && hasEvents(task);
  });
  const which = proven.length === keyed.length ? '' : ` for ${listing(proven.map(nameOf))}`;
  const doCome = proven.length === 0 ? '' : `, and they do come${which}`;
  return [fine(`TRTC's events are taken at \`/trtc/events\`, ${key}${doCome}.`)];
}

function withoutKey(applications: readonly Application[], callbacks: Callbacks): Finding[] {
  const without = applications.filter(({ sdkAppId }) => !callbacks.expectsEvents(sdkAppId));
  if (without.length === 0) return [];
  const fact =
    without.length === applications.length
      ? 'TRTC_CALLBACK_KEY is not set: events are found'
      : `No callback key is set for ${listing(without.map(nameOf))}: events there are found`;
  return [
    warning(
      `${fact} by polling every ${callbacks.pollSeconds} s instead.`,
      `Set TRTC_CALLBACK_KEY, or "callbackKey" in TRTC_APPS, to 1 to 32 letters and digits, and restart the bot. ${setUp}`,
    ),
  ];
}

function silence(app: Application, { handle }: Task, { pollSeconds }: Callbacks): Finding {
  return warning(
    `No event came of task ${code(handle)}, the newest of application ${nameOf(app)} that ran for a minute: events there are found by polling every ${pollSeconds} s.`,
    `${setUp} If the log says that an event with a wrong signature was refused, the two keys differ.`,
  );
}
