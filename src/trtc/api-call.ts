import { EventEmitter } from 'node:events';
import { SSEResponseModel } from 'tencentcloud-sdk-nodejs-trtc/tencentcloud/common/sse_response_model.js';
import { trtc } from 'tencentcloud-sdk-nodejs-trtc/tencentcloud/services/trtc/index.js';
import { type AnswerTo, readAnswer, UnreadableAnswer } from './answer.ts';
import { NotSent, withDeparture } from './departure.ts';
import { toGatewayError } from './failure.ts';

/** What came of one request to TRTC. */
export interface TrtcCall {
  /** The API's name for it, such as StartStreamIngest. */
  action: string;
  ms: number;
  outcome:
    | 'ok'
    /** TRTC, or what stands in front of it, answered that it was not done. */
    | 'refused'
    /** It left, and no answer came that could be read, or that says what was done. */
    | 'lost'
    /** It never left. */
    | 'not_sent';
  /** Tencent's error code, or a word of ours if there was no answer. */
  code?: string;
  /** Absent if there was no answer, or none with a RequestId that can be used. */
  requestId?: string | undefined;
  /** What the code does not say of a failure; for an answer that cannot be read, what came. */
  reason?: string;
}

export interface CallWatch {
  /** Milliseconds from any beginning. */
  stopwatch: () => number;
  onCall: (call: TrtcCall) => void;
  /** Told of each answer that is no error, whole and before it is read. */
  onAnswer?: (action: string, answer: unknown) => void;
}

type Client = typeof trtc.v20190722.Client;
type Options = Parameters<InstanceType<Client>['request']>[2];

const longestReason = 600;
/** Before these words node-fetch repeats the whole header, such as the signature. */
const quotesHeader = 'is not a legal HTTP header value';

/** Tencent's client, which checks what it is answered and tells what came of each request. */
export class CheckedClient extends trtc.v20190722.Client {
  readonly #watch: CallWatch | undefined;

  constructor(config: ConstructorParameters<Client>[0], watch: CallWatch | undefined) {
    super(config);
    this.#watch = watch;
  }

  /** Throws what the SDK throws, NotSent, or UnreadableAnswer: `toGatewayError` reads them. */
  override async request<Action extends string>(
    action: Action,
    params: unknown,
    options?: Options,
  ): Promise<AnswerTo<Action>> {
    const began = this.#watch?.stopwatch() ?? 0;
    const report = (result: Omit<TrtcCall, 'action' | 'ms'>) =>
      this.#watch?.onCall({ action, ms: this.#watch.stopwatch() - began, ...result });
    try {
      const answer = await withDeparture(() => super.request(action, params, options));
      if (answer instanceof SSEResponseModel) leaveUnread(answer);
      this.#watch?.onAnswer?.(action, answer);
      const read = readAnswer(action, answer);
      report({ outcome: 'ok', requestId: read.RequestId });
      return read;
    } catch (error) {
      report(failed(error));
      throw error;
    }
  }
}

/** A stream of events is no answer of this API. Each of its parts would end the process when it breaks off. */
function leaveUnread(events: SSEResponseModel): void {
  for (const part of Object.values(events)) if (part instanceof EventEmitter) part.on('error', () => {});
}

function failed(thrown: unknown): Omit<TrtcCall, 'action' | 'ms'> {
  const { code, effect, requestId } = toGatewayError(thrown);
  const known = { code, ...(requestId === undefined ? {} : { requestId }) };
  const reason = reasonOf(thrown).slice(0, longestReason);
  if (effect === 'unknown') return { outcome: 'lost', ...known, reason };
  if (requestId !== undefined) return { outcome: 'refused', ...known };
  return { outcome: isUnsent(code) ? 'not_sent' : 'refused', ...known, reason };
}

function isUnsent(code: string): boolean {
  return code === 'Network.NotSent' || code === 'Bot.CannotSend';
}

function reasonOf(thrown: unknown): string {
  if (thrown instanceof UnreadableAnswer) return `${thrown.message} It is ${thrown.answer}`;
  const error = thrown instanceof NotSent ? thrown.cause : thrown;
  const text = error instanceof Error ? error.message : String(error);
  return text.endsWith(quotesHeader) ? 'A header would hold a character that HTTP does not allow' : text;
}
