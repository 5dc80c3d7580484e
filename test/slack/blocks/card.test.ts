import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { card } from '../../../src/slack/blocks/card.ts';
import { states, taskIn } from '../../ingest/samples.ts';
import { foreignMarkup, messageProblems, textsIn, wordsOf } from '../slack-limits.ts';

const time = (seconds: number, shown: string) => `<!date^${seconds}^{time}|${shown} UTC>`;

describe('The card of a task that is', () => {
  const where = '`a.b/test.mp4` · robot `ingest-k7f2qd` · task `k7f2qd`';
  const lines = {
    queued: ['🟡 *`room123`* is starting · asked for by <@U0ALICE> · ap-singapore', where],
    starting: ['🟡 *`room123`* is starting · asked for by <@U0ALICE> · ap-singapore', where],
    live: [
      '🟢 *`room123`* is live · started by <@U0ALICE> · ap-singapore',
      `${where} · since ${time(2, '00:00')}`,
    ],
    failed: ['❌ *`room123`* did not start · asked for by <@U0ALICE>', where],
    unknown: ['❓ *`room123`* may or may not be live · asked for by <@U0ALICE> · ap-singapore', where],
  };

  test.each(states.map((state) => [state.name, state] as const))('%s says so', (name, state) => {
    const { text, blocks } = card(taskIn(state));
    expect(textsIn(blocks)).toEqual(lines[name]);
    expect(text).toBe(lines[name][0]);
  });
});

test('A card shows neither credentials nor the query nor the stream key of its source', () => {
  const url = 'rtmp://user:t0psecret@a.b/live/t0psecret?sig=t0psecret';
  for (const state of states) {
    const shown = wordsOf(card(taskIn(state, { draft: { room: 'room123', url } })));
    expect(shown).toContain('`rtmp://a.b/live/…?…`');
    expect(shown).not.toContain('t0psecret');
  }
});

test('Slack takes the card of any room, robot and URL, and nothing that was typed in them becomes markup', () => {
  const typed = fc.oneof(
    fc.string({ maxLength: 3000 }),
    fc.stringMatching(/^[<>&!@#`*|\n]{1,300}$/),
    fc.constantFrom('<!channel>', '<@U0BOB>', '<#C1|x>', '`<!here>`', 'https://a.b/<!channel>|x'),
  );
  fc.assert(
    fc.property(typed, typed, typed, fc.constantFrom(...states), (room, url, robot, state) => {
      const posted = card(taskIn(state, { room: { id: room, type: 0 }, robot, draft: { room, url } }));
      expect(messageProblems(posted)).toEqual([]);
      expect([posted.text, ...textsIn(posted.blocks)].flatMap(foreignMarkup)).toEqual([]);
    }),
  );
});
