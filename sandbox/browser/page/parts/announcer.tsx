import { useEffect, useRef, useState } from 'react';
import { readablePlain } from '../blocks/plain.ts';
import { useWorkspace } from '../workspace/context.ts';
import { channelEntries, type Entry, keyOf, threadEntries } from '../workspace/conversation.ts';
import { botName, personName } from '../workspace/names.ts';

/** Tells a message from others, and from itself before it was changed. */
const wordingOf = (entry: Entry) => `${keyOf(entry)} ${entry.message.text}`;

/** Says messages of the open channel and thread, as they are new or changed, to those who do not see them. */
export function Announcer() {
  const { snapshot, me, channel, place } = useWorkspace();
  const [said, setSaid] = useState('');
  const open = `${me.id} ${channel?.id} ${place.thread}`;
  const seen = useRef<{ open: string; keys: ReadonlySet<string> }>(undefined);

  useEffect(() => {
    if (channel === undefined) return;
    const thread = place.thread === undefined ? [] : threadEntries(snapshot, channel.id, place.thread, me.id);
    const entries = [...channelEntries(snapshot, channel.id, me.id), ...thread];
    const before = seen.current;
    seen.current = { open, keys: new Set(entries.map(wordingOf)) };
    if (before?.open !== open) return;
    const fresh = new Map(
      entries.filter((entry) => !before.keys.has(wordingOf(entry))).map((one) => [keyOf(one), one]),
    );
    if (fresh.size === 0) return;
    const sentence = ({ kind, message }: Entry) => {
      const fromBot = kind === 'ephemeral' || message.bot_id !== undefined;
      const author = fromBot ? botName(snapshot) : (personName(snapshot, message.user) ?? message.user);
      return `${author}: ${readablePlain(message.text, snapshot)}`;
    };
    setSaid([...fresh.values()].map(sentence).join('. '));
  }, [snapshot, me.id, channel, place.thread, open]);

  return (
    <div role="status" aria-live="polite" className="unseen">
      {said}
    </div>
  );
}
