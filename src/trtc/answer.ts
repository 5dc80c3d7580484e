import { z } from 'zod';

/** TaskIds have about 80 characters, RequestIds 36. What is far longer comes from something else. */
const longestTaskId = 256;
const longestRequestId = 128;
const longestNote = 500;

/** What a person can copy and type: printable ASCII without spaces. */
const visible = /^[!-~]+$/;
const requestId = z.string().regex(visible).max(longestRequestId);
/** An answer counts without its RequestId, which only Tencent's support needs. */
const common = z.object({ RequestId: requestId.optional().catch(undefined) });
const status = z.enum(['InProgress', 'NotExist']);
/** Lists and texts are none. */
const plainObject = z.record(z.string(), z.unknown());

/** What the bot needs of each answer (the tables of output parameters); the rest is left alone. */
const answers = {
  StartStreamIngest: common.extend({ TaskId: z.string().regex(visible).max(longestTaskId) }),
  DescribeStreamIngest: common.extend({ Status: status }),
  UpdateStreamIngest: common.extend({ Status: status.optional().catch(undefined) }),
} as const;

type Known = keyof typeof answers;
export type AnswerTo<Action extends string> = z.infer<
  Action extends Known ? (typeof answers)[Action] : typeof common
>;

const missing: Record<Known, string> = {
  StartStreamIngest: 'TRTC answered without a TaskId that can be used.',
  DescribeStreamIngest: 'TRTC said neither that the task runs nor that it has ended.',
  UpdateStreamIngest: "TRTC's answer could not be read.",
};

/** TRTC answered, and not with what the call was made for: nobody knows what it did. */
export class UnreadableAnswer extends Error {
  readonly requestId: string | undefined;
  /** What came, shortened: it may be all that there is of a TaskId. */
  readonly answer: string;

  constructor(message: string, answer: unknown) {
    super(message);
    this.requestId = usableRequestId(plainObject.safeParse(answer).data?.RequestId);
    this.answer = (JSON.stringify(answer) ?? String(answer)).slice(0, longestNote);
  }
}

/** Reads what an action was answered, as far as the bot needs it. Throws UnreadableAnswer. */
export function readAnswer<Action extends string>(action: Action, answer: unknown): AnswerTo<Action>;
export function readAnswer(action: string, answer: unknown): unknown {
  const object = plainObject.safeParse(answer);
  if (!object.success) throw new UnreadableAnswer(missing.UpdateStreamIngest, answer);
  if (!isKnown(action)) return common.parse(object.data);
  const read = answers[action].safeParse(object.data);
  if (!read.success) throw new UnreadableAnswer(missing[action], answer);
  return read.data;
}

/** The RequestId, if it is one. */
export function usableRequestId(value: unknown): string | undefined {
  return requestId.safeParse(value).data;
}

function isKnown(action: string): action is Known {
  return Object.hasOwn(answers, action);
}
