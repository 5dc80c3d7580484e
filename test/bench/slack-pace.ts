import { type StandIns, startStandIns } from '../../sandbox/stage.ts';
import { type Contender, startContender } from './contender.ts';
import { orderIn, outcomesIn } from './starting.ts';
import { table } from './table.ts';

const starts = 30;
/** A bare handler whose message Slack refuses tries it again by itself, for half an hour; so long it is waited for. */
const longestMs = 120_000;

interface Place {
  name: string;
  /** The channel of the n-th start. */
  channelOf(n: number): string;
  /** Seconds after which the last card can be posted at the earliest. */
  leastSeconds: number;
}

const places: readonly Place[] = [
  { name: 'one channel', channelOf: () => 'C0SHOW0', leastSeconds: starts - 10 },
  { name: `${starts} channels`, channelOf: (n) => `C0SHOW${n}`, leastSeconds: 0 },
];

/** How starts fare that come at once, with a Slack that takes ten messages at once and then one a second and channel. */
export async function slackPace(): Promise<string> {
  const rows: string[][] = [];
  for (const which of ['bot', 'byHand', 'bare'] as const)
    for (const place of places) rows.push(await measure(which, place));
  return `**${starts} commands at once**, Slack takes ten messages at once in a channel and then one a second, and 50 edits a minute\n\n${table(
    [
      '',
      'into',
      'started',
      'last call to TRTC after (s; at the earliest)',
      'last TaskId told after (s)',
      'messages that Slack refused',
    ],
    rows,
  )}`;
}

async function measure(which: 'bot' | 'byHand' | 'bare', place: Place): Promise<string[]> {
  const standIns = await startStandIns();
  const contender = await startContender(which, standIns);
  addChannels(standIns);
  contender.listen();
  const row = await measured(standIns, contender, place);
  await contender.stop();
  await Promise.all([standIns.slack.close(), standIns.trtc.close()]);
  return row;
}

async function measured(standIns: StandIns, contender: Contender, place: Place): Promise<string[]> {
  const { slack, trtc } = standIns;
  const began = Date.now();
  const since = (at: number) => ((at - began) / 1000).toFixed(1);
  await Promise.all(Array.from({ length: starts }, (_, n) => orderIn(standIns, n, place.channelOf(n))));
  const channels = Array.from({ length: starts }, (_, n) => `C0SHOW${n}`);
  const told = () => channels.flatMap((channel) => outcomesIn(slack, channel)).length;
  const late = new Promise<void>((resolve) => setTimeout(resolve, longestMs).unref());
  await Promise.race([slack.until(() => told() >= starts), late]);
  const all = told();
  const toldAt = all < starts ? `${all} of ${starts} after ${longestMs / 1000}` : since(Date.now());
  const calls = trtc.calls.filter(({ action }) => action === 'StartStreamIngest');
  const refused = slack.calls.filter(({ status }) => status === 429).length;
  return [
    contender.name,
    place.name,
    String(trtc.tasks.length),
    `${since(calls.at(-1)?.at ?? began)} (${place.leastSeconds})`,
    toldAt,
    String(refused),
  ];
}

function addChannels({ slack }: StandIns): void {
  const members = slack.people.map(({ id }) => id);
  for (let n = 0; n < starts; n += 1)
    slack.channels.push({ id: `C0SHOW${n}`, name: `show-${n}`, members, botIsMember: true });
}
