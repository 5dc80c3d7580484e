import { useId, useState } from 'react';

interface FailWithCodeProps {
  label: string;
  groups: readonly { group: string; codes: readonly string[] }[];
  onFail: (code: string) => void;
}

/** Chooses one of the documented errors, with which the next call fails. */
export function FailWithCode({ label, groups, onFail }: FailWithCodeProps) {
  const [picked, setPicked] = useState<string>();
  const code = picked ?? groups[0]?.codes[0] ?? '';
  const id = useId();
  return (
    <div className="fail-with">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={code} onChange={(event) => setPicked(event.target.value)}>
        {groups.map(({ group, codes }) => (
          <optgroup key={group} label={group}>
            {codes.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </optgroup>
        ))}
      </select>
      <button type="button" className="button button-small" onClick={() => onFail(code)}>
        Fail with it
      </button>
    </div>
  );
}
