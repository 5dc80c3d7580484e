import { setTimeout } from 'node:timers/promises';
import { channels, people, type StandIns, startStandIns } from '../../sandbox/stage.ts';
import { startContender } from './contender.ts';
import { table } from './table.ts';

const sizes = [1, 10, 30, 100];
/** Until the board and its thread have said all. */
const settleMs = 9_000;
const live = channels.live.id;

/** What a show costs against a Slack that holds its pace, and a TRTC that takes 20 starts a second. */
export async function shows(): Promise<string> {
  const rows: string[][] = [];
  for (const size of sizes) rows.push(await oneShow(size));
  return `**A show**, from the press of *Start all*, with Slack's pace of one message a second and TRTC's limit of 20 starts a second

${table(['rows', 'started', 'acknowledged after (ms)', 'last call to TRTC after (s)', 'messages in the thread', 'edits of the board'], rows)}`;
}

async function oneShow(size: number): Promise<string[]> {
  const standIns = await startStandIns();
  const { slack, trtc } = standIns;
  const bot = await startContender('bot', standIns);
  bot.listen();
  const board = await opened(standIns, size);
  const before = slack.calls.length;
  const began = Date.now();
  await slack.person(people.alice.id).press({ message: board }, 'Start all');
  const acknowledged = Date.now() - began;
  await trtc.until((api) => api.tasks.length === size);
  const last = Math.max(...trtc.calls.map(({ at }) => at)) - began;
  await setTimeout(settleMs);
  const made = (wanted: string) => slack.calls.slice(before).filter(({ method }) => method === wanted).length;
  const result = [
    size,
    trtc.tasks.length,
    acknowledged,
    (last / 1000).toFixed(1),
    made('chat.postMessage'),
    made('chat.update'),
  ];
  await bot.stop();
  await Promise.all([slack.close(), trtc.close()]);
  return result.map(String);
}

/** The board of a show of so many rows, which the person has saved by the form. */
async function opened({ slack }: StandIns, size: number) {
  const alice = slack.person(people.alice.id);
  await alice.command('show');
  const form = await slack.until(() => alice.form?.view.submit !== undefined && alice.form);
  const rows = Array.from({ length: size }, (_, n) => `room${n} https://a.b/${n}.mp4`);
  alice.fill(form.id, {
    name: 'evening',
    channel: live,
    'rows-0': rows.slice(0, 80).join('\n'),
    'rows-1': rows.slice(80).join('\n'),
  });
  await alice.submit(form.id);
  await slack.until((now) => now.ephemerals.some(({ text }) => text.startsWith('Saved.')));
  await alice.command('show evening');
  return slack.until((now) => now.messages(live)[0]);
}
