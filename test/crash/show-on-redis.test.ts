// Not quick: it kills a process at one step after another.
import { describe, expect, test } from '@jest/globals';
import { deliverTo, people } from '../../sandbox/stage.ts';
import { cards } from '../support/bot-stage.ts';
import { hasRedis } from '../support/redis-server.ts';
import { at, countOf, rightInTheEnd, rowCount, stoppedInTheEnd } from './show-aftermath.ts';
import {
  alice,
  allTold,
  anew,
  end,
  instance,
  killedAt,
  longTest,
  standIns,
  survivor,
  withShow,
} from './two-instances.ts';

const inEarnest = hasRedis ? describe : describe.skip;
if (!hasRedis)
  console.warn('NOT TESTED: there is no redis-server here, so a show on two instances was left out.');

const refusal = { kind: 'error', code: 'InvalidParameter.StreamUrl' } as const;
/** So soon after whatever happened last a board is right. */
const rightAfterMs = 5_000;
/** Of a board, as Redis counts it, less what calls may take to arrive. */
const editsApartMs = 1_500 - 200;
const start = () => alice().command('show start evening');

/**
 * Every step would take half an hour: the suite walks one residue, and CRASH_RESIDUE=1 and so on the others. Odd, so that
 * TRTC refuses every other time.
 */
const stride = 35;
const residue = Number(process.env.CRASH_RESIDUE ?? 0) % stride;

inEarnest('Of two instances on one Redis', () => {
  test(
    'one dies at any point of the start of a show, and the other one ends it: each row started once, also if TRTC refuses it, each result told once, one board, which is right',
    async () => {
      let reached = 0;
      for (let n = 1 + residue; ; n += stride) {
        await anew();
        const { trtc } = standIns;
        // What is over at once must not be begun anew by whoever goes on.
        if (n % 2 === 0) trtc.fail(refusal, { action: 'StartStreamIngest', times: rowCount });
        const store = await withShow();
        const { steps, died, isKept } = await killedAt(n, store, start);
        await at(steps, () => rightInTheEnd(standIns, store, { lost: died, nothing: !isKept }));
        if (!died) break;
        reached += 1;
      }
      expect(reached).toBeGreaterThan(2);
    },
    longTest,
  );

  test(
    'one dies at any point of the stop of a show, and the other one ends it: each row stopped and told once, or none, and the board right',
    async () => {
      let reached = 0;
      for (let n = 1 + residue; ; n += stride) {
        await anew();
        const store = await withShow();
        const first = await instance();
        deliverTo(standIns.slack, first.port);
        await start();
        await standIns.trtc.until(({ tasks }) => tasks.length === rowCount);
        await allTold(store);
        await end(first);
        const { steps, died, isKept } = await killedAt(n, store, () => alice().command('show stop evening'));
        await at(steps, () => stoppedInTheEnd(standIns, { isKept }));
        if (!died) break;
        reached += 1;
      }
      expect(reached).toBeGreaterThan(1);
    },
    longTest,
  );

  test.each(['at once', 'while its rows are begun', 'when all of it is told'])(
    'both get one press, the second %s, and each row is started once, on one board',
    async (when) => {
      await anew();
      const store = await withShow();
      const [one, other] = [await instance(), await instance()];
      const { slack, trtc } = standIns;
      deliverTo(slack, one.port);
      const delivery = await start();
      if (when === 'while its rows are begun') await trtc.until(({ calls }) => calls.length > 0);
      if (when === 'when all of it is told') await trtc.until(({ tasks }) => tasks.length === rowCount);
      if (when === 'when all of it is told') await allTold(store);
      deliverTo(slack, other.port);
      await slack.redeliver(delivery);
      deliverTo(slack, one.port);
      await slack.redeliver(delivery);
      await trtc.until(({ tasks }) => tasks.length === rowCount);
      await allTold(store);
      await rightInTheEnd(standIns, store);
    },
    longTest,
  );

  test.each(['once it has the press', 'once the board stands', 'once a row is begun'])(
    'one is ended in good order %s, and the other one goes on: each row started once, on one board',
    async (when) => {
      await anew();
      const store = await withShow();
      const [one, other] = [await instance(), await survivor()];
      const { slack, trtc } = standIns;
      deliverTo(slack, one.port);
      await start();
      if (when === 'once the board stands') await slack.until((now) => cards(now)[0]);
      if (when === 'once a row is begun') await trtc.until(({ calls }) => calls.length > 0);
      const ended = end(one);
      await other.takeUp();
      deliverTo(slack, other.bot.port);
      await ended;
      await trtc.until(({ tasks }) => tasks.length === rowCount);
      await allTold(store);
      await rightInTheEnd(standIns, store);
    },
    longTest,
  );

  test(
    'one starts a show that the other one stops meanwhile: whatever TRTC had not answered yet ends too, and the board is right',
    async () => {
      await anew();
      const store = await withShow();
      const [one, other] = [await instance(), await instance()];
      const { slack, trtc } = standIns;
      // What TRTC has not answered when the stop comes is stopped, too.
      trtc.fail({ kind: 'stall' }, { action: 'StartStreamIngest', times: 2 });
      deliverTo(slack, one.port);
      await start();
      await trtc.until(({ calls }) => calls.length === 2);
      deliverTo(slack, other.port);
      await slack.person(people.carol.id).command('show stop evening');
      await slack.until((now) => countOf(cards(now)[0]?.text ?? '', '⏹') > 0);
      trtc.release();
      await slack.until((now) => cards(now)[0]?.text.startsWith(`⏹ ${rowCount} of ${rowCount}`));
      expect(trtc.tasks.map(({ state }) => state)).toEqual(trtc.tasks.map(() => 'ended'));
      await allTold(store);
    },
    longTest,
  );

  test(
    'each gets the press of another person at the same time, and each row is started once, on one board, whose pace they keep together',
    async () => {
      await anew();
      const store = await withShow();
      const [one, other] = [await instance(), await instance()];
      const { slack, trtc } = standIns;
      // So long that both are there before the board stands.
      slack.fail({ kind: 'delay', ms: 500 }, { method: 'chat.postMessage' });
      deliverTo(slack, one.port);
      const first = start();
      deliverTo(slack, other.port);
      const second = slack.person(people.carol.id).command('show start evening');
      await Promise.all([first, second]);
      await trtc.until(({ tasks }) => tasks.length === rowCount);
      await allTold(store);
      await rightInTheEnd(standIns, store);
      await slack.person(people.carol.id).command('show stop evening');
      await trtc.until(({ tasks }) => tasks.every(({ state }) => state === 'ended'));
      const last = Date.now();
      await slack.until((now) => cards(now)[0]?.text.startsWith(`⏹ ${rowCount}`));
      expect(Date.now() - last).toBeLessThan(rightAfterMs);
      await allTold(store);
      const edits = slack.calls.filter(({ method }) => method === 'chat.update').map((call) => call.at);
      const apart = edits.slice(1).map((moment, n) => moment - (edits[n] ?? 0));
      expect(Math.min(editsApartMs, ...apart)).toBe(editsApartMs);
      expect(slack.calls.filter(({ status }) => status === 429)).toEqual([]);
    },
    longTest,
  );
});
