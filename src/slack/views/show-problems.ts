import type { ModalView } from '@slack/types';
import { callbackIds } from '../format/ids.ts';
import { context, messageOfLines } from '../format/message.ts';
import { limits } from '../format/mrkdwn.ts';
import { framed } from './notice.ts';
import { plain } from './plain.ts';
import { fitIn, inParts, rowsInput } from './rows-inputs.ts';
import type { FilledShow } from './show-form.ts';

/** Rows that may be sent off from a view over the form, with all else that the form says. */
export interface RowsBelow {
  filled: FilledShow;
  /** How many of them are right, if the others were left out; absent if they are as they were typed. */
  count?: number;
}

/**
 * All that is wrong with a show, to be laid over its form; with rows below it, if there are any to be sent off from there. It
 * is read as the form is.
 */
export function showProblems(problems: readonly string[], below?: RowsBelow): ModalView {
  const { blocks } = messageOfLines([
    `*Nothing was saved. ${problems.length === 1 ? 'One thing' : `${problems.length} things`} to mend:*`,
    ...problems.map((problem) => `• ${problem}`),
  ]);
  const view = framed(blocks, { title: 'A show', close: 'Back' });
  if (below === undefined) return view;
  const { filled, count } = below;
  const { rows, file: _, ...rest } = filled;
  const kept = JSON.stringify(rest);
  const texts = inParts(rows);
  if (texts.length === 0 || kept.length > limits.privateMetadata || !fitIn(texts)) return view;
  const back = '*Back* leads to the form as you left it.';
  return {
    ...view,
    callback_id: callbackIds.show,
    private_metadata: kept,
    submit: plain(count === undefined ? 'Save' : `Save the other ${count}`, limits.modalTitle),
    blocks: [
      ...blocks,
      context(
        count === undefined ? `Mend the rows here. ${back}` : `${back} Or save the rows that are right:`,
      ),
      ...texts.map((part, n) => rowsInput(n, part)),
    ],
  };
}
