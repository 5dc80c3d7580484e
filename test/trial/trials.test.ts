import { beforeAll, describe, expect, test } from '@jest/globals';
import { secrets } from '../../sandbox/stage.ts';
import { exitCodes } from '../../trial/command.ts';
import { trials } from '../../trial/trials/index.ts';
import { argsOf, asAssumed, type Case, otherwise } from '../support/trial-cases.ts';
import { buildTrials, callbackKey, carriedOut, runTrial, startStandIn } from '../support/trial-process.ts';

beforeAll(buildTrials, 60_000);

/** What nobody may read at the terminal, whose text goes into an issue. */
const hidden = [
  secrets.secretKey,
  secrets.secretId,
  secrets.sdkSecretKey,
  callbackKey,
  'pa55word',
  't0ken',
  'secretfolder',
];

async function played({ name, options = {}, play = () => ({}) }: Case) {
  const trtc = await startStandIn(options);
  const trial = runTrial(trtc, argsOf(name), await play(trtc));
  return { trtc, code: await carriedOut(trial), output: trial.output() };
}

test('Each trial is played both ways', () => {
  const names = trials.map(({ name }) => name).sort();
  expect(asAssumed.map(({ name }) => name).sort()).toEqual(names);
  expect(otherwise.map(({ name }) => name).sort()).toEqual(names);
});

describe('A trial against a TRTC that does what the bot assumes', () => {
  test.each(asAssumed.map((each) => [each.name, each] as const))(
    '(%s) agrees, ends what it started, and shows no secret',
    async (_, each) => {
      const { trtc, code, output } = await played(each);
      expect(output).not.toContain('DIFFERS');
      expect(output).toContain('What was seen agrees with that.');
      expect(code).toBe(exitCodes.agrees);
      expect(trtc.tasks.filter(({ state }) => state === 'running')).toEqual([]);
      expect(hidden.filter((secret) => output.includes(secret))).toEqual([]);
      expect(output).not.toMatch(/"UserSig":"eJ/);
    },
  );
});

describe('A trial against a TRTC that does otherwise', () => {
  test.each(otherwise.map((each) => [each.name, each] as const))(
    '(%s) says so, and ends what it started',
    async (_, each) => {
      const { trtc, code, output } = await played(each);
      expect(output).toMatch(/^ {2}DIFFERS {2}\S.*\n {11}Seen: \S/m);
      expect(output).toContain('What was seen DIFFERS from that, so the bot is wrong about it.');
      expect(code).toBe(exitCodes.differs);
      expect(trtc.tasks.filter(({ state }) => state === 'running')).toEqual([]);
    },
  );
});
