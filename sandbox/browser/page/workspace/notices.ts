import { useCallback, useMemo, useState } from 'react';
import type { Snapshot } from '../../protocol.ts';
import type { Notice } from './context.ts';
import { useKept } from './use-kept.ts';

/** So many are shown at once; older ones wait for these to be dismissed. */
const shownAtOnce = 3;

/** What went wrong for one person: problems of what they did, and what Slack told them of the app. */
export function useNotices(complaints: Snapshot['complaints'], me: string | undefined) {
  const [problems, setProblems] = useState<readonly Notice[]>([]);
  const [dismissed, setDismissed] = useKept<readonly string[]>('dismissed', []);
  const notify = useCallback(
    (text: string) => setProblems((before) => [...before, { id: crypto.randomUUID(), text }]),
    [],
  );
  const forgetProblems = useCallback(() => setProblems([]), []);
  const dismiss = useCallback((id: string) => setDismissed((before) => [...before, id]), [setDismissed]);

  const notices = useMemo(() => {
    const told = complaints.map(({ ts, user, text }) => ({ id: ts, user, text }));
    return [...told.filter(({ user }) => user === me), ...problems]
      .filter(({ id }) => !dismissed.includes(id))
      .slice(-shownAtOnce);
  }, [complaints, problems, dismissed, me]);

  return { notices, notify, forgetProblems, dismiss };
}
