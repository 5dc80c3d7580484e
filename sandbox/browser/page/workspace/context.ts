import { createContext, useContext } from 'react';
import type { Act, ActAnswer, PageChannel, PagePerson, Snapshot } from '../../protocol.ts';
import type { Place } from './place.ts';

export interface Notice {
  id: string;
  text: string;
}

export interface Workspace {
  snapshot: Snapshot;
  me: PagePerson;
  /** What the middle shows; undefined: Home. */
  channel: PageChannel | undefined;
  place: Place;
  go: (next: Place) => void;
  /** Acts as `me`; a problem is shown among the notices too. */
  act: (act: Act) => Promise<ActAnswer>;
  notices: readonly Notice[];
  notify: (text: string) => void;
  dismiss: (id: string) => void;
}

export const WorkspaceContext = createContext<Workspace | undefined>(undefined);

/** @throws Error outside the workspace */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (workspace === undefined) throw new Error('there is no workspace around this component');
  return workspace;
}
