import type { InputBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Draft } from '../../ingest/fields.ts';
import { parseJson } from '../../ingest/json.ts';
import type { Task } from '../../ingest/task.ts';
import { callbackIds } from '../format/ids.ts';
import { context } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';
import { channelIn, textIn, threadIn } from '../format/payload.ts';
import { readStartForm } from './read-start-form.ts';
import { fieldInput } from './start-form.ts';

/** What the form of a running task offers. */
const adjustFields = ['volume', 'tempo'] as const;

/** Where the form was opened, and so where its answer goes: each is undefined if it was outside of any. */
interface Origin {
  channel?: string | undefined;
  /** The root of the thread. */
  thread?: string | undefined;
}

/** The form with the volume and the speed of a running task, filled in with what was last set. */
export function adjustForm(task: Task, { channel, thread }: Origin): ModalView {
  const inputs = adjustFields.map((field): InputBlock => fieldInput(field, { draft: task.draft }, []));
  return {
    type: 'modal',
    callback_id: callbackIds.adjust,
    private_metadata: JSON.stringify({ handle: task.handle, channel, thread }),
    title: { type: 'plain_text', text: 'Volume & speed' },
    submit: { type: 'plain_text', text: 'Set' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [context(`${code(task.room.id)} · task ${code(task.handle)}`), ...inputs],
  };
}

const anything = z.unknown().optional();
const metadata = z.object({ handle: z.string(), channel: anything, thread: anything });

/** What a person filled in: the fields that the form offers, the handle of its task, and where the form was opened. */
export function readAdjustForm(view: { private_metadata?: unknown; state?: { values?: unknown } }): Origin & {
  handle: string;
  fields: Draft;
} {
  const { draft } = readStartForm(view.state?.values);
  const fields: Draft = {};
  for (const field of adjustFields) if (draft[field] !== undefined) fields[field] = draft[field];
  const text = textIn(view.private_metadata);
  const { data } = metadata.safeParse(parseJson(text));
  // Forms that an older version has opened name their task alone.
  if (data === undefined) return { handle: text, fields };
  const thread = threadIn({ ts: undefined, thread: data.thread });
  return { handle: data.handle, fields, channel: channelIn(data.channel), thread };
}
