import { isDeepStrictEqual } from 'node:util';
import type { ModalView } from '@slack/types';
import fc from 'fast-check';
import { readStart } from '../../sandbox/trtc/rules.ts';
import { readAdjustment } from '../../src/ingest/adjustment.ts';
import { type Draft, withoutSecrets } from '../../src/ingest/fields.ts';
import { findTask } from '../../src/ingest/find.ts';
import { type Application, readRequest, type StartRequest } from '../../src/ingest/request.ts';
import { Secret } from '../../src/ingest/secret.ts';
import { isStreamUrl } from '../../src/ingest/stream-url.ts';
import type { Task } from '../../src/ingest/task.ts';
import { card } from '../../src/slack/blocks/card.ts';
import { notFound } from '../../src/slack/blocks/control-answers.ts';
import { presetDetails, presetPage } from '../../src/slack/blocks/presets.ts';
import { problems, sentence } from '../../src/slack/blocks/problems.ts';
import { taskDetails } from '../../src/slack/blocks/task-lines.ts';
import { threadNews } from '../../src/slack/blocks/thread-news.ts';
import { readStartWords } from '../../src/slack/command-line/start-words.ts';
import { parseTaskWords } from '../../src/slack/command-line/task-words.ts';
import { commandWords } from '../../src/slack/command-line/tokens.ts';
import { type Message, message } from '../../src/slack/format/message.ts';
import { linksIn } from '../../src/slack/listeners/message-link.ts';
import { readStartForm } from '../../src/slack/views/read-start-form.ts';
import { fieldErrors, startForm } from '../../src/slack/views/start-form.ts';
import { openMemory } from '../../src/storage/local/memory.ts';
import { createTaskStore } from '../../src/storage/stores/tasks.ts';
import { startParams } from '../../src/trtc/start-params.ts';
import { rulesOf } from '../support/samples.ts';
import { messageRefusals, viewProblems } from '../support/slack-limits.ts';
import { commandTexts } from './command-texts.ts';
import { formValues } from './form-values.ts';
import { mark, nastyText } from './nasty.ts';
import { messageOf, messages, type ShortcutMessage } from './payloads.ts';
import { type Subject, subject } from './property.ts';
import { errorRefusals, refuse, wrongIn } from './seen.ts';
import { asSeen, standsIn, type TypedStart, typedStarts } from './typed-starts.ts';
import { type TypedTask, typedTasks } from './typed-tasks.ts';

const application: Application = {
  name: 'prod',
  sdkAppId: 1_400_000_001,
  region: 'ap-singapore',
  regions: ['ap-bangkok', 'ap-guangzhou', 'ap-jakarta', 'ap-mumbai', 'ap-singapore', 'ap-tokyo'],
  mintsUserSig: true,
  needsPrivateMapKey: true,
};
const applications = [application];
const key = new Secret('5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e');
const known = { users: ['U0ALICE'], groups: [], channels: ['C0LIVEOPS'] };

const taskNames = fc.oneof(
  nastyText,
  fc.constantFrom('k7f2qd', 'K7F2', '-gCTF', '-gCTFWtU7t7D..', '-', '--', '-g', '---'),
);

/** What is read from inputs and what is shown of it, without Slack, TRTC and a store. */
export const pureSubjects: readonly Subject[] = [
  subject('command text', 5, commandTexts, checkCommand),
  subject('starts of which the room is known', 4, typedStarts, checkStart),
  subject('TaskIds and beginnings of them', 1, typedTasks, checkTask),
  subject('form states', 3, formValues, checkForm),
  subject("shortcuts' messages", 1, messages, checkMessage),
  subject('names of tasks', 1, taskNames, checkName),
  subject("the words of TRTC's errors", 1, fc.tuple(nastyText, fc.string({ unit: 'binary' })), checkFailure),
];

async function checkCommand(text: string): Promise<void> {
  const read = commandWords(text);
  if (!read.ok) {
    show({ text: read.problem, blocks: [] });
    return;
  }
  const words = read.words.slice(1);
  const start = readStartWords(words);
  checkDraft(start.draft, start.problems);
  const request = readRequest(start.draft, rulesOf(applications));
  if (request.ok && start.problems.length === 0 && !standsIn(request.request.room.id, asSeen(text)))
    throw new Error(`nobody typed the room ${request.request.room.id}`);
  const spec = { values: ['url', 'volume', 'tempo'], flags: ['progress'] } as const;
  const { options } = await parseTaskWords(words, spec, async () => false);
  checkAdjustment(options);
}

/** Whatever is started is all that was meant. */
function checkStart({ text, room, url, autoPush }: TypedStart): void {
  const read = commandWords(text);
  if (!read.ok) return;
  const { draft, problems: unclear } = readStartWords(read.words.slice(1));
  checkDraft(draft, unclear);
  if (unclear.length > 0 || !readRequest(draft, rulesOf(applications)).ok) return;
  const meant = { room, url, autoPush: autoPush === undefined ? undefined : String(autoPush) };
  const started = { room: draft.room, url: draft.url, autoPush: draft['auto-push'] };
  if (!isDeepStrictEqual(started, meant))
    throw new Error(`${JSON.stringify(started)} was started, where ${JSON.stringify(meant)} was typed`);
}

/** A task is found by every beginning of its TaskId. */
async function checkTask({ taskId, typed }: TypedTask): Promise<void> {
  const store = createTaskStore(openMemory(Date.now, silent), silent);
  const live = taskOf({ url: 'https://a.b/1.mp4' }, undefined);
  await store.create({ ...live, state: { name: 'live', since: 1, taskId, requestId: 'request-1' } });
  const read = commandWords(`stop ${typed}`);
  const isTask = async (name: string) => (await findTask(name, store)).found !== 'none';
  const { operands } = await parseTaskWords(
    read.ok ? read.words.slice(1) : [],
    { values: ['room'], flags: ['all'] },
    isTask,
  );
  if (operands[0] === undefined || !(await isTask(operands[0])))
    throw new Error(`${typed} does not find the task ${taskId}`);
}

function checkForm(values: unknown): void {
  const { draft, channel } = readStartForm(values);
  if (channel !== undefined && !/^[A-Z0-9]+$/.test(channel)) throw new Error(`${channel} is no channel`);
  checkDraft(draft, []);
  checkAdjustment(draft);
}

function checkMessage(one: ShortcutMessage): void {
  const [url] = linksIn(messageOf(one));
  if (url !== undefined && !isStreamUrl(url)) throw new Error(`${url} was taken for a stream`);
  showForm(startForm({ checks: true, draft: url === undefined ? {} : { url } }, applications));
}

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const tasks = createTaskStore(openMemory(Date.now, silent), silent);
await tasks.create(taskOf({ url: 'https://a.b/1.mp4' }, undefined));

/** A task is named by what was typed, or by what a button or a form brings back. */
async function checkName(name: string): Promise<void> {
  const found = await findTask(name, tasks);
  show(found.found === 'one' ? taskDetails(found.task, Date.now()) : message(notFound(name, found)));
}

/** TRTC's words are shown as words, so that the mark may stand there. */
function checkFailure([said, code]: [string, string]): void {
  const words = said.replaceAll(new RegExp(mark, 'gi'), 'word');
  const failure = { code, message: words, hint: 'Try again.', requestId: code };
  const task: Task = {
    ...taskOf({ url: 'https://a.b/1.mp4' }, undefined),
    state: { name: 'failed', at: 1, failure },
  };
  const event = { type: 'failed', at: 1, failure } as const;
  for (const told of [
    threadNews(task, event),
    threadNews(task, { ...event, type: 'lost' }),
    taskDetails(task, Date.now()),
  ]) {
    if (told === undefined) throw new Error('nothing was said');
    const { broadcast: _, ...rest } = { broadcast: false, ...told };
    show(rest);
  }
}

/** A draft is shown in every way in which people see one, and sent where it is right. */
function checkDraft(draft: Draft, unclear: readonly string[]): void {
  const read = readRequest(draft, rulesOf(applications));
  const wrong = read.ok ? [] : read.problems;
  const sentences = [...unclear, ...wrong.map(sentence)];
  if (sentences.length > 0) show(problems(sentences, 'k7f2qdm3xw9a'));
  if (!read.ok) {
    const blocks = startForm({ checks: true, draft: {} }, applications).blocks.map(
      (block) => block.block_id ?? '',
    );
    refuse(errorRefusals(fieldErrors(read.problems), [...blocks, 'app']));
  }
  const kept = withoutSecrets(draft);
  showForm(startForm({ checks: true, draft: kept, problems: wrong }, applications));
  if (!read.ok) return;
  const preset = { name: 'evening', draft: kept, by: 'U0ALICE', at: 1 };
  const task = taskOf(kept, read.request);
  for (const shown of [
    presetDetails(preset),
    presetPage([preset], 1),
    card(task),
    taskDetails(task, Date.now()),
  ])
    show(shown);
  checkCall(read.request);
}

/** What is sent is what TRTC's own rules allow. @throws ApiError where it is not */
function checkCall(request: StartRequest): void {
  readStart(
    JSON.parse(JSON.stringify(startParams({ request, robot: request.user ?? 'ingest-k7f2qd' }, key))),
  );
}

function checkAdjustment(fields: Draft): void {
  const read = readAdjustment(fields, rulesOf());
  if (!read.ok) return;
  const changes = read.adjustment.fields;
  const odd = Object.keys(changes).filter((field) => !['url', 'volume', 'tempo', 'progress'].includes(field));
  if (odd.length > 0) throw new Error(`${odd.join(', ')} would be kept with the task`);
  const said = threadNews(taskOf(changes, undefined), { type: 'updated', at: 1, by: 'U0ALICE', changes });
  if (said === undefined) throw new Error('nothing was said of a change');
  const { broadcast: _, ...message } = said;
  show(message);
}

function show(message: Message): void {
  refuse([...messageRefusals(message), ...wrongIn(message, known)]);
}

function showForm(view: ModalView): void {
  refuse([...viewProblems(view), ...wrongIn(view, known)]);
}

function taskOf(draft: Draft, request: StartRequest | undefined): Task {
  return {
    handle: 'k7f2qd',
    sdkAppId: application.sdkAppId,
    region: request?.region ?? 'ap-singapore',
    room: request?.room ?? { id: 'room123', type: 0 },
    robot: request?.user ?? 'ingest-k7f2qd',
    draft,
    requestedBy: 'U0ALICE',
    requestedAt: 1,
    channel: 'C0LIVEOPS',
    thread: { channel: 'C0LIVEOPS', ts: '1700000000.000100' },
    state: { name: 'live', since: 1, taskId: '-gCTFWtU7t7D..', requestId: 'request-1' },
  };
}
