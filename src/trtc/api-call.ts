import { trtc } from 'tencentcloud-sdk-nodejs-trtc/tencentcloud/services/trtc/index.js';
import { toGatewayError } from './failure.ts';

/** What came of one request to TRTC. */
export interface TrtcCall {
  /** The API's name for it, such as StartStreamIngest. */
  action: string;
  ms: number;
  outcome:
    | 'ok'
    /** TRTC answered with an error code. */
    | 'refused'
    /** It left, and no answer came that could be read. */
    | 'lost'
    /** It never left. */
    | 'not_sent';
  /** Tencent's error code, or a word of ours where there was no answer. */
  code?: string;
  /** Absent where there was no answer. */
  requestId?: string;
}

export interface CallWatch {
  /** Milliseconds from any beginning. */
  stopwatch: () => number;
  onCall: (call: TrtcCall) => void;
}

type Client = typeof trtc.v20190722.Client;
type Request = InstanceType<Client>['request'];

/** Tencent's client, which tells what came of each request. */
export class WatchedClient extends trtc.v20190722.Client {
  readonly #watch: CallWatch;

  constructor(config: ConstructorParameters<Client>[0], watch: CallWatch) {
    super(config);
    this.#watch = watch;
  }

  override async request(...[action, ...rest]: Parameters<Request>): ReturnType<Request> {
    const { stopwatch, onCall } = this.#watch;
    const began = stopwatch();
    const tell = (result: Omit<TrtcCall, 'action' | 'ms'>) =>
      onCall({ action, ms: stopwatch() - began, ...result });
    try {
      const answer = await super.request(action, ...rest);
      tell({ outcome: 'ok', requestId: answer.RequestId });
      return answer;
    } catch (error) {
      tell(failed(error));
      throw error;
    }
  }
}

function failed(thrown: unknown): Omit<TrtcCall, 'action' | 'ms'> {
  const { code, effect, requestId } = toGatewayError(thrown);
  if (requestId !== undefined) return { outcome: 'refused', code, requestId };
  return { outcome: effect === 'unknown' ? 'lost' : 'not_sent', code };
}
