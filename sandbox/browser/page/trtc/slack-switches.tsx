import { useId, useState } from 'react';
import type { Act, SlackFaultName, SocketSwitchName } from '../../protocol.ts';
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

const opensSocket = 'apps.connections.open';
const sockets: readonly (readonly [SocketSwitchName, string])[] = [
  ['refresh', 'Ask it to come back'],
  ['cut', 'Cut it'],
  ['deafen', 'Let it go deaf'],
  ['refuse-next', 'Refuse the next one (503)'],
  ['leave-next', 'Do not greet the next one'],
];

type SlackFault = Extract<Act, { type: 'fail-slack' }>['fault'];

/** Makes the next call of Slack go wrong, and lets people type as phones do. */
export function SlackSwitches() {
  const { snapshot, act } = useWorkspace();
  const [method, setMethod] = useState('');
  const methodId = useId();
  const overSocket = snapshot.bot.mode === 'socket';
  const fail = (fault: SlackFault) =>
    void act({ type: 'fail-slack', fault, ...(method === '' ? {} : { method }) });
  return (
    <>
      <h3>What Slack's Web API does next</h3>
      <div className="fail-with">
        <label htmlFor={methodId}>With Slack's next</label>
        <select id={methodId} value={method} onChange={(event) => setMethod(event.target.value)}>
          <option value="">call of any method</option>
          {[...methods, ...(overSocket ? [opensSocket] : [])].map((each) => (
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
      {overSocket && (
        <>
          <h3>What becomes of the socket</h3>
          <div className="block-actions">
            {sockets.map(([what, label]) => (
              <button
                key={what}
                type="button"
                className="button button-small"
                onClick={() => void act({ type: 'socket', what })}
              >
                {label}
              </button>
            ))}
          </div>
        </>
      )}
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
