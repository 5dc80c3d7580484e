import type { GatewayError } from '../src/ingest/errors.ts';
import { inCommandWords } from '../src/slack/format/field-words.ts';

/** What came of one call of TRTC. */
export interface Seen {
  /** TRTC did it, refused it, or nobody knows. */
  outcome: 'done' | 'refused' | 'unknown';
  /** The error code, where it was not done. */
  code?: string;
  /** What one can do about that. */
  hint?: string;
  taskId?: string;
  status?: string;
}

/** What TRTC's answers say, as far as trials need it. */
export function seenOf(answer: Readonly<Record<string, unknown>>): Seen {
  const { TaskId, Status } = answer;
  return {
    outcome: 'done',
    ...(typeof TaskId === 'string' ? { taskId: TaskId } : {}),
    ...(typeof Status === 'string' ? { status: Status } : {}),
  };
}

export function seenError({ code, effect, hint }: GatewayError): Seen {
  return { outcome: effect === 'none' ? 'refused' : 'unknown', code, hint: inCommandWords(hint) };
}

/** In a few words, for the list of what was seen. */
export function words({ outcome, code, status, taskId }: Seen): string {
  if (outcome === 'refused') return code ?? 'refused';
  if (outcome === 'unknown') return `${code}, so that nobody knows`;
  return status ?? (taskId === undefined ? 'done' : 'started');
}

/** TRTC's answers to a call about a task that has ended, or that it never knew. */
const goneCodes = ['FailedOperation.TaskNotExist', 'FailedOperation.TaskFinished'];

/** Whether the bot takes it as: TRTC does not run that task. */
export function isGone({ code, status }: Seen): boolean {
  return status === 'NotExist' || goneCodes.includes(code ?? '');
}

export function runs({ status }: Seen): boolean {
  return status === 'InProgress';
}
