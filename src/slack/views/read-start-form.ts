import { z } from 'zod';
import { type Draft, fields } from '../../ingest/fields.ts';
import { channelIn } from '../format/payload.ts';
import { channelBlock } from './start-form.ts';
import { typedValue } from './typed-value.ts';

const option = z.object({ value: z.string() });
/** What a form's element holds, by its kind. What is not as Slack sends it counts as left empty. */
const element = z.object({
  value: z.string().optional().catch(undefined),
  selected_option: option.optional().catch(undefined),
  selected_options: z.array(option).optional().catch(undefined),
  selected_conversation: z.string().optional().catch(undefined),
  files: z.array(z.unknown()).optional().catch(undefined),
});
type Element = z.infer<typeof element>;

/** What a person filled in (view.state.values): the draft, without what was left empty, and the channel to answer in. */
export function readStartForm(values: unknown): { draft: Draft; channel: string | undefined } {
  const draft: Draft = {};
  for (const field of fields) {
    const value = typedValue(field, elementText(onlyElement(values, field)) ?? '');
    if (value !== undefined) draft[field] = value;
  }
  return { draft, channel: channelIn(onlyElement(values, channelBlock)?.selected_conversation) };
}

/** Each block of the form has one element. */
export function onlyElement(values: unknown, block: string): Element | undefined {
  return element.safeParse(Object.values(innerOf(values, block))[0]).data;
}

function innerOf(values: unknown, name: string): object {
  const inner = isObject(values) && Object.hasOwn(values, name) ? values[name] : undefined;
  return isObject(inner) ? inner : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** What an element holds, as text. */
export function elementText(held: Element | undefined): string | undefined {
  return held?.value ?? held?.selected_option?.value ?? held?.selected_options?.[0]?.value;
}
