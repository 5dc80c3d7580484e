import { PanelHead } from '../parts/panel-head.tsx';
import { useWorkspace } from '../workspace/context.ts';
import { CallList } from './call-list.tsx';
import { FaultSwitches } from './fault-switches.tsx';
import { RoomList } from './room-list.tsx';
import { SourceList } from './source-list.tsx';

/** The far side: what plays, what was called, and what shall go wrong. */
export function TrtcPanel() {
  const { snapshot } = useWorkspace();
  const { tasks, calls } = snapshot.trtc;
  const { length } = tasks.filter(({ state }) => state === 'running');
  return (
    <aside className="side" aria-label="TRTC">
      <PanelHead title="TRTC" detail={`${length} running`} />
      <section
        className="trtc"
        aria-label="The far side"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
        tabIndex={0}
      >
        <RoomList tasks={tasks} />
        <SourceList />
        <FaultSwitches />
        <CallList calls={calls} />
      </section>
    </aside>
  );
}
