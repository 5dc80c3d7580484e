import type { InputBlock, ModalView } from '@slack/types';
import type { Draft } from '../../ingest/fields.ts';
import type { Task } from '../../ingest/task.ts';
import { callbackIds } from '../format/ids.ts';
import { context } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';
import { textIn } from '../format/payload.ts';
import { readStartForm } from './read-start-form.ts';
import { fieldInput } from './start-form.ts';

/** What the form of a running task offers. */
export const adjustFields = ['volume', 'tempo'] as const;

/** The form with the volume and the speed of a running task, filled in with what was last set. */
export function adjustForm(task: Task): ModalView {
  const inputs = adjustFields.map((field): InputBlock => fieldInput(field, { draft: task.draft }, []));
  return {
    type: 'modal',
    callback_id: callbackIds.adjust,
    private_metadata: task.handle,
    title: { type: 'plain_text', text: 'Volume & speed' },
    submit: { type: 'plain_text', text: 'Set' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [context(`${code(task.room.id)} · task ${code(task.handle)}`), ...inputs],
  };
}

/** What a person filled in: the fields that the form offers, and the handle of its task. */
export function readAdjustForm(view: { private_metadata?: unknown; state?: { values?: unknown } }): {
  handle: string;
  fields: Draft;
} {
  const { draft } = readStartForm(view.state?.values);
  const fields: Draft = {};
  for (const field of adjustFields) if (draft[field] !== undefined) fields[field] = draft[field];
  return { handle: textIn(view.private_metadata), fields };
}
