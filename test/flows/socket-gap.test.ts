import { describe, expect, test } from '@jest/globals';
import { answered, example, people, replies, type Stage, stageFor } from '../support/bot-stage.ts';

const opening = 'apps.connections.open';
const refusals = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'user_removed_from_team',
  'team_disabled',
];

/** A bot whose socket is gone, and which Slack refuses another; gives what ends that. */
async function refused(error: string): Promise<{ stage: Stage; mend: () => void }> {
  const stage = await stageFor({ mode: 'socket' });
  return { stage, mend: await refuse(stage, error) };
}

async function refuse({ slack }: Stage, error: string): Promise<() => void> {
  const mend = slack.fail({ kind: 'error', error }, { method: opening, times: Number.POSITIVE_INFINITY });
  slack.disconnect('drop');
  const refusals = () =>
    slack.calls.filter(({ method, answer }) => method === opening && says(answer, error));
  await slack.until(() => refusals().length >= 3);
  return mend;
}

describe.each(refusals)('While Slack refuses a socket again and again with %s', (error) => {
  test('a command is not taken, and is answered once when Slack sends it again after that', async () => {
    const { stage, mend } = await refused(error);
    const { slack, trtc } = stage;
    const lost = await slack.person(people.alice.id).command(example);
    expect(lost.failure).toBe('dispatch_failed');
    expect(trtc.calls).toEqual([]);
    mend();
    await slack.until((now) => now.connections === 1);
    await slack.redeliver(lost);
    await answered(slack);
    expect(trtc.tasks).toHaveLength(1);
  });

  test('what was under way goes on and is told, and a stop waits for it', async () => {
    const stage = await stageFor({ mode: 'socket' });
    const { slack, trtc, app, log } = stage;
    trtc.fail({ kind: 'stall' });
    await slack.person(people.alice.id).command(example);
    await trtc.until((api) => api.calls.some((call) => call.outcome.kind === 'stalled'));
    await refuse(stage, error);
    const stopped = app.stop();
    await slack.until(() => log.some((line) => line.includes('Stopping')));
    expect(log.some((line) => line.includes('"Stopped"'))).toBe(false);
    trtc.release();
    await stopped;
    expect(log.at(-1)).toContain('"Stopped"');
    expect(replies(slack).map(({ text }) => text)).toEqual([
      expect.stringContaining(`TaskId \`${trtc.tasks[0]?.taskId}\``),
    ]);
    expect(slack.connections).toBe(0);
  });
});

function says(answer: unknown, error: string): boolean {
  return JSON.stringify(answer ?? '').includes(error);
}
