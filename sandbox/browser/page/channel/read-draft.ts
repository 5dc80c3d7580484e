import type { Act } from '../../protocol.ts';

type Read = { type: 'nothing' } | { type: 'problem'; text: string } | { type: 'act'; act: Act };

/** What was typed, as the act it stands for. Where a command cannot be used, Slack's client says so itself. */
export function readDraft(
  typed: string,
  { channel, thread, command }: { channel: string; thread: string | undefined; command: string },
): Read {
  const text = typed.trim();
  if (text === '') return { type: 'nothing' };
  if (!text.startsWith('/')) {
    const threadTs = thread === undefined ? {} : { threadTs: thread };
    return { type: 'act', act: { type: 'say', channel, text, ...threadTs } };
  }
  const [name = '', rest = ''] = text.split(/\s+([\s\S]*)/, 2);
  if (name !== command) return { type: 'problem', text: `${name} is not a valid command.` };
  if (thread !== undefined) return { type: 'problem', text: `${name} is not supported in threads. Sorry!` };
  return { type: 'act', act: { type: 'command', channel, text: rest } };
}
