import { describe, expect, test } from '@jest/globals';
import {
  answered,
  channels,
  example,
  people,
  type Stage,
  secrets,
  stageFor,
  startOne,
  whispered,
} from '../support/bot-stage.ts';
import { eventually } from '../support/eventually.ts';
import { logLines, slackCalled } from '../support/log-lines.ts';

const alice = people.alice.id;

async function scraped({ port }: Pick<Stage, 'port'>): Promise<string[]> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  return (await response.text()).split('\n');
}

/** The samples of one metric, in the order of the text, without its name. */
function samples(lines: readonly string[], name: string): string[] {
  return lines.filter((line) => line.startsWith(`${name}{`)).map((line) => line.slice(name.length));
}

/** What was counted of commands, once there is so much of it: they are counted when they have been answered. */
function commandsOf(stage: Stage, count: number): Promise<string[]> {
  return eventually(
    async () => samples(await scraped(stage), 'ingest_commands_total'),
    (counted) => counted.length >= count,
  );
}

test.each(['http', 'socket'] as const)(
  'Metrics are served over %s, those of the process too',
  async (mode) => {
    const lines = await scraped(await stageFor({ mode }));
    expect(lines).toContain('# TYPE ingest_commands_total counter');
    expect(lines).toContain('# TYPE nodejs_eventloop_lag_seconds gauge');
    expect(lines.some((line) => line.startsWith('process_resident_memory_bytes '))).toBe(true);
  },
);

test('The depth of the queue counts what is under way', async () => {
  const stage = await stageFor();
  expect(await scraped(stage)).toContain('ingest_queue_depth 0');
  stage.trtc.fail({ kind: 'stall' });
  await stage.slack.person(alice).command(example);
  await stage.trtc.until(({ calls }) => calls.length === 1);
  expect(await scraped(stage)).toContain('ingest_queue_depth 1');
  stage.trtc.release();
});

describe('Commands are counted', () => {
  test.each([
    ['list', alice, '{command="list",outcome="done"} 1'],
    ['', alice, '{command="form",outcome="done"} 1'],
    ['list --al', alice, '{command="list",outcome="rejected"} 1'],
    ['status nosuch', alice, '{command="status",outcome="rejected"} 1'],
    ['start room1', alice, '{command="start",outcome="rejected"} 1'],
    ['strat room1', alice, '{command="unknown",outcome="rejected"} 1'],
    ['list "', alice, '{command="unknown",outcome="rejected"} 1'],
    ['preset show nosuch', alice, '{command="preset",outcome="rejected"} 1'],
    [example, people.mallory.id, '{command="start",outcome="denied"} 1'],
    ['list', people.mallory.id, '{command="list",outcome="denied"} 1'],
  ])('`%s` of %s', async (text, person, sample) => {
    const log = logLines();
    const stage = await stageFor({ runtime: { logTo: log } });
    await stage.slack.person(person).command(text);
    await log.until(1, text === '' ? slackCalled('views.open') : slackCalled('response_url'));
    expect(await commandsOf(stage, 1)).toEqual([sample]);
  });

  test('as failed where TRTC did not do it', async () => {
    const stage = await stageFor();
    const { handle } = await startOne(stage);
    stage.trtc.fail({ kind: 'error', code: 'InvalidParameter.TaskId' }, { action: 'UpdateStreamIngest' });
    await stage.slack.person(alice).command(`pause ${handle}`);
    await whispered(stage.slack);
    expect(await commandsOf(stage, 2)).toContain('{command="pause",outcome="failed"} 1');
  });
});

test.each([
  ['not_in_channel', 'rejected'],
  ['token_revoked', 'failed'],
])('A start whose card Slack does not take (%s) is counted as %s', async (error, outcome) => {
  const stage = await stageFor();
  stage.slack.fail({ kind: 'error', error }, { method: 'chat.postMessage', times: Infinity });
  await stage.slack.person(alice).command(example);
  await whispered(stage.slack);
  expect(await commandsOf(stage, 1)).toEqual([`{command="start",outcome="${outcome}"} 1`]);
});

describe('Starts are counted by outcome and code,', () => {
  test.each([
    [undefined, '{outcome="started",code="none"} 1'],
    ['FailedOperation.NotRtmpFunction', '{outcome="failed",code="FailedOperation.NotRtmpFunction"} 1'],
    ['InvalidParameter.Brandnew', '{outcome="failed",code="InvalidParameter.*"} 1'],
    ['Made.Up', '{outcome="failed",code="other"} 1'],
  ])('%s', async (code, sample) => {
    const stage = await stageFor();
    if (code !== undefined) stage.trtc.fail({ kind: 'error', code });
    await stage.slack.person(alice).command(example);
    await answered(stage.slack);
    expect(samples(await scraped(stage), 'ingest_starts_total')).toEqual([sample]);
  });

  test('those whose answer was lost', async () => {
    const stage = await stageFor();
    stage.trtc.fail({ kind: 'lose-answer' });
    await stage.slack.person(alice).command(example);
    await answered(stage.slack);
    const lines = await scraped(stage);
    expect(samples(lines, 'ingest_starts_total')).toEqual(['{outcome="unknown",code="Network.*"} 1']);
    expect(samples(lines, 'ingest_tasks')).toContain('{state="unknown"} 1');
  });

  test('and those that could not be announced', async () => {
    const stage = await stageFor();
    await stage.slack.person(alice).command(example, { channel: channels.elsewhere.id });
    await whispered(stage.slack);
    expect(samples(await scraped(stage), 'ingest_starts_total')).toEqual([
      '{outcome="failed",code="cannot_post"} 1',
    ]);
  });
});

test('What runs is counted by state', async () => {
  const log = logLines();
  let now = Date.now();
  const stage = await stageFor({ runtime: { logTo: log, clock: () => now } });
  const { card } = await startOne(stage);
  expect(samples(await scraped(stage), 'ingest_tasks')).toEqual([
    '{state="queued"} 0',
    '{state="starting"} 0',
    '{state="live"} 1',
    '{state="paused"} 0',
    '{state="stopping"} 0',
    '{state="unknown"} 0',
  ]);
  await stage.slack.person(alice).press({ message: card }, 'Pause');
  await log.until(1, ({ event }) => event === 'paused');
  now += 5_000;
  const after = samples(await scraped(stage), 'ingest_tasks');
  expect(after.filter((line) => !line.endsWith(' 0'))).toEqual(['{state="paused"} 1']);
});

test('Calls are timed by method and outcome, acknowledgements by the kind of request', async () => {
  const log = logLines();
  let read = 0;
  const stage = await stageFor({
    runtime: {
      logTo: log,
      stopwatch: () => {
        read += 1;
        return read * 20;
      },
    },
  });
  stage.trtc.fail({ kind: 'error', code: 'InternalError.InternalError' });
  stage.slack.fail({ kind: 'rate-limited', retryAfterSeconds: 0 }, { method: 'chat.postMessage' });
  const { card } = await startOne(stage);
  stage.slack.fail({ kind: 'error', error: 'is_archived' }, { method: 'chat.postMessage' });
  stage.slack.fail({ kind: 'reset' }, { method: 'chat.update', times: 1 });
  await stage.slack.person(alice).press({ message: card }, 'Pause');
  await log.until(2, slackCalled('chat.update'));
  const lines = await scraped(stage);
  const counts = (name: string) => samples(lines, `${name}_count`);
  expect(counts('ingest_trtc_request_duration_seconds')).toEqual([
    '{action="StartStreamIngest",outcome="refused"} 1',
    '{action="StartStreamIngest",outcome="ok"} 1',
    '{action="UpdateStreamIngest",outcome="ok"} 1',
  ]);
  expect(counts('ingest_slack_request_duration_seconds')).toEqual(
    expect.arrayContaining([
      '{method="auth.test",outcome="ok"} 1',
      '{method="chat.postMessage",outcome="limited"} 1',
      '{method="chat.postMessage",outcome="refused"} 1',
      '{method="chat.update",outcome="unreachable"} 1',
      '{method="chat.update",outcome="ok"} 2',
    ]),
  );
  expect(counts('ingest_slack_ack_duration_seconds')).toEqual(['{kind="command"} 1', '{kind="action"} 1']);
  const slowest = samples(lines, 'ingest_slack_ack_duration_seconds_bucket');
  expect(slowest).toContain('{le="0.01",kind="command"} 0');
  expect(slowest).toContain('{le="0.025",kind="command"} 1');
});

test('Nothing in the metrics is secret or about a person, a room or a task', async () => {
  const stage = await stageFor();
  const { handle, taskId } = await startOne(stage, 'start room123 rtmp://user:hunter2@a.b/live/key77');
  await stage.slack.person(alice).command('start room9');
  await whispered(stage.slack);
  const text = (await scraped(stage)).join('\n');
  const hidden = [handle, taskId, alice, channels.live.id, 'room', 'a.b', 'hunter2', 'key77', '127.0.0.1'];
  for (const word of [...hidden, ...Object.values(secrets)]) expect(text).not.toContain(word);
});
