import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createAccess } from '../../../src/ingest/access.ts';
import { StoreUnavailable } from '../../../src/ingest/errors.ts';
import { fieldDefinitions, fields } from '../../../src/ingest/fields.ts';
import type { HistoryStore } from '../../../src/ingest/ports.ts';
import { createPresets } from '../../../src/ingest/presets.ts';
import { actionIds } from '../../../src/slack/blocks/buttons.ts';
import { commandWords, toWords } from '../../../src/slack/command-line/tokens.ts';
import { usageOf } from '../../../src/slack/commands/help.ts';
import { presetCommand } from '../../../src/slack/commands/preset-command.ts';
import type { Message } from '../../../src/slack/format/message.ts';
import { openStore, type Store } from '../../../src/storage/open.ts';
import { dispatcherOf } from '../../support/dispatching.ts';
import { keyless, prod, rulesOf } from '../../support/samples.ts';
import { foreignMarkup, messageProblems, textsIn, wordsOf } from '../../support/slack-limits.ts';

const operator = 'U0ALICE';
const viewer = 'U0VICTOR';
const stranger = 'U0MALLORY';
const savedAt = Date.UTC(2026, 0, 2, 3, 4);
const savedDate = `<!date^${savedAt / 1000}^{date_short_pretty} {time}|2026-01-02 03:04 UTC>`;

const access = createAccess(
  {
    everyMember: false,
    users: new Set([operator]),
    groups: new Set(),
    adminUsers: new Set(),
    adminGroups: new Set(),
    channels: undefined,
  },
  {
    members: () => undefined,
    kind: () => undefined,
    refreshGroups: async () => {},
    readKind: async () => undefined,
  },
  { roleOf: (user) => (user === viewer ? 'viewer' : undefined), refresh: async () => {} },
);

interface Scene {
  store: Store;
  /** Runs what was typed after `/ingest` and gives the answer. */
  type(text: string, user?: string): Promise<Message>;
  warnings: string[];
}

async function scene(history?: HistoryStore): Promise<Scene> {
  const warnings: string[] = [];
  const logger = {
    info: () => {},
    warn: (_: object, text: string) => void warnings.push(text),
    error: () => {},
  };
  const clock = () => savedAt;
  const store = await openStore('memory:', { clock, logger });
  const applications = [prod, keyless];
  const presets = createPresets({
    store: store.presets,
    history: history ?? store.history,
    rules: rulesOf(applications),
    logger,
    clock,
  });
  const command = presetCommand({ presets, applications });
  const dispatcher = dispatcherOf([command], access);
  return {
    store,
    warnings,
    async type(text, user = operator) {
      const told: Message[] = [];
      const tell = async (message: Message) => void told.push(message);
      const by = { user, channel: 'C0LIVE', triggerId: 'trigger-1', askedAt: savedAt, tell };
      await dispatcher.find(commandWords(text)).run(by);
      const [answer] = told;
      if (told.length !== 1 || answer === undefined)
        throw new Error(`${text} was answered ${told.length} times`);
      return answer;
    },
  };
}

const entries = async ({ history }: Store) => (await history.page(0, 100)).items;

describe('Saving a preset', () => {
  test('keeps what was given and says what that is, with the URL masked', async () => {
    const { store, type } = await scene();
    const answer = await type(
      'preset save evening "main stage" https://name:pass@a.b/test.mp4?key=x --repeat -1 --progress',
    );
    expect(await store.presets.get('evening')).toEqual({
      name: 'evening',
      draft: {
        room: 'main stage',
        url: 'https://name:pass@a.b/test.mp4?key=x',
        repeat: '-1',
        progress: 'true',
      },
      by: operator,
      at: savedAt,
    });
    expect(wordsOf(answer)).toContain(
      [
        'Saved as *`evening`*.',
        '• `--room` `main stage`',
        '• `--url` `https://…@a.b/test.mp4?…`',
        '• `--repeat` `-1`',
        '• `--progress` `true`',
        '`/ingest start --preset evening` starts it; options after that win over these.',
      ].join('\n'),
    );
    expect(JSON.stringify(answer)).not.toContain('pass');
    expect(await entries(store)).toEqual([
      { at: savedAt, by: operator, what: 'saved a preset', about: 'evening' },
    ]);
  });

  test('over one that is there replaces all of it and says whose that was', async () => {
    const { store, type } = await scene();
    await type('preset save evening room1 --volume 30');
    const answer = await type('preset save evening --tempo 2');
    expect(answer.text).toContain(
      `Saved as *\`evening\`*, in place of the one that <@${operator}> saved on ${savedDate}, which is gone.`,
    );
    expect((await store.presets.get('evening'))?.draft).toEqual({ tempo: '2' });
    expect((await entries(store)).map(({ what }) => what).sort()).toEqual([
      'replaced a preset',
      'saved a preset',
    ]);
  });

  test('is answered also where the history cannot be written', async () => {
    const { store, type, warnings } = await scene({
      add: async () => {
        throw new StoreUnavailable('away');
      },
      page: async () => ({ items: [], total: 0 }),
    });
    expect((await type('preset save evening room1')).text).toContain('Saved as');
    expect(await store.presets.get('evening')).toBeDefined();
    expect(warnings).toEqual(['The history could not be written']);
  });

  test.each(['a', '_', '007', 'A-b_9', '__proto__', 'x'.repeat(40)])('takes the name %s', async (name) => {
    const { store, type } = await scene();
    await type(`preset save ${name} room1`);
    expect(await store.presets.get(name)).toMatchObject({ name });
    expect((await type(`preset show ${name}`)).text).toContain('`room1`');
    expect((await type('preset list')).text).toContain(`\`${name}\``);
  });

  const rule = 'a name takes 1 to 40 letters, digits, - and _, the first of them not -.';
  test.each([
    ['save "a b" room1', `Nothing was saved. \`a b\` cannot be the name of a preset: ${rule}`],
    ['save é room1', `Nothing was saved. \`é\` cannot be the name of a preset: ${rule}`],
    ['save "" room1', `Nothing was saved. \`(nothing)\` cannot be the name of a preset: ${rule}`],
    [
      `save ${'x'.repeat(41)} room1`,
      `Nothing was saved. \`${'x'.repeat(41)}\` cannot be the name of a preset: ${rule}`,
    ],
    [
      'save',
      'The name of the preset is missing: type it right after `/ingest preset save` and the options after it.',
    ],
    [
      'save --volume 30 x',
      'The name of the preset is missing: type it right after `/ingest preset save` and the options after it.',
    ],
    ['save x', 'Nothing was saved. A preset holds at least one option of a start, such as `--room room123`.'],
    [
      'save x --volume 999',
      'Nothing was saved. `--volume` takes a whole number from 0 to 200; `999` was given.',
    ],
    ['save x --volum 9', 'Nothing was saved. `--volum` is not an option. Did you mean `--volume`?'],
    [
      'save x --max-duration 5',
      'Nothing was saved. `--max-duration` works only with a loop, that is with `--repeat -1`; `5` was given.',
    ],
    [
      'save x 0 --room-type integer',
      'Nothing was saved. `--room` takes 1 to 4294967294 if `--room-type` is integer; `0` was given.',
    ],
    [
      'save x --app other',
      'Nothing was saved. `--app` takes one of prod (1400000001), keyless (1400000002); `other` was given.',
    ],
    [
      'save x --preset y --volume 5',
      'Nothing was saved. `--preset` cannot be in a preset: give the options themselves.',
    ],
    [
      'save x --private-map-key eJsecret',
      'Nothing was saved. `--private-map-key` cannot be in a preset, since presets are kept and shared: give it with the start.',
    ],
    [
      'save x --user-sig "two words"',
      'Nothing was saved. `--user-sig` cannot be in a preset, since presets are kept and shared: give it with the start.',
    ],
    [
      'save x room1 --volume 999 --user robot --user-sig eJsecret',
      [
        'Nothing was saved. 2 things to mend:',
        '• `--user-sig` cannot be in a preset, since presets are kept and shared: give it with the start.',
        '• `--volume` takes a whole number from 0 to 200; `999` was given.',
      ].join('\n'),
    ],
  ])('%s is refused', async (text, says) => {
    const { store, type } = await scene();
    expect((await type(`preset ${text}`)).text).toBe(says);
    expect(await store.presets.all()).toEqual([]);
    expect(await entries(store)).toEqual([]);
  });

  test('takes what an application without a key would still need at the start', async () => {
    const { store, type } = await scene();
    await type('preset save x --app keyless --room room1');
    expect((await store.presets.get('x'))?.draft).toEqual({ app: 'keyless', room: 'room1' });
  });
});

describe('Showing a preset', () => {
  test('says who saved it when, and what it holds, with a button that names it', async () => {
    const { type } = await scene();
    await type('preset save evening room1 rtmp://a.b/live/streamkey');
    const answer = await type('preset show evening', viewer);
    expect(answer.text).toBe(
      [
        `*\`evening\`* · saved by <@${operator}> · ${savedDate}`,
        '• `--room` `room1`',
        '• `--url` `rtmp://a.b/…`',
        '`/ingest start --preset evening` starts it; options after that win over these.',
      ].join('\n'),
    );
    expect(answer.blocks.at(-1)).toMatchObject({
      type: 'actions',
      elements: [{ action_id: actionIds.startPreset, value: 'evening', text: { text: 'Start' } }],
    });
    expect(JSON.stringify(answer)).not.toContain('streamkey');
  });

  test.each([
    ['show', 'The name of the preset is missing: type it right after `/ingest preset show`.'],
    ['show evening more', '`more` is one word too many, so nothing was done.'],
    ['show evning', 'There is no preset `evning`. Did you mean `evening`? `/ingest preset list` lists them.'],
    [
      'show EVENING',
      'There is no preset `EVENING`. Did you mean `evening`? `/ingest preset list` lists them.',
    ],
    ['show xyzzy', 'There is no preset `xyzzy`. `/ingest preset list` lists them.'],
    ['show "a b"', 'There is no preset `a b`. `/ingest preset list` lists them.'],
  ])('%s is answered in a sentence', async (text, says) => {
    const { type } = await scene();
    await type('preset save evening room1');
    expect((await type(`preset ${text}`)).text).toBe(says);
  });
});

test('A word that cannot be a name is not looked up: some stores throw at long keys', async () => {
  const { store, type } = await scene();
  const { get } = store.presets;
  store.presets.get = async (name) => {
    if (name.length > 40) throw new StoreUnavailable('The key is too long');
    return get(name);
  };
  expect((await type(`preset show ${'x'.repeat(3000)}`)).text).toMatch(/^There is no preset `x+…`\./);
});

describe('Deleting a preset', () => {
  test('takes it away, once', async () => {
    const { store, type } = await scene();
    await type('preset save evening room1');
    await type('preset save morning room1');
    expect((await type('preset delete evening')).text).toBe('Deleted the preset `evening`.');
    expect((await store.presets.all()).map(({ name }) => name)).toEqual(['morning']);
    expect(await entries(store)).toContainEqual({
      at: savedAt,
      by: operator,
      what: 'deleted a preset',
      about: 'evening',
    });
    expect((await type('preset delete evening')).text).toMatch(
      /^Nothing was deleted\. There is no preset `evening`\./,
    );
  });

  test.each([
    ['delete', 'The name of the preset is missing: type it right after `/ingest preset delete`.'],
    ['delete evening morning', '`morning` is one word too many, so nothing was done.'],
    [
      'delete evenin',
      'Nothing was deleted. There is no preset `evenin`. Did you mean `evening`? `/ingest preset list` lists them.',
    ],
  ])('%s deletes nothing', async (text, says) => {
    const { store, type } = await scene();
    await type('preset save evening room1');
    await type('preset save morning room1');
    expect((await type(`preset ${text}`)).text).toBe(says);
    expect(await store.presets.all()).toHaveLength(2);
  });
});

describe('The list of presets', () => {
  test('says how to save one where there are none', async () => {
    const { type } = await scene();
    expect((await type('preset list')).text).toMatch(
      /^There are no presets\. `\/ingest preset save NAME` and/,
    );
  });

  test('has a line for each, in the order of their names, with URLs masked', async () => {
    const { type } = await scene();
    await type('preset save quiet --volume 30 --tempo 2');
    await type('preset save evening room1 https://a.b/x?key=1 --volume 30');
    expect((await type('preset list', viewer)).text).toBe(
      [
        '*Presets* (2)',
        `• *\`evening\`* · \`room1\` · \`https://a.b/…?…\` · 1 option · <@${operator}>`,
        `• *\`quiet\`* · 2 options · <@${operator}>`,
        '`/ingest preset show NAME` says all of one.',
      ].join('\n'),
    );
  });

  test('comes in pages that say where they are and how to see more, within Slack’s limits', async () => {
    const { store, type } = await scene();
    const draft = { room: '&'.repeat(64), url: `https://a.b/${'&'.repeat(2000)}`, volume: '30' };
    const names = Array.from({ length: 45 }, (_, n) => `${'n'.repeat(38)}${String(n + 1).padStart(2, '0')}`);
    for (const name of names) await store.presets.put({ name, draft, by: operator, at: savedAt });
    const pages = await Promise.all(
      ['', ' 2', ' 3', ' 4', ' 99999'].map((page) => type(`preset list${page}`)),
    );
    expect(pages.flatMap(messageProblems)).toEqual([]);
    const said = pages.map(wordsOf);
    expect(said.map((words) => names.filter((name) => words.includes(name)))).toEqual([
      names.slice(0, 15),
      names.slice(15, 30),
      names.slice(30),
      names.slice(30),
      names.slice(30),
    ]);
    expect(said[0]).toContain('*Presets* (1–15 of 45)');
    expect(said[0]).toContain('`/ingest preset list 2` lists the next.');
    expect(said[2]).toContain('*Presets* (31–45 of 45)');
    expect(said[2]).not.toContain('lists the next');
  });

  test.each(['0', '-1', '1.5', 'evening', '100000'])('has no page %s', async (page) => {
    const { type } = await scene();
    expect((await type(`preset list ${page}`)).text).toBe(
      `\`${page}\` is not the number of a page: they count from 1.`,
    );
  });

  test('takes nothing after the page', async () => {
    const { type } = await scene();
    expect((await type('preset list 1 2')).text).toBe('`2` is one word too many, so nothing was done.');
  });
});

describe('Without a sub-command', () => {
  test.each([
    ['preset', undefined],
    ['preset sav', '`sav` is nothing that `/ingest preset` does. Did you mean `/ingest preset save`?'],
    ['preset lsit', '`lsit` is nothing that `/ingest preset` does. Did you mean `/ingest preset list`?'],
    ['preset evening', '`evening` is nothing that `/ingest preset` does.'],
  ])('%s is answered with what there is, and the nearest', async (text, first) => {
    const { type } = await scene();
    const lines = (await type(text, stranger)).text.split('\n');
    expect(lines).toEqual([
      ...(first === undefined ? [] : [first]),
      '• `/ingest preset save NAME [ROOM URL] [OPTIONS]` keeps a start under a name, in place of the one of that name.',
      '• `/ingest preset list [PAGE]` lists them.',
      '• `/ingest preset show NAME` says what one holds; its button opens the form with that.',
      '• `/ingest preset delete NAME` deletes one.',
      '• `/ingest start --preset NAME [ROOM URL] [OPTIONS]` starts one; what is given with it wins.',
      '`/ingest help preset` has the options and examples.',
    ]);
  });

  test('its name is read whatever its case', async () => {
    const { type } = await scene();
    expect((await type('preset LIST')).text).toMatch(/^There are no presets/);
  });
});

describe('Rights:', () => {
  test.each([
    ['list', viewer, true],
    ['show evening', viewer, true],
    ['save evening room2', viewer, false],
    ['save', viewer, false],
    ['delete evening', viewer, false],
    ['list', stranger, false],
    ['show evening', stranger, false],
    ['save evening room2', stranger, false],
    ['delete evening', stranger, false],
  ])('%s by %s → %s', async (text, user, may) => {
    const { store, type } = await scene();
    await type('preset save evening room1');
    const { text: says } = await type(`preset ${text}`, user);
    expect(says.startsWith('🚫')).toBe(!may);
    expect(await store.presets.all()).toMatchObject([{ name: 'evening', draft: { room: 'room1' } }]);
  });
});

describe('Help', () => {
  const typed = [
    'help preset',
    'preset --help',
    'preset save --help',
    'preset save x room1 -h',
    'preset list --help',
  ];
  test.each(typed)('%s names every sub-command and every option that can be saved', async (text) => {
    const { type } = await scene();
    const answer = await type(text, stranger);
    expect(messageProblems(answer)).toEqual([]);
    const words = wordsOf(answer);
    expect(words).toContain(
      '`/ingest preset save NAME [ROOM URL] [OPTIONS] | list [PAGE] | show NAME | delete NAME`',
    );
    expect(words).toContain('`/ingest start --preset NAME`');
    for (const field of fields) {
      expect([field, words.includes(`• \`--${field}\` `)]).toEqual([
        field,
        fieldDefinitions[field].kind !== 'secret',
      ]);
    }
  });

  test('has examples that work', async () => {
    const { store, type } = await scene();
    const { presets: saved, history } = store;
    const logger = { info: () => {}, warn: () => {}, error: () => {} };
    const applications = [prod];
    const presets = createPresets({
      store: saved,
      history,
      rules: rulesOf(applications),
      logger,
      clock: () => 0,
    });
    const command = presetCommand({ presets, applications });
    expect(wordsOf(usageOf(command))).toContain(`\`/ingest ${command.examples[0]}\``);
    const answers: string[] = [];
    for (const example of command.examples) answers.push((await type(example)).text);
    expect(answers).toEqual([
      expect.stringContaining('Saved as *`evening`*.'),
      expect.stringContaining('Saved as *`quiet`*.'),
      expect.stringContaining('*Presets* (2)'),
      expect.stringContaining('• `--repeat` `-1`'),
      'Deleted the preset `evening`.',
    ]);
  });
});

test('Whatever is typed after preset has one answer, which Slack takes and which pings nobody', async () => {
  const { type } = await scene();
  await type('preset save evening "&lt;!here&gt;"');
  const ownDate = /<!date\^\d+\^\{date_short_pretty\} \{time\}\|[\d :-]+ UTC>/g;
  const word = fc.oneof(
    fc.constantFrom('save', 'show', 'delete', 'list', 'evening', '--url', '--user-sig', '&lt;!channel&gt;'),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({ minLength: 2000, maxLength: 3000 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 4 }), async (words) => {
      const text = `preset ${words.join(' ')}`;
      fc.pre(toWords(text).ok);
      const answer = await type(text);
      expect(messageProblems(answer)).toEqual([]);
      expect(textsIn(answer).flatMap((each) => foreignMarkup(each.replace(ownDate, '')))).toEqual([]);
    }),
  );
});
