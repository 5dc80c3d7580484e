import { type ReactNode, useId, useState } from 'react';
import type { Act } from '../../protocol.ts';
import { useWorkspace } from '../workspace/context.ts';

type TrtcFault = Extract<Act, { type: 'fail-trtc' }>['fault'];

const slackFaults = [
  ['rate-limited', 'Rate limit (429)'],
  ['error', 'Error'],
  ['http', 'HTTP 503'],
  ['reset', 'Cut the connection'],
] as const;

const oddAnswers = [
  ['no-task-id', 'Answer without a TaskId'],
  ['no-request-id', 'Error without a RequestId'],
  ['page', 'Answer with a page'],
  ['http-403', 'HTTP 403'],
  ['http-429', 'HTTP 429'],
  ['http-502', 'HTTP 502'],
] as const;

const actions = [
  'StartStreamIngest',
  'DescribeStreamIngest',
  'UpdateStreamIngest',
  'StopStreamIngest',
  'RemoveUser',
  'RemoveUserByStrRoomId',
] as const;

/** Makes what comes next go wrong. */
export function FaultSwitches() {
  const { snapshot, act } = useWorkspace();
  const [action, setAction] = useState('');
  const actionId = useId();
  const failTrtc = (fault: TrtcFault) => ({
    type: 'fail-trtc' as const,
    fault,
    ...(action === '' ? {} : { action }),
  });
  const button = (label: string, what: Act) => (
    <button key={label} type="button" className="button button-small" onClick={() => void act(what)}>
      {label}
    </button>
  );
  return (
    <section aria-label="Faults">
      <Pending
        faults={snapshot.trtc.pendingFaults}
        takeBack={button('Take back', { type: 'take-back-faults' })}
      />
      <h3>What TRTC does next</h3>
      <div className="fail-with">
        <label htmlFor={actionId}>With the next</label>
        <select id={actionId} value={action} onChange={(event) => setAction(event.target.value)}>
          <option value="">call of any API</option>
          {actions.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </div>
      <FailWithCode onFail={(code) => void act(failTrtc({ code }))} />
      <div className="block-actions">
        {button('Stall', failTrtc('stall'))}
        {button('Release the stalled', { type: 'release-trtc' })}
        {button('Lose the answer', failTrtc('lose-answer'))}
        {button('Cut the connection', failTrtc('reset'))}
        {oddAnswers.map(([fault, label]) => button(label, failTrtc(fault)))}
      </div>
      <h3>What Slack's Web API does next</h3>
      <div className="block-actions">
        {slackFaults.map(([fault, label]) => button(label, { type: 'fail-slack', fault }))}
      </div>
    </section>
  );
}

/** What is yet to go wrong. */
function Pending({ faults, takeBack }: { faults: readonly string[]; takeBack: ReactNode }) {
  return (
    <div role="status">
      {faults.length > 0 && (
        <>
          <h3>Waiting for their call</h3>
          <ul className="pending">
            {faults.map((fault, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same fault may wait several times
              <li key={index}>{fault}</li>
            ))}
          </ul>
          {takeBack}
        </>
      )}
    </div>
  );
}

function FailWithCode({ onFail }: { onFail: (code: string) => void }) {
  const { snapshot } = useWorkspace();
  const { errorCodes } = snapshot.trtc;
  const [picked, setPicked] = useState<string>();
  const code = picked ?? errorCodes[0]?.codes[0] ?? '';
  const id = useId();
  return (
    <div className="fail-with">
      <label htmlFor={id}>Error code</label>
      <select id={id} value={code} onChange={(event) => setPicked(event.target.value)}>
        {errorCodes.map(({ group, codes }) => (
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
