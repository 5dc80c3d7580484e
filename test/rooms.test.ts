import { describe, expect, test } from '@jest/globals';
import { breachesOf, type House, inOrder, sourcesIn } from './support/imports.ts';

const slackRooms = [
  ...['format', 'api', 'blocks', 'views', 'answers'],
  ...['command-line', 'actions', 'doctor', 'commands', 'listeners'],
];

const whatIsTested = ['src', 'sandbox', 'trial'];
/** Each folder of test is a room, and so is each file that stands beside them. */
const testRooms = sourcesIn('test').map(({ path }) => path.split('/').slice(0, 2).join('/'));

const houses: Record<string, House> = {
  'src/slack': {
    within: 'src/slack',
    rooms: inOrder('src/slack', ...slackRooms),
    instead:
      'Move what both need into a room that stands before both, or let the later room give it to the earlier one as an argument.',
  },
  'src/storage': {
    within: 'src/storage',
    rooms: {
      'src/storage/damage.ts': [],
      'src/storage/keyv.ts': [],
      'src/storage/seal.ts': [],
      'src/storage/backend.ts': ['src/storage/damage.ts'],
      'src/storage/local': ['src/storage/backend.ts', 'src/storage/keyv.ts'],
      'src/storage/level': [
        'src/storage/backend.ts',
        'src/storage/damage.ts',
        'src/storage/keyv.ts',
        'src/storage/local',
      ],
      'src/storage/redis': ['src/storage/backend.ts', 'src/storage/keyv.ts'],
      'src/storage/stores': ['src/storage/backend.ts'],
      'src/storage/open.ts': ['backend.ts', 'level', 'local', 'redis', 'stores'].map(
        (name) => `src/storage/${name}`,
      ),
    },
    instead:
      'A store and what is kept in it know each other by backend.ts alone: add to its interface what is missing, and let open.ts put them together.',
  },
  sandbox: {
    within: '',
    rooms: {
      'sandbox/free-port.ts': [],
      'sandbox/tls': [],
      'sandbox/proxy': [],
      'sandbox/sources': [],
      'sandbox/slack': ['sandbox/tls'],
      'sandbox/trtc': ['sandbox/tls'],
      'sandbox/stage.ts': [
        ...['sandbox/free-port.ts', 'sandbox/tls', 'sandbox/slack', 'sandbox/sources', 'sandbox/trtc'],
        ...['src/app.ts', 'src/config.ts', 'src/runtime.ts'],
      ],
      'sandbox/demo.ts': ['sandbox/slack', 'sandbox/stage.ts'],
      'sandbox/browser': [
        ...['sandbox/slack', 'sandbox/sources', 'sandbox/trtc', 'sandbox/stage.ts', 'src/ingest/mask.ts'],
      ],
      'sandbox/browser/page': [
        ...['sandbox/browser/protocol.ts', 'sandbox/slack/types.ts', 'sandbox/slack/block-kit/types.ts'],
        ...[
          'sandbox/slack/ago.ts',
          'sandbox/slack/emoji.ts',
          'sandbox/trtc/tasks.ts',
          'sandbox/trtc/regions.ts',
        ],
      ],
    },
    instead: (from, to) => {
      if (from.startsWith('sandbox/browser/page')) {
        return 'The page runs in a browser: let the server put into protocol.ts what the page needs to know.';
      }
      if (to.startsWith('src')) {
        return 'What stands in for a service must not share mistakes with the bot: write down what the service documents.';
      }
      return to.startsWith('test') || to.startsWith('trial')
        ? 'People run the sandbox without the tests: move what both need into sandbox.'
        : 'Let stage.ts or browser/sandbox.ts put the parts together, and give each what it needs as an argument.';
    },
  },
  trial: {
    within: '',
    rooms: {
      trial: [
        ...['src/async', 'src/ingest', 'src/trtc', 'src/config.ts', 'src/log.ts', 'src/readable.ts'],
        // The sentences about fields, which are the same at a terminal.
        'src/slack/format',
      ],
    },
    instead: 'A trial asks TRTC alone: what it needs of the bot belongs in src/ingest or src/trtc.',
  },
  test: {
    within: '',
    rooms: {
      ...Object.fromEntries(testRooms.map((room) => [room, [...whatIsTested, 'test/support']])),
      'test/support': whatIsTested,
    },
    instead: 'Move what tests share into test/support, which imports no test.',
  },
};

describe('The order of rooms is kept in', () => {
  test.each(Object.entries(houses))('%s', (folder, house) => {
    expect([...breachesOf(sourcesIn(folder), house)]).toEqual([]);
  });
});

const everything = sourcesIn('src', 'sandbox', 'trial', 'test');

test('The imports that are looked at are those that there are', () => {
  const own = everything.flatMap(({ imports }) => imports.filter((each) => each.own).map(({ to }) => to));
  const paths = everything.map(({ path }) => path);
  expect(own.filter((to) => !paths.includes(to) && !to.endsWith('.css'))).toEqual([]);
  const lines = everything.flatMap(({ text }) => text.match(/^(?:import|export|\}).* from '[^']+'/gm) ?? []);
  expect(lines.length).toBeGreaterThan(1_000);
  expect(everything.flatMap(({ imports }) => imports).length).toBeGreaterThanOrEqual(lines.length);
});

test('Every file of src but the first is imported by another, so that no command or store is forgotten', () => {
  const imported = new Set(sourcesIn('src').flatMap(({ imports }) => imports.map(({ to }) => to)));
  const forgotten = sourcesIn('src').filter(
    ({ path }) => path !== 'src/index.ts' && !path.endsWith('.d.ts') && !imported.has(path),
  );
  expect(forgotten.map(({ path }) => path)).toEqual([]);
});

test('Nothing imports a test', () => {
  const wrong = everything.flatMap(({ path, imports }) =>
    imports.filter(({ to }) => to.endsWith('.test.ts')).map(({ to }) => `${path} imports ${to}`),
  );
  expect(wrong).toEqual([]);
});

test('An import that breaks the order is named, with what to do instead', () => {
  const imports = [{ to: 'src/slack/views/late.ts', own: true, typeOnly: true }];
  const early = { path: 'src/slack/format/early.ts', text: '', imports };
  const stray = { path: 'src/slack/stray.ts', text: '', imports: [] };
  const house = { within: 'src/slack', rooms: inOrder('src/slack', 'format', 'views'), instead: 'Move it.' };
  expect([...breachesOf([early, stray], house)]).toEqual([
    [
      'src/slack/format/early.ts imports src/slack/views/late.ts',
      'src/slack/format may import nothing else. Move it.',
    ],
    [
      'src/slack/stray.ts is in no room',
      'Put it into one of src/slack/format, src/slack/views, or add a room to the table.',
    ],
  ]);
});
