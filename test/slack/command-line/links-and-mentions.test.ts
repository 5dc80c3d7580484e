import { describe, expect, test } from '@jest/globals';
import { commandWords } from '../../../src/slack/command-line/tokens.ts';
import { readUser } from '../../../src/slack/command-line/user-word.ts';
import { started, words } from '../../support/typed.ts';

const url = 'https://a.b/1.mp4';

/** What Slack and phones make of numbers, names and addresses, and what was typed. */
const links: readonly [string, string][] = [
  ['<tel:1234567890|1234567890>', '1234567890'],
  ['<tel:+11234567890|1234567890>', '1234567890'],
  ['<tel:+15551234567|555-123-4567>', '555-123-4567'],
  ['<tel:5551234567|(555)1234567>', '(555)1234567'],
  ['<tel:007|007>', '007'],
  ['<tel:123456>', '123456'],
  ['<sms:+4915112345678|015112345678>', '015112345678'],
  ['<facetime:a@b.live|a@b.live>', 'a@b.live'],
  ['<callto:123|123>', '123'],
  ['<skype:show.room|show.room>', 'show.room'],
  ['<mailto:main@room.live|main@room.live>', 'main@room.live'],
  ['<mailto:Main@room.live|Main@room.live>', 'Main@room.live'],
  ['<mailto:main@room.live>', 'main@room.live'],
  ['<http://room.live|room.live>', 'room.live'],
  ['<http://room.live/|room.live>', 'room.live'],
  ['<https://room.live|room.live>', 'room.live'],
  ['<http://Room.Live|Room.Live>', 'Room.Live'],
  ['<http://room.live|Room.live>', 'Room.live'],
  ['<http://room.live/a|room.live/a/>', 'room.live/a/'],
  ['<http://b%C3%BChne.live|bühne.live>', 'bühne.live'],
];
const textFields = ['room', 'user', 'app'] as const;

describe.each(links)('%s is what was typed, %s,', (link, typed) => {
  test.each(textFields)('as --%s', (field) => {
    expect(started(`--${field} ${link}`)).toEqual({ draft: { [field]: typed }, problems: [] });
    expect(started(`--${field}=${link}`)).toEqual({ draft: { [field]: typed }, problems: [] });
    expect(started(`--${field} "${link}"`)).toEqual({ draft: { [field]: typed }, problems: [] });
  });

  test('as the room of a start, as a preset and as any word', () => {
    expect(started(`${link} <${url}>`)).toEqual({ draft: { room: typed, url }, problems: [] });
    expect(started(`--preset ${link}`).preset).toBe(typed);
    expect(words(`stop --room ${link}`)).toEqual(['stop', '--room', typed]);
  });
});

describe('A URL is taken from a link exactly:', () => {
  test.each([
    ['<https://a.b/x.mp4>', 'https://a.b/x.mp4'],
    ['<https://a.b/x.mp4?p=1&amp;q=2>', 'https://a.b/x.mp4?p=1&q=2'],
    ['<https://a.b/x.mp4|https://a.b/x.mp4>', 'https://a.b/x.mp4'],
    ['<https://a.b/x.mp4|https://a.b/x.mp4/>', 'https://a.b/x.mp4/'],
    ['<https://a.b/very/long/x.mp4|https://a.b/very/…>', 'https://a.b/very/…'],
    ['<https://a.b/x.mp4|the show>', 'https://a.b/x.mp4'],
    ['<https://a.b/*x*,.mp4>', 'https://a.b/*x*,.mp4'],
    ['<https://a.b/“x”—y.mp4>', 'https://a.b/“x”—y.mp4'],
    ['rtmp://a.b/live/x', 'rtmp://a.b/live/x'],
  ])('%s', (typed, is) => {
    const cut = is.endsWith('…');
    const expected = cut ? 'https://a.b/very/long/x.mp4' : is;
    expect(started(`room1 ${typed}`)).toEqual({ draft: { room: 'room1', url: expected }, problems: [] });
    expect(started(`room1 --url=${typed}`)).toEqual({
      draft: { room: 'room1', url: expected },
      problems: [],
    });
  });

  test('words that hide another address are no room: both are named', () => {
    const { draft, problems } = started('--room <https://a.b/x|main> --url <https://a.b/1.mp4>');
    expect(draft.room).toBeUndefined();
    expect(problems).toEqual([
      '`main` in `--room` is a link to `https://a.b/…`: write the one that you mean, as plain text.',
    ]);
  });
});

test.each(['now', '<!here>', '<#C0LIVE|live-ops>', '<tel:1234567890|1234567890>', '<http://c.d|c.d>'])(
  'what stands behind a link under other words is no room either: %s',
  (behind) => {
    const { draft, problems } = started(`<http://a.b/x|click> ${behind}`);
    expect(draft.room).toBeUndefined();
    expect(problems[0]).toContain('Something stands behind the URL');
  },
);

describe('A mention is the text that was typed where no person is asked for:', () => {
  const named: readonly [string, string][] = [
    ['<#C0LIVE|live-ops>', '#live-ops'],
    ['<@U0BOB|bob>', '@bob'],
    ['<@W0BOB|bob>', '@bob'],
    ['<!subteam^S0OPS|@ops>', '@ops'],
    ['<!subteam^S0OPS|ops>', '@ops'],
    ['<!here>', '@here'],
    ['<!here|here>', '@here'],
    ['<!here|@here>', '@here'],
    ['<!channel>', '@channel'],
    ['<!everyone>', '@everyone'],
  ];
  const fields = ['room', 'url', 'app', 'user', 'region', 'volume'] as const;

  test.each(named.flatMap(([mention, typed]) => fields.map((field) => [mention, field, typed] as const)))(
    '%s as --%s is %s',
    (mention, field, typed) => {
      expect(started(`--${field} ${mention}`).draft).toEqual({ [field]: typed });
    },
  );

  test.each(named)('%s as an operand is %s', (mention, typed) => {
    expect(started(`${mention} <${url}>`)).toEqual({ draft: { room: typed, url }, problems: [] });
    expect(words(`status ${mention}`)).toEqual(['status', typed]);
  });

  const unnamed = ['<#C0LIVE>', '<@U0BOB>', '<@W0BOB>', '<!subteam^S0OPS>', '<#C0LIVE|>'];

  test.each(unnamed.flatMap((mention) => fields.map((field) => [mention, field] as const)))(
    '%s as --%s, for which Slack gives no text, is refused, and is never an id',
    (mention, field) => {
      const { draft, problems } = started(`--${field} ${mention}`);
      expect(draft).toEqual({});
      expect(problems).toEqual([expect.stringMatching(/`--\w+` is a mention, and Slack does not say/)]);
    },
  );

  test.each(unnamed)('%s as a room without its option is refused too', (mention) => {
    const { draft, problems } = started(`${mention} <${url}>`);
    expect(draft).toEqual({ url });
    expect(problems).toHaveLength(1);
  });

  const notTyped = [
    '<!date^0^{date}|now>',
    '<!date^0^{date}^https://a.b|now>',
    '<!foo^bar>',
    '<!foo^bar|baz>',
  ];

  test.each(notTyped.flatMap((made) => fields.map((field) => [made, field] as const)))(
    '%s as --%s, which nobody types and people see otherwise, is refused',
    (made, field) => {
      const { draft, problems } = started(`--${field} ${made}`);
      expect(draft).toEqual({});
      expect(problems).toEqual([expect.stringMatching(/`--\w+` is no plain text: write what you mean\./)]);
    },
  );

  test.each(notTyped)('%s as a room without its option is refused too', (made) => {
    const { draft, problems } = started(`${made} <${url}>`);
    expect(draft).toEqual({ url });
    expect(problems).toHaveLength(1);
  });

  test('what was typed with < and > is no mention', () => {
    expect(started('--room &lt;!channel&gt;')).toEqual({ draft: { room: '<!channel>' }, problems: [] });
    expect(started('--room &lt;#C0LIVE|x&gt;')).toEqual({ draft: { room: '<#C0LIVE|x>' }, problems: [] });
  });
});

describe('A person is asked for:', () => {
  const user = (typed: string) => {
    const read = commandWords(typed);
    return readUser('allow', read.ok ? read.words : []);
  };

  test.each([
    ['<@U0BOB>', 'U0BOB'],
    ['<@U0BOB|bob>', 'U0BOB'],
    ['<@W0BOB|bob>', 'W0BOB'],
    ['"<@U0BOB|bob>"', 'U0BOB'],
    ['<@U0BOB|bob>,', 'U0BOB'],
    ['*<@U0BOB|bob>*', 'U0BOB'],
    ['U0BOB', 'U0BOB'],
    ['`U0BOB`', 'U0BOB'],
  ])('%s is %s', (typed, id) => {
    expect(user(typed)).toEqual({ ok: true, user: id });
  });

  test.each([
    ['<!subteam^S0OPS|@ops>', 'is a user group'],
    ['<!here>', 'is everybody'],
    ['<#C0LIVE|live>', 'is a channel'],
    ['&lt;@U0BOB&gt;', 'is not a person'],
    ['@bob', 'is not a person'],
    ['<mailto:bob@a.b|bob@a.b>', 'is not a person'],
  ])('%s is none, and why', (typed, why) => {
    expect(user(typed)).toMatchObject({ ok: false, problem: expect.stringContaining(why) });
  });
});

describe('A typed emoji', () => {
  test.each([':tada:', ':+1:', ':wave::skin-tone-2:', ':flag-de:', '":tada:"'])('%s is no room', (typed) => {
    expect(started(`${typed} <${url}>`).problems).toEqual([
      expect.stringContaining('is an emoji, and no room'),
    ]);
    expect(started(`--room=${typed}`).problems).toHaveLength(1);
  });

  test.each(['stage:tada:', ':tada:room', ':red_circle:live', 'main-stage:+1::wave:', 'room1:flag-de:'])(
    '%s is asked about',
    (typed) => {
      expect(started(`${typed} <${url}>`).problems).toEqual([
        expect.stringContaining('An emoji stands in the room'),
      ]);
      expect(started(`"${typed}" <${url}>`)).toEqual({ draft: { room: typed, url }, problems: [] });
    },
  );

  test.each(['12:30', ':12:', 'a:b:c', ':a', '12:30:45'])('is none: %s', (typed) => {
    expect(started(`${typed} <${url}>`)).toEqual({ draft: { room: typed, url }, problems: [] });
  });
});
