import { cpus } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { startBareBolt } from './bare-bolt.ts';
import type { SlackStandIn } from './slack/index.ts';
import { channels, people, startStage } from './stage.ts';

const commands = 100;
const limitPerSecond = 20;
/** The first 20 may leave at once, so the last 20 of 100 may leave after four seconds. */
const leastSeconds = commands / limitPerSecond - 1;

interface Row {
  what: string;
  started: number;
  refused: number;
  seconds: number;
  /** Acknowledgement of the commands, in ms. */
  acks: readonly number[];
}

/** Measures the bot and a bare Bolt handler, one after the other against the same stand-ins. */
async function bench(): Promise<void> {
  const stage = await startStage({ settings: { LOG_LEVEL: 'info' }, limitPerSecond });
  const { slack, trtc } = stage;
  const rows: Row[] = [];

  await slack.person(people.alice.id).command('start warmup https://a.b/0.mp4');
  await slack.until((now) => told(now).length === 1);
  rows.push(await measure('this bot'));

  const bare = await startBareBolt(slack.apiUrl, trtc.url);
  slack.deliverTo({ mode: 'http', url: `http://127.0.0.1:${bare.port}/slack/events` });
  slack.reset();
  await slack.person(people.alice.id).command('start warmup https://a.b/0.mp4');
  await slack.until((now) => told(now).length === 1);
  rows.push(await measure('bare Bolt handler'));

  process.stdout.write(`${table(rows)}\n`);
  await bare.stop();
  await stage.stop();

  async function measure(what: string): Promise<Row> {
    // The call of the warm-up counts against the limit for a second.
    await setTimeout(1_100);
    slack.reset();
    trtc.reset();
    const alice = slack.person(people.alice.id);
    const began = performance.now();
    const deliveries = await Promise.all(
      Array.from({ length: commands }, (_, n) => alice.command(`start room-${n} https://a.b/${n}.mp4`)),
    );
    await slack.until((now) => told(now).length === commands);
    return {
      what,
      started: told(slack).filter((text) => text.includes('TaskId')).length,
      refused: trtc.calls.filter((call) => call.outcome.kind === 'error').length,
      seconds: (performance.now() - began) / 1000,
      acks: deliveries.map((delivery) => delivery.ackedAfterMs),
    };
  }
}

/** Outcomes that people can read: a TaskId or a failure. */
function told(slack: SlackStandIn): string[] {
  return slack
    .messages(channels.live.id)
    .map((message) => message.text)
    .filter((text) => /TaskId|failed|❌/.test(text));
}

function table(rows: readonly Row[]): string {
  const head = `| ${commands} commands at once | answered with a TaskId | refused by the limit | seconds until the last answer | over the least possible (${leastSeconds} s) | acknowledged, median / slowest (ms) |`;
  const lines = rows.map(({ what, started, refused, seconds, acks }) => {
    const over =
      started === commands ? `${(((seconds - leastSeconds) / leastSeconds) * 100).toFixed(1)} %` : '–';
    return `| ${what} | ${started} | ${refused} | ${seconds.toFixed(2)} | ${over} | ${percentile(acks, 0.5)} / ${percentile(acks, 1)} |`;
  });
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.versions.node}`;
  return [head, '|---|---|---|---|---|---|', ...lines, '', machine].join('\n');
}

function percentile(values: readonly number[], part: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.ceil(part * sorted.length) - 1] ?? 0).toFixed(0);
}

await bench();
