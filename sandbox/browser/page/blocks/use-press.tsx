import { type ReactNode, useState } from 'react';
import type { Block, Confirm, InteractiveElement } from '../../../slack/block-kit/types.ts';
import type { PressPlace } from '../../protocol.ts';
import type { Choice } from '../form/field-value.ts';
import { useWorkspace } from '../workspace/context.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

type Press = (element: InteractiveElement, choose?: Choice) => void;

interface Pressed {
  actionId: string;
  choose: Choice | undefined;
}

/** Tells the app that an element was used, after its question where it has one; comes with that question, while open. */
export function usePress({ block_id: blockId }: Block, where: PressPlace): [Press, ReactNode] {
  const { act } = useWorkspace();
  const [asking, setAsking] = useState<Pressed & { confirm: Confirm }>();
  const send = ({ actionId, choose }: Pressed) =>
    void act({ type: 'press', where, actionId, blockId, ...(choose === undefined ? {} : { choose }) });
  const press: Press = ({ action_id: actionId, confirm }, choose) => {
    if (confirm === undefined) send({ actionId, choose });
    else setAsking({ actionId, choose, confirm });
  };
  const answered = (yes: boolean) => {
    setAsking(undefined);
    if (yes && asking !== undefined) send(asking);
  };
  return [press, asking !== undefined && <ConfirmDialog confirm={asking.confirm} onAnswer={answered} />];
}
