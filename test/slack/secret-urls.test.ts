// Not quick: every URL goes into every text.
import { describe, expect, test } from '@jest/globals';
import { GatewayError } from '../../src/ingest/errors.ts';
import { type Draft, fieldDefinitions, fields } from '../../src/ingest/fields.ts';
import { readRequest } from '../../src/ingest/request.ts';
import type { Failure, Task } from '../../src/ingest/task.ts';
import { createScrub } from '../../src/log.ts';
import { card } from '../../src/slack/blocks/card.ts';
import { controlAnswer, notFound } from '../../src/slack/blocks/control-answers.ts';
import { homeView } from '../../src/slack/blocks/home.ts';
import { presetDetails, presetPage, presetSaved } from '../../src/slack/blocks/presets.ts';
import { sentence } from '../../src/slack/blocks/problems.ts';
import { taskDetails, taskLine } from '../../src/slack/blocks/task-lines.ts';
import { newsInPerson, threadNews } from '../../src/slack/blocks/thread-news.ts';
import { readStartWords } from '../../src/slack/command-line/start-words.ts';
import { toWords } from '../../src/slack/command-line/tokens.ts';
import { fieldErrors, startForm } from '../../src/slack/views/start-form.ts';
import { toGatewayError } from '../../src/trtc/failure.ts';
import { failure, live, prod, rulesOf, states, taskIn } from '../support/samples.ts';
import { secretUrls } from '../support/secret-urls.ts';

const draftOf = (url: string): Draft => ({ room: 'room123', url });
const presetOf = (url: string) => ({ name: 'evening', draft: draftOf(url), by: 'U0CAROL', at: 1_000 });

/** What TRTC may say of a URL: the whole of it, without its scheme, or a part. */
const sayings: readonly ((url: string) => string)[] = [
  (url) => `StreamUrl ${url} is invalid.`,
  (url) => `invalid parameter [${url.replace(/^[a-z]+:[/\\]*/i, '')}]`,
  (url) => `cannot open ${url.replace(/^.*?:?[/\\]{1,2}[^/\\]*/, '')}: 403`,
  (url) => `source=${encodeURIComponent(url)}: bad`,
];

function tasksOf(url: string): Task[] {
  const failures: Failure[] = sayings.map((say) => ({ ...failure, message: say(url) }));
  const after = failures.flatMap((its): Task['state'][] => [
    { name: 'failed', at: 3_000, failure: its },
    { name: 'unknown', at: 4_000, failure: its },
  ]);
  return [...states, ...after].map((state) => taskIn(state, { draft: draftOf(url) }));
}

function problemsOf(draft: Draft) {
  const read = readRequest(draft, rulesOf([prod]));
  return read.ok ? [] : read.problems;
}

function sentencesOn(text: string): string[] {
  const read = toWords(text);
  return read.ok ? readStartWords(read.words).problems : [read.problem];
}

const events = (url: string) =>
  sayings.flatMap((say) => {
    const its = { ...failure, message: say(url) };
    return [{ type: 'failed', at: 1, failure: its } as const, { type: 'lost', at: 1, failure: its } as const];
  });

const apiError = (message: string) =>
  Object.assign(new Error(message), { code: 'InvalidParameter.StreamUrl', requestId: 'request-1' });

const places: readonly [string, (url: string) => unknown][] = [
  ['one word too many', (url) => sentencesOn(`room1 https://c.d/1.mp4 room2 ${url}`)],
  [
    'one word too many in quotes',
    (url) => sentencesOn(`room1 https://c.d/1.mp4 "${url.replaceAll('"', '')}"`),
  ],
  ['an unknown option', (url) => sentencesOn(`room1 --${url}`)],
  ['an unknown option with a value', (url) => sentencesOn(`room1 --urll=${url}`)],
  ['an option without a name', (url) => sentencesOn(`https://c.d/1.mp4 --=${url}`)],
  ['a refused URL', (url) => problemsOf({ room: 'room1', url: `${url}\u0007` }).map(sentence)],
  ['a refused URL after a word', (url) => problemsOf({ room: 'room1', url: `see ${url}` }).map(sentence)],
  [
    'a refused value of any field',
    (url) =>
      fields
        .filter((field) => fieldDefinitions[field].kind !== 'secret')
        .flatMap((field) => problemsOf({ ...draftOf(url), [field]: `${url}/` }).map(sentence)),
  ],
  ['errors of a form', (url) => fieldErrors(problemsOf({ room: url, url: `x${url}` }))],
  [
    'hints of a form',
    (url) => {
      const draft = { room: url, url: `x${url}`, volume: url };
      return startForm({ checks: true, draft, problems: problemsOf(draft) }, [prod]);
    },
  ],
  ['cards', (url) => tasksOf(url).map((task) => card(task))],
  ['status', (url) => tasksOf(url).map((task) => taskDetails(task, 5_000))],
  ['the list', (url) => tasksOf(url).map((task) => taskLine(task, 5_000))],
  ['a preset', (url) => [presetDetails(presetOf(url)), presetSaved(presetOf(url), presetOf(url))]],
  ['the list of presets', (url) => presetPage([presetOf(url)], 1)],
  [
    'Home',
    (url) =>
      homeView({
        active: tasksOf(url),
        page: 0,
        over: { items: tasksOf(url), total: 99 },
        presets: [presetOf(url)],
        shows: [],
        mayOperate: true,
        at: 5_000,
      }),
  ],
  ['a thread', (url) => events(url).map((event) => threadNews(taskIn(live, { draft: draftOf(url) }), event))],
  [
    'a message to one person',
    (url) => events(url).map((event) => newsInPerson(taskIn(live, { draft: draftOf(url) }), event)),
  ],
  [
    'an answer to a button',
    (url) =>
      sayings.map((say) => {
        const error = new GatewayError({ code: 'x', message: say(url), effect: 'none', hint: '' });
        return controlAnswer('stop', {
          kind: 'failed',
          error,
          task: taskIn(live, { draft: draftOf(url) }),
        });
      }),
  ],
  ['an error of TRTC', (url) => sayings.map((say) => toGatewayError(apiError(say(url)), url).message)],
  ['a TASK that is none', (url) => notFound(url, { found: 'none', known: ['k7f2qd'] })],
  [
    'a log line',
    (url) => createScrub([])(JSON.stringify({ url, body: JSON.stringify({ url }), msg: `pull ${url} now` })),
  ],
  ['a log line that is no JSON', (url) => createScrub([])(`pull ${url}`)],
];

describe.each(places)('No secret of a URL is shown in %s:', (_, shown) => {
  test.each(secretUrls)('%s', (_kind, url, secrets) => {
    const seen = JSON.stringify(shown(url), (key, value) => (key === 'initial_value' ? undefined : value));
    expect(seen).toBeDefined();
    expect(secrets.filter((secret) => seen.toLowerCase().includes(secret.toLowerCase()))).toEqual([]);
  });
});
