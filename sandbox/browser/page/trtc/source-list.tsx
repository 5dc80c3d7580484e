import type { Snapshot } from '../../protocol.ts';
import { useWorkspace } from '../workspace/context.ts';

type SourceNow = Snapshot['sources']['all'][number];
type SourceFault = SourceNow['fault'];

/** What can be looked at and started, and how each is broken. */
export function SourceList() {
  const { snapshot, act } = useWorkspace();
  const { all } = snapshot.sources;
  const isBroken = all.some(({ fault }) => fault !== undefined);
  return (
    <section aria-label="Sources">
      <details>
        <summary>Sources to try ({all.length}), and what breaks them</summary>
        {all.map((source) => (
          <SourceRow key={source.name} source={source} />
        ))}
        <p className="source">Every source</p>
        <div className="fail-with">
          <FaultChoice
            label="Every source"
            fault={undefined}
            undone="choose a fault"
            onChoose={(fault) => void act({ type: 'break-source', name: 'all', ...(fault && { fault }) })}
          />
          <button
            type="button"
            className="button button-small"
            disabled={!isBroken}
            onClick={() => void act({ type: 'break-source', name: 'all' })}
          >
            Mend all
          </button>
        </div>
      </details>
    </section>
  );
}

function SourceRow({ source: { name, about, url, fault } }: { source: SourceNow }) {
  const { snapshot, channel, act } = useWorkspace();
  return (
    <article className="source" aria-label={name}>
      <p className="breakable">
        {about}
        <br />
        <code>{url}</code>
      </p>
      <div className="fail-with">
        <FaultChoice
          label={name}
          fault={fault}
          undone="is as it was made"
          onChoose={(chosen) => void act({ type: 'break-source', name, ...(chosen && { fault: chosen }) })}
        />
        {channel !== undefined && (
          <button
            type="button"
            className="button button-small"
            title={`Types ${snapshot.command.name} check with its URL`}
            onClick={() => void act({ type: 'command', channel: channel.id, text: `check ${url}` })}
          >
            Check it
          </button>
        )}
      </div>
    </article>
  );
}

interface FaultChoiceProps {
  label: string;
  fault: SourceFault;
  /** What it says if nothing is chosen. */
  undone: string;
  onChoose: (fault: SourceFault) => void;
}

function FaultChoice({ label, fault, undone, onChoose }: FaultChoiceProps) {
  const { faults } = useWorkspace().snapshot.sources;
  return (
    <select
      aria-label={label}
      value={fault ?? ''}
      onChange={({ target }) => onChoose(faults.find(({ name }) => name === target.value)?.name)}
    >
      <option value="">{undone}</option>
      {faults.map(({ name, words }) => (
        <option key={name} value={name}>
          {words}
        </option>
      ))}
    </select>
  );
}
