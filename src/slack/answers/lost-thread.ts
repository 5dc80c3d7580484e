import type { Logger } from '../../ingest/runtime.ts';
import type { Task, Thread } from '../../ingest/task.ts';
import { card, cardId } from '../blocks/card.ts';
import type { MarkedMessages } from './marked-messages.ts';

/**
 * The thread of a task whose card somebody has deleted: a new card, once. If that is deleted too, nobody wants it, and
 * the thread is gone. `stray` is a reply of the lost thread that Slack has put into the channel instead: the new card
 * takes its place. Throws what `messages` throws.
 */
export async function replaceThread(
  task: Task & { thread: Thread },
  stray: string | undefined,
  { messages, logger, checks }: { messages: MarkedMessages; logger: Logger; checks: boolean },
): Promise<Thread> {
  const { channel, fate } = task.thread;
  if (fate !== undefined) {
    if (stray !== undefined) await messages.remove({ channel, ts: stray });
    logger.info({ task: task.handle, channel }, 'The card of a task was deleted again: it gets no other');
    return { ...task.thread, fate: 'gone' };
  }
  logger.info({ task: task.handle, channel }, 'The card of a task was deleted: it gets a new one');
  return { channel, ts: await newCard(task, stray, messages, checks), fate: 'replacement' };
}

/** A process that died at this may have posted it already, or left strays. */
async function newCard(
  task: Task & { thread: Thread },
  stray: string | undefined,
  messages: MarkedMessages,
  checks: boolean,
): Promise<string> {
  const { channel, ts: gone } = task.thread;
  const place = { channel };
  const there = await messages.find(place, task.requestedAt);
  const strays = [...there].filter(([id]) => isNewsOf(task, id)).flatMap(([, all]) => all);
  const [first = stray, ...more] = strays;
  const posted = there.get(cardId(task))?.findLast((ts) => ts !== gone);
  for (const ts of posted === undefined ? more : strays) await messages.remove({ ...place, ts });
  if (posted !== undefined) return posted;
  const content = card(task, checks);
  if (first === undefined) return (await messages.post(cardId(task), place, content, { rank: 'card' })).ts;
  await messages.replace(cardId(task), { ...place, ts: first }, content);
  return first;
}

function isNewsOf(task: Task, id: string): boolean {
  return id.startsWith(`${task.handle}-`) && id !== cardId(task);
}
