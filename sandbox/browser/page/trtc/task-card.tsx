import type { Task } from '../../../trtc/tasks.ts';
import type { Act } from '../../protocol.ts';
import { clock } from '../blocks/slack-date.ts';
import { useWorkspace } from '../workspace/context.ts';

type What = Extract<Act, { type: 'source' }>['what'];

const happenings: Record<What, { label: string; means: string }> = {
  stutter: { label: 'Stutter', means: 'The source cannot be reached and is tried again' },
  recover: { label: 'Recover', means: 'The source is back' },
  fail: {
    label: 'Fail',
    means: 'The source cannot be pulled: press it three times for a failure in the thread',
  },
  finish: { label: 'Finish', means: 'The media was played to its end' },
  leave: { label: 'Throw out', means: 'Somebody throws the robot out of the room, and the task runs on' },
  enter: { label: 'Come back', means: 'The robot is in the room again' },
  vanish: { label: 'Vanish', means: 'The task ends and no event says so' },
  loseRobot: { label: 'Lose the robot', means: 'The robot is not in the room, and the task goes on' },
};
const inOrder: readonly What[] = [
  'stutter',
  'recover',
  'fail',
  'finish',
  'vanish',
  'leave',
  'enter',
  'loseRobot',
];

/** A task as it is now, and what may befall it. */
export function TaskCard({ task }: { task: Task }) {
  const { act } = useWorkspace();
  const { taskId, roomId, streamUrl, userId, robotAway, region, volume, tempo } = task;
  return (
    <article className="task" aria-label={`Task in ${roomId}`}>
      <p>
        <b>{stateOf(task)}</b> · volume {volume} · speed {tempo} · {region}
      </p>
      <p className="quiet breakable">
        {task.state === 'ended' && `${roomId} · `}
        {streamUrl} · robot {userId}
        {robotAway === true && ' (not in the room)'} · <span title={taskId}>{taskId.slice(0, 10)}…</span>
      </p>
      {task.state === 'running' && (
        <div className="block-actions">
          {inOrder.map((what) => (
            <button
              key={what}
              type="button"
              className="button button-small"
              title={happenings[what].means}
              onClick={() => void act({ type: 'source', taskId, what })}
            >
              {happenings[what].label}
            </button>
          ))}
        </div>
      )}
    </article>
  );
}

function stateOf({ state, paused, lacksSource, startedAt, endedAt }: Task): string {
  if (state === 'ended') return `⏹ Ended ${clock(new Date(endedAt ?? startedAt))}`;
  if (lacksSource) return `⚠ Without its source since ${clock(new Date(startedAt))}`;
  return paused ? '⏸ Paused' : `▶ Playing since ${clock(new Date(startedAt))}`;
}
