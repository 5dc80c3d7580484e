import { z } from 'zod';
import { allSlackErrors } from '../slack/error-codes.ts';
import { sourceFaultNames, sourceNames } from '../sources/index.ts';
import { errorCodes } from './error-codes.ts';
import { slackFaultNames, trtcFaultNames } from './faults.ts';
import type { Act } from './protocol.ts';
import { socketSwitchNames } from './socket-switches.ts';

const id = z.string().min(1).max(200);
const text = z.string().max(12_000);
const texts = z.array(text).max(200);
const file = z.strictObject({ name: id, content: z.string().max(1_000_000) });
const values = z.record(id, z.union([text, z.boolean(), texts, file]));
const place = z.strictObject({ channel: id, ts: id });
const where = z.union([
  z.strictObject({ message: place }),
  z.strictObject({ ephemeral: place }),
  z.strictObject({ view: id, values: values.exactOptional() }),
]);
const trtcFault = z.union([z.enum(trtcFaultNames), z.strictObject({ code: z.enum(errorCodes) })]);

const act: z.ZodType<Act> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('command'), channel: id, text }),
  z.strictObject({
    type: z.literal('say'),
    channel: id,
    text: text.regex(/\S/, 'an empty message cannot be sent'),
    threadTs: id.exactOptional(),
  }),
  z.strictObject({
    type: z.literal('press'),
    where,
    actionId: id,
    blockId: id.exactOptional(),
    choose: z.union([text, texts]).exactOptional(),
  }),
  z.strictObject({
    type: z.literal('submit'),
    viewId: id,
    values,
  }),
  z.strictObject({ type: z.literal('close'), viewId: id, all: z.literal(true).exactOptional() }),
  z.strictObject({ type: z.literal('shortcut'), callbackId: id }),
  z.strictObject({ type: z.literal('message-shortcut'), callbackId: id, channel: id, ts: id }),
  z.strictObject({ type: z.literal('open-home') }),
  z.strictObject({ type: z.literal('open-messages') }),
  z.strictObject({ type: z.literal('invite-bot'), channel: id }),
  z.strictObject({
    type: z.literal('fail-trtc'),
    fault: trtcFault,
    action: id.exactOptional(),
    region: id.exactOptional(),
  }),
  z.strictObject({ type: z.literal('release-trtc') }),
  z.strictObject({ type: z.literal('updates-of-gone'), answer: z.enum(['error', 'status']) }),
  z.strictObject({
    type: z.literal('fail-slack'),
    fault: z.union([z.enum(slackFaultNames), z.strictObject({ error: z.enum(allSlackErrors) })]),
    method: id.exactOptional(),
  }),
  z.strictObject({ type: z.literal('socket'), what: z.enum(socketSwitchNames) }),
  z.strictObject({ type: z.literal('type-on-phone'), on: z.boolean() }),
  z.strictObject({ type: z.literal('delete'), channel: id, ts: id }),
  z.strictObject({
    type: z.literal('break-source'),
    name: z.enum([...sourceNames, 'all']),
    fault: z.enum(sourceFaultNames).exactOptional(),
  }),
  z.strictObject({ type: z.literal('take-back-faults') }),
  z.strictObject({
    type: z.literal('event-style'),
    style: z.strictObject({
      numbers: z.enum(['as-shown', 'as-documented', 'as-text']).exactOptional(),
      ofRooms: z.boolean().exactOptional(),
    }),
  }),
  z.strictObject({
    type: z.literal('source'),
    taskId: id,
    what: z.enum(['stutter', 'recover', 'fail', 'finish', 'vanish', 'leave', 'enter', 'loseRobot']),
  }),
]);

const request = z.strictObject({ as: id, act });

export type ActRequest =
  | { ok: true; as: string; act: Act }
  /** `problem`: one sentence */
  | { ok: false; problem: string };

/** Reads the body of `POST /api/act`. */
export function readActRequest(body: string): ActRequest {
  const json = parseJson(body);
  if (!json.ok) return { ok: false, problem: 'The body is not JSON.' };
  const read = request.safeParse(json.value);
  if (read.success) return { ok: true, ...read.data };
  const [issue] = read.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'The request' : issue.path.join('.');
  return { ok: false, problem: `${where} is not as it must be: ${issue?.message ?? 'nobody knows why'}.` };
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}
