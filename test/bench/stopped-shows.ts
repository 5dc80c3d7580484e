import { people, type StandIns } from '../../sandbox/stage.ts';
import type { Contender } from './contender.ts';
import { leftOut, onFile, onRedis } from './on-stores.ts';
import { savedShow } from './saved-show.ts';
import { table } from './table.ts';

const rows = 100;
/** When that many have started, somebody stops the show. */
const stoppedAt = 30;

/** What a stop of a show whose rows are being started costs, at the instance that starts it and at another one. */
export async function stoppedShows(): Promise<string> {
  const found = [await onFile(measure), ...(await onRedis(1, measure)), ...(await onRedis(2, measure))];
  const head = [
    '',
    'rows',
    'started when it is asked for',
    'started after that',
    'last one stopped after (s)',
  ];
  return `**A show that is stopped while its rows start**: \`show stop\`, on two instances at the one that does not start it${leftOut}

${table([...head, 'the board says so after (s)'], found)}`;
}

async function measure(standIns: StandIns, bots: readonly Contender[]): Promise<string[]> {
  const { slack, trtc } = standIns;
  const alice = slack.person(people.alice.id);
  bots[0]?.listen();
  const board = await savedShow(standIns, { name: 'show0', rows });
  await alice.press({ message: board }, 'Start all');
  await trtc.until(({ tasks }) => tasks.length >= stoppedAt);
  bots.at(-1)?.listen();
  const started = trtc.tasks.length;
  const asked = Date.now();
  const seconds = (at: number) => ((at - asked) / 1000).toFixed(1);
  await alice.command('show stop show0', { channel: board.channel });
  await slack.until((now) => now.messages(board.channel)[0]?.text.startsWith(`⏹ ${rows} of ${rows}`));
  const shown = Date.now();
  const isStop = ({ action }: { action: string }) => action === 'StopStreamIngest';
  const last = Math.max(...trtc.calls.filter(isStop).map(({ at }) => at));
  return [rows, started, trtc.tasks.length - started, seconds(last), seconds(shown)].map(String);
}
