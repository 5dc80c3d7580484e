import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { beginning, notNow, relayStage } from '../support/outbox-relay-stage.ts';

/** What becomes of a call of Slack. */
const answers = ['taken', 'answer lost', 'refused', 'rate limited'] as const;
type Answer = (typeof answers)[number];

/** What happens next: something new is written down, and told by one of two instances or by nobody; or one looks around. */
type Step =
  | { do: 'news'; toldBy: 0 | 1 | undefined }
  | { do: 'sweep'; by: 0 | 1 }
  | { do: 'time'; ms: number }
  /** Answers one of the calls that are under way. */
  | { do: 'answer'; which: number };

const instance = fc.constantFrom<(0 | 1)[]>(0, 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('news' as const), toldBy: fc.option(instance, { nil: undefined }) }),
  fc.record({ do: fc.constant('sweep' as const), by: instance }),
  fc.record({ do: fc.constant('time' as const), ms: fc.integer({ min: 0, max: 9_000 }) }),
  fc.record({ do: fc.constant('answer' as const), which: fc.nat(5) }),
);

/** After so long a call is given up. */
const longestCallMs = 10_000;

/** Slack, whose calls take until they are answered, in any order, and end as the course says. */
function slowSlack(course: readonly Answer[], time: { now: number }) {
  const underWay: { since: number; end: () => void }[] = [];
  const left = [...course];
  return {
    /** Slack takes a call, or not. */
    async before() {
      await new Promise<void>((resolve) => underWay.push({ since: time.now, end: resolve }));
      if (left[0] === 'refused' || left[0] === 'rate limited')
        throw notNow(left.shift() === 'refused' ? undefined : 30_000);
    },
    /** The bot hears of it, or not. */
    async after() {
      if (left.shift() === 'answer lost') throw notNow();
    },
    isQuiet: () => underWay.length === 0,
    /** Answers one of the calls; resolves when all that follows from it has been done. */
    async answer(which: number) {
      underWay.splice(which % Math.max(underWay.length, 1), 1)[0]?.end();
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    },
    async pass(ms: number) {
      const isOver = ({ since }: { since: number }) => since + longestCallMs <= time.now + ms;
      while (underWay.some(isOver)) await this.answer(underWay.findIndex(isOver));
      time.now += ms;
    },
  };
}

/** Two instances of the bot go through these steps, and at last Slack takes everything. */
async function played(steps: readonly Step[], course: readonly Answer[]) {
  const time = { now: beginning };
  const slack = slowSlack(course, time);
  const { before, after } = slack;
  const stage = relayStage(
    { taking: before, taken: after, looking: before, showing: before },
    undefined,
    time,
  );
  const relays = [stage.newRelay(), stage.newRelay()] as const;
  const work: Promise<void>[] = [];
  const sweep = (by: 0 | 1) => work.push(relays[by].sweep(time.now));

  for (const next of steps) {
    if (next.do === 'time') await slack.pass(next.ms);
    if (next.do === 'answer') await slack.answer(next.which);
    if (next.do === 'sweep') sweep(next.by);
    if (next.do !== 'news') continue;
    const task = await stage.news();
    if (next.toldBy !== undefined) work.push(relays[next.toldBy].deliver(task));
  }
  while (stage.record()?.outbox !== undefined || !slack.isQuiet()) {
    await slack.pass(60_000);
    sweep(0);
    await slack.answer(0);
  }
  await Promise.all(work);
  return stage;
}

test('However Slack fails and whoever carries them, the thread has each piece of news once and in order', async () => {
  const course = fc.array(fc.constantFrom(...answers), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), course, async (steps, answered) => {
      const { thread, record, remembered } = await played(steps, answered);
      const written = Array.from({ length: record()?.newsCount ?? 0 }, (_, index) => index + 1);
      expect(thread()).toEqual(written);
      expect(remembered).toHaveLength(written.length);
    }),
    { numRuns: 300 },
  );
});
