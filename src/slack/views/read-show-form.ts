import { z } from 'zod';
import type { Draft } from '../../ingest/fields.ts';
import { parseJson } from '../../ingest/json.ts';
import { slackFile } from '../api/files.ts';
import { channelIn, textIn } from '../format/payload.ts';
import { elementText, onlyElement } from './read-start-form.ts';
import { fileBlock, rowsBlock } from './rows-inputs.ts';
import { chosenFields, type FilledShow, showBlocks } from './show-form.ts';
import { channelBlock } from './start-form.ts';

/** A view has no more blocks. */
const mostBlocks = 100;

const text = z.string().optional().catch(undefined);
/** What the view over a form knows of that form. */
const metadata = z
  .object({
    ...{ name: text, channel: z.unknown(), preset: text, defaults: text },
    opened: z.object({ name: z.string(), at: z.number() }).optional().catch(undefined),
    chosen: z.object({ app: text, region: text }).partial().optional().catch(undefined),
  })
  .partial()
  .catch({});

/** What a person filled in, in the form of a show or in the view over it. */
export function readShowForm(view: { private_metadata?: unknown; state?: { values?: unknown } }): FilledShow {
  const values = view.state?.values;
  const known = metadata.parse(parseJson(textIn(view.private_metadata)));
  const typed = (block: string) => elementText(onlyElement(values, block));
  const preset = (typed(showBlocks.preset) ?? known.preset ?? '').trim();
  const file = slackFile(onlyElement(values, fileBlock)?.files?.[0]);
  const chosen: Draft = {};
  for (const field of chosenFields) {
    const value = typed(field) ?? known.chosen?.[field];
    if (value !== undefined) chosen[field] = value;
  }
  const parts = Array.from({ length: mostBlocks }, (_, n) => typed(rowsBlock(n)) ?? '');
  return {
    name: (typed(showBlocks.name) ?? known.name ?? '').trim(),
    channel: channelIn(onlyElement(values, channelBlock)?.selected_conversation) ?? channelIn(known.channel),
    ...(known.opened === undefined ? {} : { opened: known.opened }),
    ...(preset === '' ? {} : { preset }),
    chosen,
    defaults: (typed(showBlocks.defaults) ?? known.defaults ?? '').trim(),
    rows: parts.filter((part) => part !== '').join('\n'),
    ...(file === undefined ? {} : { file }),
  };
}
