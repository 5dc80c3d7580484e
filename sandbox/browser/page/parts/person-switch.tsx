import { useId } from 'react';
import { useWorkspace } from '../workspace/context.ts';
import { channelsOf } from '../workspace/names.ts';

/** Who acts. Somebody else's direct messages are left, as nobody sees those of others. */
export function PersonSwitch() {
  const { snapshot, me, place, go } = useWorkspace();
  const id = useId();
  const become = (as: string) => {
    const { at, ...rest } = place;
    const stays = at === 'home' || channelsOf(snapshot, as).some((one) => one.id === at);
    go(at !== undefined && stays ? { ...rest, at, as } : { ...rest, as });
  };
  return (
    <div className="person-switch">
      <label htmlFor={id}>You are</label>
      <select id={id} value={me.id} onChange={(event) => become(event.target.value)}>
        {snapshot.people.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name} ({person.description})
          </option>
        ))}
      </select>
    </div>
  );
}
