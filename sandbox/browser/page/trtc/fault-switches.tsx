import { type ReactNode, useId, useState } from 'react';
import { ALL_REGIONS } from '../../../trtc/regions.ts';
import type { Act } from '../../protocol.ts';
import { useWorkspace } from '../workspace/context.ts';
import { EventSwitches } from './event-switches.tsx';
import { FailWithCode } from './fail-with-code.tsx';
import { SlackSwitches } from './slack-switches.tsx';

type TrtcFault = Extract<Act, { type: 'fail-trtc' }>['fault'];

const oddAnswers = [
  ['no-task-id', 'Answer without a TaskId'],
  ['no-request-id', 'Error without a RequestId'],
  ['region', 'Not served there'],
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
  const [region, setRegion] = useState('');
  const actionId = useId();
  const regionId = useId();
  const failTrtc = (fault: TrtcFault) => ({
    type: 'fail-trtc' as const,
    fault,
    ...(action === '' ? {} : { action }),
    ...(region === '' ? {} : { region }),
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
        <label htmlFor={regionId}>in the region</label>
        <select id={regionId} value={region} onChange={(event) => setRegion(event.target.value)}>
          <option value="">any region</option>
          {ALL_REGIONS.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </div>
      <FailWithCode
        label="Error code"
        groups={snapshot.trtc.errorCodes}
        onFail={(code) => void act(failTrtc({ code }))}
      />
      <div className="block-actions">
        {button('Stall', failTrtc('stall'))}
        {button('Release the stalled', { type: 'release-trtc' })}
        {button('Lose the answer', failTrtc('lose-answer'))}
        {button('Cut the connection', failTrtc('reset'))}
        {button('Source fails from the first second', failTrtc('dead-source'))}
        {oddAnswers.map(([fault, label]) => button(label, failTrtc(fault)))}
      </div>
      <label>
        <input
          type="checkbox"
          checked={snapshot.trtc.updatesOfGone === 'status'}
          onChange={(event) =>
            void act({ type: 'updates-of-gone', answer: event.target.checked ? 'status' : 'error' })
          }
        />{' '}
        An update of a task that is gone is answered 200, Status NotExist
      </label>
      <EventSwitches />
      <SlackSwitches />
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
