import { describe, expect, test } from '@jest/globals';
import { ask, people, postAct, sandboxFor } from '../../support/page-client.ts';

const alice = people.alice.id;
const openHome = { as: alice, act: { type: 'open-home' } };

describe('whoever is not the page', () => {
  test('is refused at another Host, as after DNS rebinding', async () => {
    const sandbox = await sandboxFor();
    const { port } = new URL(sandbox.address);
    for (const path of ['/', '/api/state', '/api/events']) {
      for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', 'localhost:1']) {
        expect(await ask(sandbox, path, { headers: { host } })).toMatchObject({
          status: 403,
          body: expect.stringContaining(`not at ${host}.`),
        });
      }
    }
    expect((await ask(sandbox, '/', { headers: { host: `localhost:${port}` } })).status).toBe(200);
  });

  test('is refused with the Origin of another page', async () => {
    const sandbox = await sandboxFor();
    for (const origin of ['http://evil.example', 'null', sandbox.address.replace('http:', 'https:')]) {
      const { status, body } = await postAct(sandbox, openHome, { origin });
      expect([status, body]).toEqual([403, expect.stringContaining(`not from ${origin}.`)]);
    }
    expect((await postAct(sandbox, openHome, { origin: sandbox.address })).status).toBe(200);
    expect(sandbox.stage.slack.homes).toHaveLength(1);
  });
});

describe('an act that cannot be read', () => {
  test.each([
    ['no JSON', '{', 'The body is not JSON.'],
    ['another shape', [], 'The request is not as it must be'],
    ['nobody known', { ...openHome, as: 'U0NOBODY' }, 'There is nobody called U0NOBODY on this page.'],
    ['an unknown act', { as: alice, act: { type: 'dance' } }, 'act.type is not as it must be'],
    [
      'a missing field',
      { as: alice, act: { type: 'close' } },
      'act.viewId is not as it must be: Invalid input: expected string, received undefined.',
    ],
    ['a field too many', { as: alice, act: { type: 'open-home', x: 1 } }, 'Unrecognized key: "x"'],
    [
      'an unknown error code',
      { as: alice, act: { type: 'fail-trtc', fault: { code: 'Nope' } } },
      'act.fault is not as it must be',
    ],
  ])('is answered with one sentence: %s', async (_, body, problem) => {
    const sandbox = await sandboxFor();
    const answer = await postAct(sandbox, body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({ ok: false, problem: expect.stringContaining(problem) });
  });

  test('is refused above 64 kB', async () => {
    const sandbox = await sandboxFor();
    const { status, body } = await postAct(sandbox, 'x'.repeat(64 * 1024 + 1));
    expect([status, body]).toEqual([413, expect.stringContaining('larger than 65536 bytes')]);
    expect((await postAct(sandbox, 'x'.repeat(64 * 1024))).status).toBe(400);
  });
});
