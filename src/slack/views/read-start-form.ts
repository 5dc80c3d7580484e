import type { ViewStateValue } from '@slack/bolt';
import { type Draft, fields } from '../../ingest/fields.ts';
import { channelBlock } from './start-form.ts';

type Values = Record<string, Record<string, ViewStateValue>>;

/** What a person filled in: the draft, without what was left empty, and the channel to answer in. */
export function readStartForm(values: Values): { draft: Draft; channel: string | undefined } {
  const draft: Draft = {};
  for (const field of fields) {
    const text = textOf(onlyElement(values, field));
    if (text !== undefined) draft[field] = text;
  }
  return { draft, channel: onlyElement(values, channelBlock)?.selected_conversation ?? undefined };
}

function onlyElement(values: Values, block: string): ViewStateValue | undefined {
  return Object.values(values[block] ?? {})[0];
}

function textOf(element: ViewStateValue | undefined): string | undefined {
  const text = element?.value ?? element?.selected_option?.value ?? element?.selected_options?.[0]?.value;
  return text?.trim() || undefined;
}
