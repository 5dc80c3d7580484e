import { type KeyboardEvent, useId } from 'react';
import type { PageChannel } from '../../protocol.ts';
import { Menu } from '../parts/menu.tsx';
import { useWorkspace } from '../workspace/context.ts';
import { botName, channelTitle } from '../workspace/names.ts';
import { useKept } from '../workspace/use-kept.ts';
import { CommandHint } from './command-hint.tsx';
import { readDraft } from './read-draft.ts';

interface ComposerProps {
  channel: PageChannel;
  /** The ts of its root. */
  thread?: string;
  onSend: () => void;
}

/** Where messages and commands are typed: Enter sends, Shift with Enter begins a line. */
export function Composer({ channel, thread, onSend }: ComposerProps) {
  const { snapshot, me, act, notify } = useWorkspace();
  const { command } = snapshot;
  const [text, setText] = useKept(`typed ${me.id} ${channel.id} ${thread}`, '');
  const id = useId();
  const label = thread === undefined ? `Message ${channelTitle(snapshot, channel)}` : 'Reply';

  const send = async () => {
    const at = { channel: channel.id, thread, command: command.name, bot: botName(snapshot) };
    const read = readDraft(text, at);
    if (read.type === 'nothing') return;
    if (read.type === 'problem') return notify(read.text);
    setText('');
    onSend();
    const answer = await act(read.act);
    if (!answer.ok) setText((typedMeanwhile) => typedMeanwhile || text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {thread === undefined && <CommandHint id={id} text={text} onTake={setText} />}
      <div className="composer-box">
        {thread === undefined && <Shortcuts />}
        <textarea
          rows={Math.min(8, text.split('\n').length)}
          value={text}
          aria-label={label}
          aria-describedby={thread === undefined ? id : undefined}
          placeholder={thread === undefined ? `${label}, or ${command.name}` : `${label}…`}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="button button-primary button-filled">
          Send
        </button>
      </div>
    </form>
  );
}

function Shortcuts() {
  const { snapshot, act } = useWorkspace();
  const items = snapshot.shortcuts
    .filter(({ type }) => type === 'global')
    .map(({ name, callbackId }) => ({
      label: name,
      onPick: () => void act({ type: 'shortcut', callbackId }),
    }));
  return <Menu label="Shortcuts" sign="⚡" className="icon-button" items={items} />;
}
