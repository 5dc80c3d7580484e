import { describe, expect, test } from '@jest/globals';
import type { Snapshot } from '../../../sandbox/browser/protocol.ts';
import { people, postAct, sandboxFor } from '../../support/page-client.ts';

const { alice } = people;
const faultsOf = ({ sources }: Snapshot) =>
  Object.fromEntries(sources.all.map(({ name, fault }) => [name, fault]));

describe('the sources of the page', () => {
  test('are offered with their URLs and what can be wrong with them', async () => {
    const sandbox = await sandboxFor();
    const { sources } = await sandbox.state();
    const [film] = sources.all;
    expect(film).toMatchObject({ name: 'film.mp4', about: 'MP4 with H.264 and AAC, 720p' });
    expect((await fetch(film?.url ?? '')).status).toBe(200);
    expect(sources.faults).toContainEqual({ name: 'silent', words: 'does not answer' });
  });

  test('are broken and mended, one or all', async () => {
    const sandbox = await sandboxFor();
    await sandbox.act(alice, { type: 'break-source', name: 'film.mp4', fault: 'gone' });
    expect(faultsOf(await sandbox.state())).toEqual({ 'film.mp4': 'gone' });
    await sandbox.act(alice, { type: 'break-source', name: 'film.mp4' });
    expect(faultsOf(await sandbox.state())).toEqual({});
    await sandbox.act(alice, { type: 'break-source', name: 'all', fault: 'page' });
    expect(new Set(Object.values(faultsOf(await sandbox.state())))).toEqual(new Set(['page']));
    await sandbox.act(alice, { type: 'break-source', name: 'all' });
    expect(faultsOf(await sandbox.state())).toEqual({});
  });

  test('are no others, and have no other faults', async () => {
    const sandbox = await sandboxFor();
    for (const act of [
      { type: 'break-source', name: '../make.sh', fault: 'gone' },
      { type: 'break-source', name: 'film.mp4', fault: 'toString' },
    ]) {
      expect((await postAct(sandbox, { as: alice.id, act })).status).toBe(400);
    }
  });
});
