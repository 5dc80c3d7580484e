import { useId } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { useWorkspace } from '../workspace/context.ts';
import { Form } from './form.tsx';

/** The forms that are open for this person: the topmost is shown, and those below it come back as it closes. */
export function FormDialog() {
  const { snapshot, me, act } = useWorkspace();
  const title = useId();
  const views = snapshot.views.filter(({ user }) => user === me.id);
  const top = views.at(-1);
  if (top === undefined) return null;
  const close = () => void act({ type: 'close', viewId: top.id });
  const closeAll = () => void act({ type: 'close', viewId: top.id, all: true });
  return (
    <Dialog key={me.id} labelledBy={title} className="form-dialog" onCancel={close}>
      <Form
        key={top.id}
        view={top}
        titleId={title}
        below={views.length - 1}
        onClose={close}
        onCloseAll={closeAll}
      />
    </Dialog>
  );
}
