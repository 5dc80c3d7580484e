import { expect, test } from '@jest/globals';
import type { Application } from '../../../src/ingest/request.ts';
import { noProxies, routeTo } from '../../../src/network/route.ts';
import { credentialChecks, keyFindings } from '../../../src/slack/doctor/trtc-checks.ts';

const directly = routeTo(new URL('https://trtc.tencentcloudapi.com'), noProxies);
const gateway = { verify: async () => ({ credentials: 'accepted' as const }) };

const applications: Application[] = Array.from({ length: 25 }, (_, at) => ({
  name: `app${at}`,
  sdkAppId: at + 1,
  region: 'ap-tokyo',
  regions: ['ap-singapore', 'ap-tokyo'],
  mintsUserSig: true,
  needsPrivateMapKey: false,
}));

test('Of very many applications, those that are not tried are counted', () => {
  expect(credentialChecks(gateway, applications, directly)).toHaveLength(20);
  expect(keyFindings(applications)).toContainEqual({
    level: 'warning',
    fact: 'Of 25 applications the last 5 were not tried at TRTC.',
    remedy: 'A start shows whether they work.',
  });
  expect(keyFindings(applications.slice(0, 20))).toHaveLength(1);
});
