import { inspect, types } from 'node:util';

/** A page that came in the place of an answer may be the message. */
const longest = 500;

/** What went wrong in one line, for whoever runs the bot; takes whatever can be thrown. */
export function readable(error: unknown): string {
  const line = wordsOf(error).replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

function wordsOf(error: unknown): string {
  if (typeof error === 'string') return error;
  // Slack's client has rejected with nothing (https://github.com/slackapi/node-slack-sdk/issues/2656).
  if (!isError(error)) return inspect(error, { depth: 0, breakLength: Number.POSITIVE_INFINITY });
  const { code, cause, syscall, port }: NodeJS.ErrnoException & { port?: number } = error;
  if (code === 'EADDRINUSE' && syscall === 'listen') return `PORT ${port} is in use by another program.`;
  if (code === 'EACCES' && syscall === 'listen') return `PORT ${port} is one that this user may not use.`;
  const message = messageOf(error);
  const reason = isError(cause) ? messageOf(cause) : '';
  return message.includes(reason) ? message : `${message} (${reason})`;
}

/** If several addresses all refuse, Node's error has no message of its own. */
function messageOf(error: Error & { code?: string }): string {
  if (error.message !== '') return error.message;
  const each: unknown[] = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  const messages = each.flatMap((one) => (isError(one) && one.message !== '' ? [one.message] : []));
  return messages.length > 0 ? [...new Set(messages)].join('; ') : (error.code ?? error.name);
}

/** Those of Node itself are no instances of the global Error everywhere. */
function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || types.isNativeError(thrown);
}
