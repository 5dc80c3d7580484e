import { maskUrl } from '../../ingest/stream-url.ts';
import type { Task } from '../../ingest/task.ts';
import { context, type Message, section } from './build.ts';
import { code, timeOfDay, user } from './mrkdwn.ts';

/** The root message of a task: what it is now, in one line, and where it comes from in a second. */
export function card(task: Task): Message {
  const headline = headlineOf(task);
  return { text: headline, blocks: [section(headline), context(details(task))] };
}

function headlineOf(task: Task): string {
  const room = `*${code(task.room.id)}*`;
  const asker = user(task.requestedBy);
  switch (task.state.name) {
    case 'queued':
    case 'starting':
      return `🟡 ${room} is starting · asked for by ${asker} · ${task.region}`;
    case 'live':
      return `🟢 ${room} is live · started by ${asker} · ${task.region}`;
    case 'failed':
      return `❌ ${room} did not start · asked for by ${asker}`;
    case 'unknown':
      return `❓ ${room} may or may not be live · asked for by ${asker} · ${task.region}`;
  }
}

function details(task: Task): string {
  const source = code(maskUrl(task.draft.url ?? ''));
  const parts = [source, `robot ${code(task.robot)}`, `task ${code(task.handle)}`];
  if (task.state.name === 'live') parts.push(`since ${timeOfDay(task.state.since)}`);
  return parts.join(' · ');
}
