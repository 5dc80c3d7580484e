import type { Ephemeral, Message } from '../../sandbox/slack/index.ts';
import { people, type StandIns } from '../../sandbox/stage.ts';

/** Lines of rows that fit into a field. */
const linesOfField = 60;

/** Saves a show of so many rows by its form, and posts its board in a channel of its own; gives the board. */
export async function savedShow(
  { slack }: StandIns,
  { name, rows }: { name: string; rows: number },
): Promise<Message> {
  const channel = `C0${name.toUpperCase()}`;
  slack.channels.push({ id: channel, name, members: [people.alice.id], botIsMember: true });
  const alice = slack.person(people.alice.id);
  await alice.command('show', { channel });
  const form = await slack.until(() => alice.form?.view.submit !== undefined && alice.form);
  const lines = Array.from({ length: rows }, (_, n) => `${name}-${n} https://a.b/${name}/${n}.mp4`);
  alice.fill(form.id, {
    name,
    channel,
    'rows-0': lines.slice(0, linesOfField).join('\n'),
    'rows-1': lines.slice(linesOfField).join('\n'),
  });
  await alice.submit(form.id);
  const isSaid = ({ text }: Ephemeral) => text.startsWith('Saved.') && text.includes(`\`${name}\``);
  await slack.until((now) => now.ephemerals.some(isSaid));
  await alice.command(`show ${name}`, { channel });
  return slack.until((now) => now.messages(channel)[0]);
}
