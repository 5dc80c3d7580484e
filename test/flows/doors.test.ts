import { describe, expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import type { WebApiCall } from '../../sandbox/slack/index.ts';
import { includes, type Role } from '../../src/ingest/access.ts';
import type { Needs } from '../../src/slack/answers/authorize.ts';
import { actionIds } from '../../src/slack/blocks/buttons.ts';
import type { SingleCommand } from '../../src/slack/commands/command.ts';
import { callbackIds } from '../../src/slack/format/ids.ts';
import { button, message } from '../../src/slack/format/message.ts';
import { createDoors } from '../../src/slack/listeners/doors.ts';
import { startForm } from '../../src/slack/views/start-form.ts';
import {
  answered,
  cards,
  channels,
  example,
  people,
  type Stage,
  secrets,
  stageFor,
  startOne,
} from '../support/bot-stage.ts';
import { dispatcherOf, everyCommand, unused } from '../support/dispatching.ts';
import { prod } from '../support/samples.ts';

/** A command that does less for a lower role has a door of each. */
function needsOf({ needs, less }: SingleCommand, door: string): [string, Needs][] {
  return less === undefined
    ? [[door, needs]]
    : [
        [door, less.needs],
        [`${door}${inFull}`, needs],
      ];
}

const inFull = ' (in full)';

/** Every door by its name, and the role that it takes. */
function tableOfDoors(): Record<string, Needs> {
  const { buttons, forms, shortcuts, home } = createDoors(unused());
  const named = (kind: string, doors: Record<string, { needs: Needs }>) =>
    Object.entries(doors).map(([name, { needs }]) => [`${kind} ${name}`, needs]);
  const typed = dispatcherOf(everyCommand()).commands.flatMap((command) =>
    'members' in command
      ? [
          ...('otherwise' in command ? needsOf(command.otherwise, `/ingest ${command.name}`) : []),
          ...command.members.map(({ name, needs }) => [`/ingest ${command.name} ${name}`, needs]),
        ]
      : [[`/ingest ${command.name}`, command.needs]],
  );
  return Object.fromEntries([
    ...typed,
    ...named('button', buttons),
    ...named('shortcut', shortcuts),
    ...named('form', forms),
    ['home', home.needs],
  ]);
}

/** Written down once more: a door that is opened wider, or a new one, has to be put here on purpose. */
const expected: Record<string, Needs> = {
  '/ingest start': 'operator',
  '/ingest check': 'operator',
  '/ingest list': 'viewer',
  '/ingest status': 'viewer',
  '/ingest stop': 'operator',
  '/ingest pause': 'operator',
  '/ingest resume': 'operator',
  '/ingest update': 'operator',
  '/ingest history': 'viewer',
  // Whoever may only look is shown the board alone; in full it is posted.
  '/ingest show': 'viewer',
  '/ingest show (in full)': 'operator',
  '/ingest show start': 'operator',
  '/ingest show stop': 'operator',
  '/ingest show list': 'viewer',
  '/ingest show edit': 'operator',
  '/ingest show copy': 'operator',
  '/ingest show delete': 'operator',
  '/ingest show export': 'operator',
  '/ingest preset save': 'operator',
  '/ingest preset list': 'viewer',
  '/ingest preset show': 'viewer',
  '/ingest preset delete': 'operator',
  '/ingest allow': 'admin',
  '/ingest deny': 'admin',
  '/ingest who': 'viewer',
  '/ingest doctor': 'admin',
  '/ingest help': 'anybody',
  'button open-form': 'operator',
  'button open-draft': 'operator',
  'button edit-and-retry': 'operator',
  'button show-check': 'operator',
  'button show-delete': 'operator',
  'button show-edit': 'operator',
  'button show-open': 'operator',
  'button show-others': 'operator',
  'button show-retry': 'operator',
  'button show-row': 'viewer',
  'button show-start': 'operator',
  'button show-stop': 'operator',
  'button start-anyway': 'operator',
  'button start-preset': 'operator',
  'button adjust': 'operator',
  'button status': 'viewer',
  'button check': 'operator',
  'button check-form': 'operator',
  'button page': 'viewer',
  'button page-back': 'viewer',
  'button home-next': 'viewer',
  'button home-previous': 'viewer',
  'button stop': 'operator',
  'button remove-robot': 'operator',
  'button dismiss': 'operator',
  'button pause': 'operator',
  'button resume': 'operator',
  'button stop-all': 'operator',
  'shortcut start-stream': 'operator',
  'shortcut ingest-link': 'operator',
  'form start': 'operator',
  'form adjust': 'operator',
  'form show': 'operator',
  home: 'viewer',
};

test('Every door takes the role that is written down here', () => {
  expect(tableOfDoors()).toEqual(expected);
});

/** Makes ready how a person comes to a door, and gives the request itself. */
type Knock = (stage: Stage, user: string) => Promise<() => Promise<unknown>>;

const live = channels.live.id;

/** How a person comes to each door, with a request that does nothing that lasts, but for the form `start`. */
function knockAt(door: string): Knock {
  const [kind, id = ''] = door.split(' ');
  switch (kind) {
    case '/ingest': {
      const words = door.slice('/ingest '.length);
      // Without words it opens a form, which takes what all of it takes.
      const typed = words.endsWith(inFull) ? words.slice(0, -inFull.length) : `${words} zzzzzz`;
      return async ({ slack }, user) =>
        () =>
          slack.person(user).command(typed, { channel: live });
    }
    case 'button':
      return id === actionIds.checkForm ? checkingForm : pressing(id);
    case 'home':
      return async ({ slack }, user) =>
        () =>
          slack.person(user).openHome();
    case 'shortcut':
      return async ({ slack }, user) => {
        const { ts } = slack.person(people.alice.id).say('https://a.b/1.mp4', { channel: live });
        return () =>
          id === callbackIds.startShortcut
            ? slack.person(user).shortcut(id)
            : slack.person(user).messageShortcut(id, { channel: live, ts });
      };
    case 'form':
      return { [callbackIds.start]: sendingStart, [callbackIds.show]: sendingShow }[id] ?? sendingAdjust;
    default:
      throw new Error(`How does one come to ${door}?`);
  }
}

/** Presses a button of that id, as if the bot had shown it to that person. Its value names nothing that there is. */
function pressing(id: string): Knock {
  return async ({ slack }, user) => {
    const client = new WebClient(secrets.botToken, { slackApiUrl: slack.apiUrl });
    const content = message('Press it.', [button(id, 'Press', 'zzzzzz')]);
    const { ts = '' } = await client.chat.postMessage({ channel: live, ...content });
    return () => slack.person(user).press({ message: { channel: live, ts } }, 'Press');
  };
}

/** Presses Check in a form with a URL against the rules, as if the bot had opened that for that person. */
const checkingForm: Knock = async ({ slack }, user) => {
  const client = new WebClient(secrets.botToken, { slackApiUrl: slack.apiUrl });
  const before = slack.ephemerals.length;
  const { request } = await slack.person(user).command('help', { channel: live });
  await slack.until((now) => now.ephemerals.length > before);
  const view = startForm({ draft: { url: 'ftp://no' }, checks: true }, [prod]);
  const opened = await client.views.open({ trigger_id: String(request.body.trigger_id), view });
  return () => slack.person(user).press({ view: opened.view?.id ?? '' }, 'Check');
};

const sendingStart: Knock = async (stage, user) => {
  await stage.slack.person(people.alice.id).command('', { channel: live });
  return sending(
    callbackIds.start,
    stage,
    user,
    { room: 'r', url: 'ftp://no' },
    'ftp://no',
    'https://a.b/1.mp4',
  );
};

const sendingShow: Knock = async (stage, user) => {
  await stage.slack.person(people.alice.id).command('show', { channel: live });
  const given = { name: 'evening', channel: live, 'rows-0': 'room1 ftp://no' };
  return sending(callbackIds.show, stage, user, given, 'ftp://no', 'https://a.b/1.mp4');
};

const sendingAdjust: Knock = async (stage, user) => {
  const alice = stage.slack.person(people.alice.id);
  const [card] = cards(stage.slack);
  if (card === undefined) throw new Error('Nothing runs');
  await alice.press({ message: card }, 'Volume & speed');
  return sending(callbackIds.adjust, stage, user, { volume: 'loud' }, '"loud"', '"5"');
};

/** Sends off, as that person, the form that alice has open: what she gave is wrong, and is right in what is sent. */
async function sending(
  id: string,
  { slack }: Stage,
  user: string,
  given: Record<string, string>,
  wrong: string,
  right: string,
): Promise<() => Promise<unknown>> {
  const alice = slack.person(people.alice.id);
  const form = await slack.until(() => alice.form?.view.callback_id === id && alice.form);
  alice.fill(form.id, given);
  const sent = await alice.submit(form.id);
  const body = JSON.parse(JSON.stringify(sent.request.body).replace(wrong, right));
  const request = { ...sent.request, body: { ...body, user: { ...body.user, id: user } } };
  return () => slack.redeliver({ ...sent, request });
}

/** Whether the call shows a person that they were let in, or that they were not; undefined if it shows neither. */
function verdict({ method, args }: WebApiCall): 'in' | 'refused' | undefined {
  const said = JSON.stringify(args);
  if (said.includes('🚫')) return 'refused';
  const isAnswer = /^(?:response_url|chat\.|views\.)/.test(method);
  return isAnswer && !said.includes('One moment…') ? 'in' : undefined;
}

async function comeTo(door: string, stage: Stage, user: string): Promise<'in' | 'refused'> {
  const request = await knockAt(door)(stage, user);
  const before = stage.slack.calls.length;
  await request();
  return stage.slack.until((now) =>
    now.calls
      .slice(before)
      .map(verdict)
      .find((each) => each !== undefined),
  );
}

/** Forms come last: what they do goes on after its first answer. */
const doors = Object.keys(expected).toSorted(
  (a, b) => Number(a.startsWith('form')) - Number(b.startsWith('form')),
);

describe.each<[who: string, user: string, has: Role | undefined, given: Role | undefined]>([
  ['A stranger', people.mallory.id, undefined, undefined],
  ['A guest', people.guest.id, undefined, undefined],
  ['Somebody of another organisation', people.visitor.id, undefined, undefined],
  ['A viewer', people.mallory.id, 'viewer', 'viewer'],
  ['An operator by a group', people.bob.id, 'operator', undefined],
  ['A guest who was made an operator', people.guest.id, 'operator', 'operator'],
  ['An admin', people.carol.id, 'admin', undefined],
])('%s', (_, user, has, given) => {
  test('is let in at the doors of that role, and refused at all others', async () => {
    const stage = await stageFor({ unpaced: true });
    await startOne(stage);
    if (given !== undefined) await give(stage, user, given);
    const found: Record<string, string> = {};
    for (const door of doors) found[door] = await comeTo(door, stage, user);
    const may = (needs: Needs | undefined) =>
      needs === 'anybody' || (has !== undefined && needs !== undefined && includes(has, needs));
    expect(found).toEqual(
      Object.fromEntries(doors.map((door) => [door, may(expected[door]) ? 'in' : 'refused'])),
    );
  });
});

/** What is done in no channel: Home and its pages, and a global shortcut. Help is for all. */
const inNoChannel = [
  '/ingest help',
  'home',
  'button home-next',
  'button home-previous',
  'shortcut start-stream',
];

test('An admin outside of INGEST_CHANNELS is let in at no door of that channel', async () => {
  const stage = await stageFor({ unpaced: true, settings: { INGEST_CHANNELS: channels.stage.id } });
  await stage.slack.person(people.alice.id).command(example, { channel: channels.stage.id });
  await answered(stage.slack, channels.stage.id);
  // The start form says so at its field, before it is sent off.
  const others = doors.filter((door) => !door.startsWith('form'));
  const found: Record<string, string> = {};
  for (const door of others) found[door] = await comeTo(door, stage, people.carol.id);
  expect(found).toEqual(
    Object.fromEntries(others.map((door) => [door, inNoChannel.includes(door) ? 'in' : 'refused'])),
  );
});

async function give({ slack }: Stage, user: string, role: Role): Promise<void> {
  await slack.person(people.carol.id).command(`allow <@${user}> --role ${role}`, { channel: live });
  await slack.until((now) => now.ephemerals.some(({ text }) => text.includes(`<@${user}> is now`)));
}
