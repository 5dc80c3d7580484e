import { describe, expect, test } from '@jest/globals';
import type { Fault, SlackStandIn } from '../../sandbox/slack/index.ts';
import { answered, cards, example, people, replies, stageFor } from '../support/bot-stage.ts';

const alice = people.alice.id;
const everybody = [alice, people.bob.id];

const lost: Fault = { kind: 'lose-answer' };
const fine: Fault = { kind: 'delay', ms: 0 };
/** What happens to the messages that are posted, in order. */
const losses: readonly [what: string, faults: readonly Fault[], lookedWith: string][] = [
  ['the card', [lost], 'conversations.history'],
  ['what came of the start', [fine, lost], 'conversations.replies'],
];

/**
 * Group messages that the bot is in: conversations.history and .replies want mpim:history there
 * (https://docs.slack.dev/reference/methods/conversations.history), whatever their id begins with.
 */
describe.each(['G0TRIO', 'C0TRIO'])('In group messages with the id %s', (id) => {
  test.each(losses)(
    'the answer to %s that gets lost is looked up, so that nothing comes twice',
    async (_, faults, method) => {
      const { slack, trtc } = await stageFor({
        prepare: (now) =>
          void now.channels.push({
            ...{ id, name: 'mpdm-alice--bob--ingest-1', group: true, members: everybody, botIsMember: true },
          }),
      });
      for (const fault of faults) slack.fail(fault, { method: 'chat.postMessage' });
      await slack.person(alice).command(example, { channel: id });
      const { reply } = await answered(slack, id);
      await looked(slack, method);
      await slack
        .person(alice)
        .command(`stop ${/task `([a-z2-9]{6})`/.exec(reply.text)?.[1]}`, { channel: id });
      await slack.until((now) => replies(now, id).some(({ text }) => text.startsWith('⏹')));
      expect(cards(slack, id)).toHaveLength(1);
      expect(replies(slack, id)).toHaveLength(2);
      expect(trtc.tasks).toHaveLength(1);
    },
  );
});

/** Resolves when the bot has looked for its own messages. */
function looked(slack: SlackStandIn, method: string) {
  return slack.until((now) => now.calls.some((call) => call.method === method && call.status === 200));
}
