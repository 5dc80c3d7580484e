import type { Act } from '../../protocol.ts';

type Read = { type: 'nothing' } | { type: 'problem'; text: string } | { type: 'act'; act: Act };

interface At {
  channel: string;
  thread: string | undefined;
  /** The app's command, with its slash. */
  command: string;
  /** What the app is called. */
  bot: string;
}

/** What was typed, as the act it stands for. Where a command cannot be used, Slack's client says so itself. */
export function readDraft(typed: string, { channel, thread, command, bot }: At): Read {
  const text = typed.trim();
  if (text === '') return { type: 'nothing' };
  if (!text.startsWith('/')) {
    const threadTs = thread === undefined ? {} : { threadTs: thread };
    return { type: 'act', act: { type: 'say', channel, text, ...threadTs } };
  }
  const [name = '', rest = ''] = text.split(/\s+([\s\S]*)/, 2);
  if (name !== command && name !== '/invite') return problem(`${name} is not a valid command.`);
  if (thread !== undefined) return problem(`${name} is not supported in threads. Sorry!`);
  if (name === command) return { type: 'act', act: { type: 'command', channel, text: rest } };
  if (rest !== `@${bot}`) return problem(`Only the app can be invited here: /invite @${bot}`);
  return { type: 'act', act: { type: 'invite-bot', channel } };
}

function problem(text: string): Read {
  return { type: 'problem', text };
}
