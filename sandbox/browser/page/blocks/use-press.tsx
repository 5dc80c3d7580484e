import { type ReactNode, useState } from 'react';
import type { Block, Confirm, InteractiveElement } from '../../../slack/block-kit/types.ts';
import type { PressPlace } from '../../protocol.ts';
import type { Choice } from '../form/field-value.ts';
import { useWorkspace } from '../workspace/context.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

type Press = (element: InteractiveElement, choose?: Choice) => void;

/** Tells the app that an element was used, after its question where it has one; comes with that question, while open. */
export function usePress({ block_id: blockId }: Block, where: PressPlace): [Press, ReactNode] {
  const { act } = useWorkspace();
  const [asking, setAsking] = useState<{ confirm: Confirm; yes: () => void }>();
  const press: Press = ({ action_id: actionId, confirm }, choose) => {
    const chosen = choose === undefined ? {} : { choose };
    const send = () => void act({ type: 'press', where, actionId, blockId, ...chosen });
    if (confirm === undefined) send();
    else setAsking({ confirm, yes: send });
  };
  const answered = (yes: boolean) => {
    setAsking(undefined);
    if (yes) asking?.yes();
  };
  return [press, asking !== undefined && <ConfirmDialog confirm={asking.confirm} onAnswer={answered} />];
}
