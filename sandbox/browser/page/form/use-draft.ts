import { useEffect, useState } from 'react';
import type { FieldValue } from './field-value.ts';

export type Draft = Readonly<Record<string, FieldValue>>;

/** What a person has filled into a form and not sent, by block id. It outlives a reload of the page. */
export function useDraft(viewId: string): [Draft, (blockId: string, value: FieldValue) => void] {
  const key = `draft ${viewId}`;
  const [draft, setDraft] = useState<Draft>(() => JSON.parse(sessionStorage.getItem(key) ?? '{}'));
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(draft)), [key, draft]);
  return [draft, (blockId, value) => setDraft((before) => ({ ...before, [blockId]: value }))];
}
