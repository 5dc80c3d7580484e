import { WebClient } from '@slack/web-api';
import fc from 'fast-check';
import type { JsonObject } from '../../sandbox/slack/json.ts';
import type { Delivery, Request } from '../../sandbox/slack/types.ts';
import { secrets } from '../../sandbox/stage.ts';
import { fields } from '../../src/ingest/fields.ts';
import { actionIds } from '../../src/slack/blocks/buttons.ts';
import { asListed, commandWords } from '../../src/slack/command-line/tokens.ts';
import type { Word } from '../../src/slack/command-line/typed-text.ts';
import { callbackIds } from '../../src/slack/format/ids.ts';
import { startForm } from '../../src/slack/views/start-form.ts';
import { prod } from '../support/samples.ts';
import { plainWord } from '../support/typed.ts';
import { operators, startWatchedBot, stranger, type WatchedBot } from './bot.ts';
import { type Callback, callbacks } from './callback-bodies.ts';
import { commandTexts } from './command-texts.ts';
import { formValues } from './form-values.ts';
import { nastyText } from './nasty.ts';
import {
  handleHere,
  messageOf,
  messages,
  metadata,
  type Part,
  presses,
  type ShortcutMessage,
} from './payloads.ts';
import { type Subject, subject } from './property.ts';
import { post, wrongStatus } from './route.ts';
import { refuse } from './seen.ts';
import { asSeen, standsIn } from './typed-starts.ts';

/** Cases after which the bot is started afresh, so that what it has done in one is soon looked at to the end. */
const casesOfABot = 500;

/** What may end in a call to TRTC, where it is right and the person may do it. */
const calling = {
  commands: ['start', 'status', 'stop', 'pause', 'resume', 'update', 'doctor'],
  buttons: ['status', 'stop', 'remove-robot', 'pause', 'resume', 'stop-all'],
};

const anybody = fc.oneof(
  { arbitrary: fc.constantFrom(...operators), weight: 4 },
  { arbitrary: fc.constant(stranger), weight: 1 },
);

export interface WholeBot {
  subjects: readonly Subject[];
  /** Ends the bot that runs. @throws Error with what was wrong and came late */
  stop(): Promise<void>;
}

/** The same inputs, sent to the real bot as Slack and TRTC send them. */
export function wholeBot(): WholeBot {
  let current: Promise<WatchedBot> | undefined;
  let cases = 0;

  async function running(): Promise<WatchedBot> {
    cases += 1;
    if (cases % casesOfABot === 0) await stop();
    current ??= startWatchedBot();
    return current;
  }

  async function stop(): Promise<void> {
    const last = await current;
    current = undefined;
    await last?.stop();
  }

  const whole = <T>(
    name: string,
    share: number,
    one: fc.Arbitrary<T>,
    look: (bot: WatchedBot, one: T, user: string) => Promise<void>,
  ): Subject =>
    subject(name, share, fc.tuple(one, anybody), async ([it, user]) => look(await running(), it, user));

  return {
    stop,
    subjects: [
      whole('command text', 4, commandTexts, command),
      whole('states of the start form', 2, formValues, sendStart),
      whole('states of the form with volume and speed', 1, fc.tuple(formValues, metadata), adjustForm),
      whole('pressed buttons', 3, presses, press),
      whole('states of the start form as its source is checked', 1, formValues, checkForm),
      whole("TRTC's callbacks", 2, callbacks, callback),
      whole("shortcuts' messages", 1, fc.tuple(messages, nastyText), shortcut),
    ],
  };
}

async function command(bot: WatchedBot, text: string, user: string): Promise<void> {
  const read = commandWords(text);
  const [name = plainWord(''), ...words] = read.ok ? read.words : [];
  const may = {
    call: user !== stranger && calling.commands.includes(asListed(name.text)),
    name: words.map(personIn).find((id) => id !== undefined),
  };
  const { calls } = bot.stage.trtc;
  const before = calls.length;
  await bot.watch(user, () => bot.stage.slack.person(user).command(text), may);
  // A preset holds what an earlier case typed.
  if (/preset/i.test(text.normalize('NFKC'))) return;
  const begun = calls.slice(before).filter(({ action }) => action === 'StartStreamIngest');
  const untyped = begun.filter(({ params }) => !standsIn(String(params.RoomId), asSeen(text)));
  refuse(untyped.map(({ params }) => `nobody typed the room ${params.RoomId}`));
}

/** The person that the bot may name because of this word. */
function personIn({ text, recognised }: Word): string | undefined {
  if (recognised?.as.kind === 'mention') return recognised.as.id;
  return /\b[UW][A-Z0-9]+/.exec(text)?.[0];
}

async function sendStart(bot: WatchedBot, values: unknown, user: string): Promise<void> {
  const { responseUrl } = await bot.ticket(user);
  const response_urls = [{ response_url: responseUrl }];
  const sent = submission(callbackIds.start, values, '', response_urls);
  const may = { call: user !== stranger, inputs: [...fields, 'channel'] };
  await bot.watch(user, () => send(bot, user, sent), may);
}

async function adjustForm(bot: WatchedBot, [values, about]: [unknown, unknown], user: string): Promise<void> {
  const sent = submission(callbackIds.adjust, values, await withHandle(about, bot), []);
  await bot.watch(user, () => send(bot, user, sent), {
    call: user !== stranger,
    inputs: ['volume', 'tempo'],
  });
}

type Press = typeof presses extends fc.Arbitrary<infer T> ? T : never;

async function press(bot: WatchedBot, one: Press, user: string): Promise<void> {
  const { trigger, responseUrl } = await bot.ticket(user);
  const { action, value, channel, inHome } = one;
  const place = inHome
    ? { view: { type: 'home', id: 'V0HOME', private_metadata: one.metadata } }
    : { channel: { id: channel }, ...given('response_url', one.responseUrl, responseUrl) };
  const body = {
    type: 'block_actions',
    ...place,
    // A request that comes again under its id is one that was answered.
    trigger_id: one.fresh ? trigger : nextId('gone'),
    actions: [{ type: 'button', action_id: action, block_id: 'b', value: await withHandle(value, bot) }],
  };
  const call = user !== stranger && calling.buttons.includes(action);
  await bot.watch(user, () => send(bot, user, body), { call });
}

/** Presses Check in a form that the person has open, with this state. */
async function checkForm(bot: WatchedBot, values: unknown, user: string): Promise<void> {
  const { slack } = bot.stage;
  const { trigger: trigger_id } = await bot.ticket(user);
  const client = new WebClient(secrets.botToken, { slackApiUrl: slack.apiUrl });
  const { view } = await client.views.open({
    trigger_id,
    view: startForm({ draft: {}, checks: true }, [prod]),
  });
  const open = slack.views.find(({ id }) => id === view?.id);
  if (open === undefined) throw new Error('The form is not open');
  Object.assign(open, { state: values });
  await bot.watch(user, () => slack.person(user).press({ view: open }, actionIds.checkForm), { call: false });
}

type Shortcut = [ShortcutMessage, string];

async function shortcut(bot: WatchedBot, [message, channel]: Shortcut, user: string): Promise<void> {
  const { trigger, responseUrl } = await bot.ticket(user);
  const body = {
    type: 'message_action',
    callback_id: callbackIds.ingestLink,
    trigger_id: trigger,
    response_url: responseUrl,
    channel: { id: channel.length % 2 === 0 ? 'C0LIVEOPS' : channel },
    message: messageOf(shallow(message)),
  };
  await bot.watch(user, () => send(bot, user, body), { call: false });
}

/** Deeper ones cannot be sent from here; the pure layer gets them. */
function shallow(one: ShortcutMessage): ShortcutMessage {
  return 'levels' in one ? { levels: Math.min(one.levels, 1_000) } : one;
}

async function callback(bot: WatchedBot, one: Callback): Promise<void> {
  const url = `http://127.0.0.1:${bot.stage.port}/trtc/events`;
  refuse(wrongStatus(one, await post(url, one, (await bot.live()).taskId)));
  bot.look({ call: false });
}

let ids = 0;

function nextId(kind: string): string {
  ids += 1;
  return `${kind}${ids}`;
}

function submission(
  callback_id: string,
  values: unknown,
  private_metadata: unknown,
  response_urls: object[],
) {
  return {
    type: 'view_submission',
    view: { type: 'modal', id: nextId('V0FUZZ'), callback_id, private_metadata, state: { values } },
    response_urls,
  };
}

/** The value with the handle of the running stream where that is meant. */
async function withHandle(value: unknown, bot: WatchedBot): Promise<unknown> {
  return typeof value === 'string' ? value.replaceAll(handleHere, (await bot.live()).handle) : value;
}

function given(name: string, part: Part, right: string): JsonObject {
  if (part.kind === 'missing') return {};
  return { [name]: part.kind === 'right' ? right : part.is };
}

/** Sends a body as Slack does, signed. */
function send({ stage }: WatchedBot, user: string, body: JsonObject): Promise<Delivery> {
  const request: Request = {
    kind: 'interactive',
    body: { user: { id: user }, team: { id: 'T0STUDIO' }, api_app_id: 'A0INGEST', ...body },
  };
  return stage.slack.redeliver({ request, status: 0, body: undefined, ackedAfterMs: 0 });
}
