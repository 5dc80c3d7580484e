import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../../sandbox/slack/json.ts';
import type { Delivery, WebApiCall } from '../../sandbox/slack/types.ts';
import { bot as itself } from '../../sandbox/slack/workspace.ts';
import { channels, group, people, type Stage, secrets as settled, startStage } from '../../sandbox/stage.ts';
import { typedSecrets } from './nasty.ts';
import { callbackKey } from './route.ts';
import { errorRefusals, refuse, secretsIn, wrongIn } from './seen.ts';

const { alice, bob, carol, mallory } = people;
/** Whoever runs streams, may change who may, and may do nothing. */
export const operators = [alice.id, bob.id, carol.id] as const;
export const stranger = mallory.id;

const secrets = [...Object.values(settled), callbackKey, ...typedSecrets];

const known = {
  users: [...Object.values(people).map(({ id }) => id), itself.userId],
  groups: [group.id],
  channels: Object.values(channels).map(({ id }) => id),
};

/** An answer takes milliseconds; whoever has none after so long gets none. */
const answerWithinMs = 10_000;

/** What Slack may refuse because of what a case made up; all other refusals are the bot's own doing. */
const madeUp = [
  ...['invalid_trigger_id', 'exchanged_trigger_id', 'expired_trigger_id', 'not_found', 'expired_url'],
  ...['channel_not_found', 'not_in_channel', 'is_archived', 'user_not_found', 'used_url'],
];

/** What a case may do besides getting an answer. */
export interface May {
  /** Whether TRTC may be called. */
  call: boolean;
  /** Somebody whom the bot may name because it was asked about them. */
  name?: string | undefined;
  /** Blocks of the form that was sent off. */
  inputs?: readonly string[];
}

export interface Live {
  handle: string;
  taskId: string;
}

/** The real bot on its stage, with one running stream, watched in all that it says, calls and logs. */
export interface WatchedBot {
  stage: Stage;
  /** The running stream; another one where somebody has ended it. */
  live(): Promise<Live>;
  /** Does something as a person, waits until they have their answer, and refuses whatever is wrong. */
  watch(user: string, work: () => Promise<Delivery>, may: May): Promise<void>;
  /** Refuses whatever is wrong in what was said, called and logged since the last time. */
  look(may: May): void;
  /** A trigger and a response_url that Slack has just given out to this person. */
  ticket(user: string): Promise<{ trigger: string; responseUrl: string }>;
  /** Stops the bot when all it has begun is done, and looks a last time. */
  stop(): Promise<void>;
}

/** Starts the bot on a file of its own, as it runs where nothing else is set. */
export async function startWatchedBot(): Promise<WatchedBot> {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const stage = await startStage({
    // What is looked for is harm, on machines that may be busy.
    ackWithinMs: 30_000,
    // Answers to one person would wait for their turn, hundreds of them, and be given up when the bot is stopped.
    unpaced: true,
    // What a check of a source looks for leads nowhere: nothing leaves this machine.
    runtime: { lookup: async () => [] },
    settings: {
      STORE_URL: `file:${folder}/store`,
      TRTC_CALLBACK_KEY: callbackKey,
      // What the bot asks TRTC by itself would be taken for the doing of a case.
      MONITOR_INTERVAL_SECONDS: '3600',
    },
  });
  const { slack, trtc, log } = stage;
  const seen = { calls: 0, log: 0, asked: 0, ephemerals: 0, messages: 0 };
  let current: Live | undefined;
  /** Whether the case before this one may still call TRTC: people are answered before some calls are made. */
  let mayBeLate = false;

  return {
    stage,
    async live() {
      const runs = trtc.tasks.some((task) => task.taskId === current?.taskId && task.state === 'running');
      if (!runs || current === undefined) current = await startOne();
      return current;
    },
    watch,
    look,
    async ticket(user) {
      const delivery = await slack.person(user).command('help');
      await answered(user, () => whisperedTo(user));
      look({ call: mayBeLate });
      const { trigger_id, response_url } = delivery.request.body;
      return { trigger: String(trigger_id), responseUrl: String(response_url) };
    },
    async stop() {
      await stage.stop();
      rmSync(folder, { recursive: true });
      look({ call: true });
    },
  };

  async function startOne(): Promise<Live> {
    await slack.person(alice.id).command('start show https://a.b/show.mp4');
    const text = await slack.until(() =>
      allMessages()
        .slice(seen.messages)
        .map((one) => one.text)
        .find((one) => one.includes('TaskId')),
    );
    look({ call: true });
    const [, taskId = '', handle = ''] = /TaskId `([^`]+)`.*task `(\w{6})`/.exec(text) ?? [];
    return { handle, taskId };
  }

  async function watch(user: string, work: () => Promise<Delivery>, may: May): Promise<void> {
    const views = viewsOf(user);
    const delivery = await work();
    if (delivery.status !== 200) throw new Error(`answered with HTTP ${delivery.status}`);
    const errors = isObject(delivery.body) ? delivery.body.errors : undefined;
    if (errors === undefined) {
      await answered(user, () => whisperedTo(user) || writtenFor(user) || viewsOf(user) !== views);
    } else {
      refuse([...errorRefusals(errors, may.inputs ?? []), ...secretsIn(JSON.stringify(errors), secrets)]);
    }
    const call = errors === undefined && may.call;
    look({ ...may, call: call || mayBeLate });
    mayBeLate = call;
  }

  async function answered(user: string, hasAnswer: () => boolean): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${user} has no answer`)), answerWithinMs);
    });
    try {
      await Promise.race([slack.until(hasAnswer), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The doctor tries whether it can whisper before it has an answer. */
  function whisperedTo(user: string): boolean {
    return slack.ephemerals
      .slice(seen.ephemerals)
      .some((one) => one.user === user && !one.text.startsWith('🩺'));
  }

  /** In a thread of theirs, in one that names them, or directly to them. */
  function writtenFor(user: string): boolean {
    return allMessages()
      .slice(seen.messages)
      .some(({ channel, thread_ts, text }) => {
        if (channel.startsWith('D'))
          return slack.channels.some((one) => one.id === channel && one.members.includes(user));
        const root = slack.messages(channel).find((one) => one.ts === thread_ts);
        return root !== undefined && `${root.text}${text}`.includes(`<@${user}>`);
      });
  }

  function viewsOf(user: string): string {
    return [...slack.views, ...slack.homes]
      .filter((view) => view.user === user)
      .map((view) => view.hash)
      .join(' ');
  }

  function allMessages() {
    return slack.channels
      .flatMap(({ id }) => slack.messages(id))
      .toSorted((a, b) => Number(a.ts) - Number(b.ts));
  }

  function look({ call, name }: May): void {
    const mayName = name === undefined ? known : { ...known, users: [...known.users, name] };
    const wrong = [
      ...slack.calls
        .slice(seen.calls)
        .flatMap((one) => [...wrongCall(one), ...wrongIn(shownBy(one), mayName, secrets)]),
      ...log.slice(seen.log).flatMap(wrongLine),
      ...slack.complaints.map(({ detail }) => `Slack complains: ${detail}`),
      ...(call || trtc.calls.length === seen.asked ? [] : [`TRTC was called: ${trtc.calls.at(-1)?.action}`]),
      ...trtc.calls
        .slice(seen.asked)
        .flatMap(({ outcome }) => (outcome.kind === 'error' ? [`TRTC refused: ${outcome.code}`] : [])),
    ];
    Object.assign(seen, {
      calls: slack.calls.length,
      log: log.length,
      asked: trtc.calls.length,
      ephemerals: slack.ephemerals.length,
      messages: allMessages().length,
    });
    refuse(wrong);
  }
}

/** The part of a call to Slack that people see. */
function shownBy({ args }: WebApiCall): JsonObject {
  const { text, blocks, view } = args;
  return { ...(text === undefined ? {} : { text }), blocks, view };
}

/** A call that Slack refuses for anything but what the case made up breaks a rule of Slack's. */
function wrongCall({ method, answer }: WebApiCall): string[] {
  if (!isObject(answer) || answer.ok !== false || madeUp.includes(String(answer.error))) return [];
  return [`Slack refused ${method}: ${JSON.stringify(answer).slice(0, 500)}`];
}

const levels = { error: 50 };

/** A line of the log that holds a secret, or says that something went wrong in the bot. */
function wrongLine(line: string): string[] {
  const { level } = JSON.parse(line);
  return [
    ...secretsIn(line, secrets),
    ...(level >= levels.error ? [`the log says: ${line.slice(0, 800)}`] : []),
  ];
}
