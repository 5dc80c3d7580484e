import { Secret } from '../../src/ingest/secret.ts';
import { mintUserSig } from '../../src/trtc/user-sig.ts';
import { words } from '../seen.ts';
import type { Trial } from '../trial.ts';

/** Like the real ones in form, and nobody's. */
const noId = new Secret('AKIDingesttrial0000000000000000000000');
const noKey = new Secret('ingesttrial00000000000000000000');

/** What TRTC says of keys and tickets that do not fit. */
export const credentialTrials: readonly Trial[] = [
  {
    name: 'wrong-keys',
    assumes: 'wrong API keys are refused with a code of the family AuthFailure, and keys that fit are not.',
    does: 'looks for a task that is not there with API keys that are nobody’s, with your SecretId and another key, and with your keys.',
    robots: 0,
    minutes: 0,
    needsUrl: false,
    async run(bench) {
      const wrong = await bench.lookWithKeys(noId, noKey);
      bench.check('Keys that are nobody’s: AuthFailure', isAuthFailure(wrong.code), wrong);
      const wrongKey = await bench.lookWithKeys(undefined, noKey);
      bench.check('Your SecretId with another key: AuthFailure', isAuthFailure(wrongKey.code), wrongKey);
      const right = await bench.lookWithKeys();
      bench.check('Yours: no AuthFailure', !isAuthFailure(right.code), right);
    },
  },
  {
    name: 'wrong-user-sig',
    assumes: 'a start whose UserSig does not fit is refused at once with InvalidParameter.UserSig.',
    does: 'starts a stream with a UserSig that was minted with another key, and stops it if it was started.',
    robots: 1,
    minutes: 1,
    needsUrl: true,
    async run(bench) {
      const userSig = new Secret(mintUserSig(bench.app.sdkAppId, noKey, bench.robot, 600));
      const start = await bench.start({ userSig });
      const isRefused = start.code === 'InvalidParameter.UserSig';
      if (start.taskId === undefined) {
        return bench.check('The start is refused with InvalidParameter.UserSig', isRefused, start);
      }
      await bench.wait(30);
      const later = words(await bench.look(start.taskId));
      bench.check(
        'The start is refused with InvalidParameter.UserSig',
        false,
        `started, 30 s later ${later}`,
      );
    },
  },
];

function isAuthFailure(code: string | undefined): boolean {
  return code?.split('.')[0] === 'AuthFailure';
}
