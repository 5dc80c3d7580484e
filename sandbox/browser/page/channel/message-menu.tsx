import type { Message } from '../../../slack/types.ts';
import { Menu } from '../parts/menu.tsx';
import { useWorkspace } from '../workspace/context.ts';

/** What can be done with a message: a reply, the shortcuts of the app, and what admins may. */
export function MessageMenu({ message, inThread }: { message: Message; inThread: boolean }) {
  const { snapshot, place, go, act } = useWorkspace();
  const { channel, ts, thread_ts } = message;
  const remove = { label: 'Delete message', onPick: () => void act({ type: 'delete', channel, ts }) };
  const reply = { label: 'Reply in thread', onPick: () => go({ ...place, thread: thread_ts ?? ts }) };
  const shortcuts = snapshot.shortcuts
    .filter(({ type }) => type === 'message')
    .map(({ name, callbackId }) => ({
      label: name,
      onPick: () => void act({ type: 'message-shortcut', callbackId, channel, ts }),
    }));
  return (
    <div className="row-menu">
      <Menu label="More actions" sign="⋮" items={[...(inThread ? [] : [reply]), ...shortcuts, remove]} />
    </div>
  );
}
