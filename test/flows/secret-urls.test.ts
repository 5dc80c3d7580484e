// Not quick: every URL goes every way.
import { expect, test } from '@jest/globals';
import { isStreamUrl } from '../../src/ingest/stream-url.ts';
import { channels, everythingSeen, people, stageFor } from '../support/bot-stage.ts';
import { secretUrls } from '../support/secret-urls.ts';

/** What somebody types with a URL in the wrong place, or in the right one with another slip. */
const slips: readonly ((url: string) => string)[] = [
  (url) => url,
  (url) => `start ${url}`,
  (url) => `start room1 ${url} --volume 900`,
  (url) => `start room1 https://c.d/1.mp4 room2 ${url}`,
  (url) => `start room1 https://c.d/1.mp4 --${url}`,
  (url) => `start --room "${url}" --url x`,
  (url) => `start room1 https://c.d/1.mp4 --volume ${url}`,
  (url) => `start --preset ${url}`,
  ...[
    'list',
    'status',
    'pause',
    'stop',
    'stop --room',
    'preset',
    'preset show',
    'preset save',
    'preset delete',
  ].map((command) => (url: string) => `${command} ${url}`),
  ...[
    'preset list',
    'preset save evening room1',
    'help',
    'history',
    'who',
    'doctor',
    'allow',
    'deny',
    'update k7f2qd --url',
  ].map((command) => (url: string) => `${command} ${url}`),
];

test.each(secretUrls)('Nobody reads the secret again that is typed with %s', async (_kind, url, secrets) => {
  const stage = await stageFor({
    settings: { LOG_LEVEL: 'trace', INGEST_ADMINS: people.alice.id, INGEST_PROBE_ALLOW: '*' },
  });
  const { slack, trtc } = stage;
  const alice = slack.person(people.alice.id);
  for (const slip of slips) await alice.command(slip(url));
  if (isStreamUrl(url)) {
    trtc.fail({
      kind: 'error',
      code: 'InvalidParameter.StreamUrl',
      message: `StreamUrl ${url} cannot be read: ${url.replace(/^[a-z]+:[/\\]*[^/\\]*/i, '')}`,
    });
    await alice.command(`start room1 "${url}"`);
    await slack.until((now) => now.messages(channels.live.id).length > 1);
  }
  await stage.stop();
  expect(slack.ephemerals.length).toBeGreaterThan(slips.length / 2);
  const seen = `${everythingSeen(stage)}${stage.log.join('')}`.toLowerCase();
  expect(secrets.filter((secret) => seen.includes(secret.toLowerCase()))).toEqual([]);
});
