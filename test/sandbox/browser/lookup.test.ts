import { expect, test } from '@jest/globals';
import { lookup } from '../../../sandbox/browser/lookup.ts';
import { channels, people, sandboxFor } from '../../support/page-client.ts';

test.each(['a.b', 'media.example.com', 'example.com', 'live.example'])(
  '%s, of which the documents make examples, cannot be looked up, which says nothing of it',
  async (host) => {
    const sandbox = await sandboxFor({ stage: { runtime: { lookup } } });
    const text = `check https://${host}/test.mp4`;
    await sandbox.act(people.alice, { type: 'command', channel: channels.live.id, text });
    const told = await sandbox.until(({ ephemerals }) => ephemerals[0]);
    expect(JSON.stringify(told)).toContain('This could not be checked');
  },
);

test('Other names are looked up by the machine', async () => {
  const addresses = await lookup('localhost');
  expect(addresses.every((address) => ['127.0.0.1', '::1'].includes(address))).toBe(true);
  expect(addresses.length).toBeGreaterThan(0);
});
