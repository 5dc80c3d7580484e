import type { Actor } from './slack/index.ts';
import { renderChannel, renderEphemeral } from './slack/render.ts';
import { channels, people, type Stage, startStage } from './stage.ts';

/** Plays a short show in the terminal: the real bot, between a Slack workspace and a TRTC service on this machine. */
async function demo(): Promise<void> {
  const stage = await startStage();
  const { slack, trtc, sources } = stage;
  const alice = slack.person(people.alice.id);
  const mallory = slack.person(people.mallory.id);
  const channel = channels.live.id;

  say('The example of the StartStreamIngest reference page:');
  await type(alice, 'start --room room123 --user robot123 --room-type 1 --url https://a.b/test.mp4');
  await threadsToEnd(stage, 1);
  const [call] = trtc.calls;
  say('What arrived at the TRTC API, signed, with a UserSig that verifies:');
  print(JSON.stringify({ ...call?.params, UserSig: '(verified, not shown)' }, null, 2));

  say('A wrong command; only alice sees the answer:');
  await type(alice, 'start --rom room124 --url htps://a.b/test.mp4 --volume 300');
  await showAnswer(stage, 1);

  say('Somebody who is not on the allowlist; only mallory sees the answer:');
  await type(mallory, 'start --room room124 --url https://a.b/test.mp4');
  await showAnswer(stage, 2);

  say('Is there anything at that address? A source that fits, and one that TRTC does not take:');
  await type(alice, `check ${sources.url('film.mp4')}`);
  await showAnswer(stage, 3);
  await type(alice, `check ${sources.url('h265.mp4')}`);
  await showAnswer(stage, 4);

  say('A start that TRTC refuses:');
  trtc.fail({
    kind: 'error',
    code: 'FailedOperation.NotRtmpFunction',
    message: 'RTMP is not enabled for this SdkAppId.',
  });
  await type(alice, 'start room124 rtmp://user:password@live.example.com/show/stream-key --volume 80');
  await threadsToEnd(stage, 2);

  say('The channel as everybody sees it now:');
  print(renderChannel(slack, channel));
  await stage.stop();

  async function type(person: Actor, text: string): Promise<void> {
    print(`${person.name} types: /ingest ${text}`);
    await person.command(text, { channel });
  }
}

/** Resolves when so many cards have an answer in their thread and say so themselves. */
async function threadsToEnd({ slack }: Stage, threads: number): Promise<void> {
  await slack.until((workspace) => {
    const messages = workspace.messages(channels.live.id);
    const replies = messages.filter((message) => message.thread_ts !== undefined);
    const edited = messages.filter((message) => message.edited !== undefined);
    return replies.length >= threads && edited.length >= threads;
  });
}

async function showAnswer({ slack }: Stage, number: number): Promise<void> {
  const answer = await slack.until((workspace) => workspace.ephemerals[number - 1]);
  print(renderEphemeral(slack, answer));
}

function say(text: string): void {
  print(`\n── ${text}\n`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

await demo();
