import { slackPages } from '../slack/error-codes.ts';
import type { Fault as SlackFault, SlackStandIn } from '../slack/index.ts';
import type { Fault as TrtcFault, TrtcStandIn } from '../trtc/index.ts';
import { messageOf } from './error-codes.ts';
import { PendingFaults } from './pending-faults.ts';
import type { Act, SlackFaultName, TrtcFaultName } from './protocol.ts';

type FailTrtc = Extract<Act, { type: 'fail-trtc' }>;
type FailSlack = Extract<Act, { type: 'fail-slack' }>;

/** What is to go wrong with the next calls. */
export interface FaultDesk {
  /** What still waits for its call, in words. */
  readonly pending: readonly string[];
  failTrtc(act: FailTrtc): void;
  failSlack(act: FailSlack): void;
  /** Whatever waits does not happen. */
  takeBack(): void;
}

const slackFaults: Record<SlackFaultName, { fault: SlackFault; words: string }> = {
  'rate-limited': { fault: { kind: 'rate-limited', retryAfterSeconds: 1 }, words: 'is rate limited for 1 s' },
  'rate-limited-long': {
    fault: { kind: 'rate-limited', retryAfterSeconds: 30 },
    words: 'is rate limited for 30 s',
  },
  http: { fault: { kind: 'http', status: 503 }, words: 'is answered with HTTP 503' },
  reset: { fault: { kind: 'reset' }, words: 'is cut off before anything is done' },
  'lose-answer': { fault: { kind: 'lose-answer' }, words: 'is done, but its answer gets lost' },
  page: {
    fault: { kind: 'page', body: slackPages['a page of HTML'] },
    words: 'is answered with a page in HTML',
  },
  empty: { fault: { kind: 'page', body: slackPages['an empty body'] }, words: 'is answered with nothing' },
};

export const slackFaultNames = Object.keys(slackFaults) as SlackFaultName[];

const page = '<html><head><title>Sign in</title></head><body>Sign in to the network</body></html>';
const nameless = {
  Response: { Error: { Code: 'UnauthorizedOperation', Message: messageOf('UnauthorizedOperation') } },
};

const trtcFaults: Record<TrtcFaultName, { fault: TrtcFault; words: string }> = {
  stall: { fault: { kind: 'stall' }, words: 'stalls until it is released' },
  'lose-answer': { fault: { kind: 'lose-answer' }, words: 'is done, but its answer gets lost' },
  reset: { fault: { kind: 'reset' }, words: 'is cut off before anything is done' },
  'no-task-id': {
    fault: { kind: 'odd-fields', fields: { TaskId: null } },
    words: 'is done, but answered without a TaskId',
  },
  region: {
    fault: { kind: 'error', code: 'UnsupportedRegion', message: messageOf('UnsupportedRegion') },
    words: 'is not served there, until you take it back',
  },
  'no-request-id': {
    fault: { kind: 'answer', body: nameless },
    words: 'fails with UnauthorizedOperation, without a RequestId',
  },
  'dead-source': {
    fault: { kind: 'dead-source' },
    words: 'is done, but its source fails from the first second',
  },
  page: {
    fault: { kind: 'answer', body: page, headers: { 'content-type': 'text/html' } },
    words: 'is answered with a page in HTML',
  },
  'http-403': { fault: { kind: 'http', status: 403, body: page }, words: 'is answered with HTTP 403' },
  'http-429': { fault: { kind: 'http', status: 429 }, words: 'is answered with HTTP 429' },
  'http-502': { fault: { kind: 'http', status: 502, body: page }, words: 'is answered with HTTP 502' },
};

export const trtcFaultNames = Object.keys(trtcFaults) as TrtcFaultName[];

export function createFaultDesk(slack: SlackStandIn, trtc: TrtcStandIn): FaultDesk {
  const ofTrtc = new PendingFaults(() => trtc.calls.map(({ action, region }) => ({ name: action, region })));
  const ofSlack = new PendingFaults(() => slack.calls.map(({ method }) => ({ name: method })));
  return {
    get pending() {
      return [...ofTrtc.all, ...ofSlack.all];
    },
    failTrtc({ fault, action: chosen, region }) {
      // Only a start has a source.
      const action = fault === 'dead-source' ? 'StartStreamIngest' : chosen;
      const lasting = fault === 'region';
      const where = region === undefined ? '' : ` in ${region}`;
      const words = `${lasting ? 'Every' : 'The next'} ${action ?? 'call of TRTC'}${where} ${trtcWords(fault)}`;
      const takeBack = trtc.fail(trtcFault(fault), {
        ...(action === undefined ? {} : { action }),
        ...(region === undefined ? {} : { region }),
        ...(lasting ? { times: Number.POSITIVE_INFINITY } : {}),
      });
      ofTrtc.add({ words, call: action, region, lasting, takeBack });
    },
    failSlack({ fault, method }) {
      const named = typeof fault === 'string' ? slackFaults[fault] : undefined;
      const error: SlackFault = { kind: 'error', error: typeof fault === 'string' ? '' : fault.error };
      const what = named?.words ?? `fails with ${error.error}`;
      const takeBack = slack.fail(named?.fault ?? error, method === undefined ? {} : { method });
      ofSlack.add({ words: `The next ${method ?? 'call of Slack'} ${what}`, call: method, takeBack });
    },
    takeBack() {
      ofTrtc.takeBack();
      ofSlack.takeBack();
    },
  };
}

function trtcFault(fault: FailTrtc['fault']): TrtcFault {
  if (typeof fault === 'string') return trtcFaults[fault].fault;
  return { kind: 'error', code: fault.code, message: messageOf(fault.code) };
}

function trtcWords(fault: FailTrtc['fault']): string {
  return typeof fault === 'string' ? trtcFaults[fault].words : `fails with ${fault.code}`;
}
