import { useCallback, useMemo, useRef, useState } from 'react';
import type { Snapshot } from '../../protocol.ts';
import type { Notice } from './context.ts';

/** So many are shown at once; older ones wait for these to be dismissed. */
const shownAtOnce = 3;

/** What went wrong for one person: problems of what they did, and what Slack told them of the app. */
export function useNotices(complaints: Snapshot['complaints'], me: string | undefined) {
  const [problems, setProblems] = useState<readonly Notice[]>([]);
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());

  const count = useRef(0);
  const notify = useCallback((text: string) => {
    count.current += 1;
    const id = `problem-${count.current}`;
    setProblems((before) => [...before, { id, text }]);
  }, []);
  const forgetProblems = useCallback(() => setProblems([]), []);
  const dismiss = useCallback((id: string) => setDismissed((before) => new Set([...before, id])), []);

  const notices = useMemo(() => {
    const told = complaints.map(({ user, text }, index) => ({ id: `complaint-${index}`, user, text }));
    return [...told.filter(({ user }) => user === me), ...problems]
      .filter(({ id }) => !dismissed.has(id))
      .slice(-shownAtOnce);
  }, [complaints, problems, dismissed, me]);

  return { notices, notify, forgetProblems, dismiss };
}
