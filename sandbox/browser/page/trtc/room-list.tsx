import type { Task } from '../../../trtc/tasks.ts';
import { TaskCard } from './task-card.tsx';

/** Rooms with what plays in each, and what has ended at the end. */
export function RoomList({ tasks }: { tasks: readonly Task[] }) {
  const running = tasks.filter(({ state }) => state === 'running');
  const ended = tasks.filter(({ state }) => state === 'ended').toReversed();
  const rooms = Map.groupBy(running, ({ roomId }) => roomId);
  return (
    <section aria-label="Rooms">
      <h3>Rooms</h3>
      {rooms.size === 0 && <p className="quiet">Nothing plays in any room.</p>}
      {[...rooms].map(([room, inside]) => (
        <div key={room} className="room">
          <h4>{room}</h4>
          {inside.map((task) => (
            <TaskCard key={task.taskId} task={task} />
          ))}
        </div>
      ))}
      {ended.length > 0 && (
        <details>
          <summary>Ended ({ended.length})</summary>
          {ended.map((task) => (
            <TaskCard key={task.taskId} task={task} />
          ))}
        </details>
      )}
    </section>
  );
}
