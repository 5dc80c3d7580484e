import { useId } from 'react';
import type { Snapshot } from '../../protocol.ts';
import { useWorkspace } from '../workspace/context.ts';

type Style = Snapshot['trtc']['events'];

const styles: readonly (readonly [Style['numbers'], string])[] = [
  ['as-shown', 'as numbers (the example on page 62717)'],
  ['as-documented', 'EventMsTs as text (the table on page 62717)'],
  ['as-text', 'all of them as text'],
];

/** How TRTC tells of events: its pages contradict themselves, and rooms tell of their robots only where that is set up. */
export function EventSwitches() {
  const { snapshot, act } = useWorkspace();
  const { events } = snapshot.trtc;
  const id = useId();
  // What was chosen before may not have come back yet, so each choice is sent by itself.
  const choose = (style: Partial<Style>) => void act({ type: 'event-style', style });
  return (
    <>
      <h3>How TRTC tells of events</h3>
      <div className="fail-with">
        <label htmlFor={id}>Numbers come</label>
        <select
          id={id}
          value={events.numbers}
          onChange={({ target }) => {
            const chosen = styles.find(([numbers]) => numbers === target.value);
            if (chosen !== undefined) choose({ numbers: chosen[0] });
          }}
        >
          {styles.map(([numbers, label]) => (
            <option key={numbers} value={numbers}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <label>
        <input
          type="checkbox"
          checked={events.ofRooms}
          onChange={(event) => choose({ ofRooms: event.target.checked })}
        />{' '}
        Rooms tell of their robots too: 103, 104, 201, 203
      </label>
    </>
  );
}
