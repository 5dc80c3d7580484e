import { useId, useState } from 'react';
import type { Act, SlackFaultName } from '../../protocol.ts';
import { useWorkspace } from '../workspace/context.ts';
import { FailWithCode } from './fail-with-code.tsx';

const faults: readonly (readonly [SlackFaultName, string])[] = [
  ['rate-limited', 'Rate limit (429)'],
  ['rate-limited-long', 'Rate limit of 30 s'],
  ['http', 'HTTP 503'],
  ['reset', 'Cut the connection to Slack'],
  ['lose-answer', 'Take it, lose the answer'],
  ['page', 'Show a page of HTML'],
  ['empty', 'Answer with nothing'],
];

const methods = ['chat.postMessage', 'chat.update', 'chat.postEphemeral', 'response_url', 'views.open'];

type SlackFault = Extract<Act, { type: 'fail-slack' }>['fault'];

/** Makes the next call of Slack go wrong, and lets people type as phones do. */
export function SlackSwitches() {
  const { snapshot, act } = useWorkspace();
  const [method, setMethod] = useState('');
  const methodId = useId();
  const fail = (fault: SlackFault) =>
    void act({ type: 'fail-slack', fault, ...(method === '' ? {} : { method }) });
  return (
    <>
      <h3>What Slack's Web API does next</h3>
      <div className="fail-with">
        <label htmlFor={methodId}>With Slack's next</label>
        <select id={methodId} value={method} onChange={(event) => setMethod(event.target.value)}>
          <option value="">call of any method</option>
          {methods.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </div>
      <FailWithCode label="Slack's error" groups={snapshot.slackErrors} onFail={(error) => fail({ error })} />
      <div className="block-actions">
        {faults.map(([fault, label]) => (
          <button key={fault} type="button" className="button button-small" onClick={() => fail(fault)}>
            {label}
          </button>
        ))}
      </div>
      <h3>How people type</h3>
      <label>
        <input
          type="checkbox"
          checked={snapshot.onPhone}
          onChange={(event) => void act({ type: 'type-on-phone', on: event.target.checked })}
        />{' '}
        As on a phone: long dashes, curly quotes, links of numbers
      </label>
    </>
  );
}
