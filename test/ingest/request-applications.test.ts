import { describe, expect, test } from '@jest/globals';
import type { Draft } from '../../src/ingest/fields.ts';
import { type Application, readRequest } from '../../src/ingest/request.ts';
import { draft, keyless, prod, rulesOf } from '../support/samples.ts';

const tokyo: Application = { ...prod, name: 'tokyo', sdkAppId: 1400000003, region: 'ap-tokyo' };

const read = (more: Draft, applications: readonly Application[]) =>
  readRequest({ ...draft, ...more }, rulesOf(applications));

function problemFields(more: Draft, app: Application): string[] {
  const answer = read(more, [app]);
  return answer.ok ? [] : answer.problems.map(({ field }) => field);
}

describe('Of several applications', () => {
  test.each<[string, Draft, Application]>([
    ['the first is the default', {}, prod],
    ['one is chosen by its name', { app: 'tokyo' }, tokyo],
    ['one is chosen by its SdkAppId', { app: '1400000003' }, tokyo],
  ])('%s', (_, more, app) => {
    expect(read(more, [prod, tokyo])).toMatchObject({ ok: true, request: { app } });
  });

  test('each pulls in its own region unless another is given', () => {
    expect(read({ app: 'tokyo' }, [prod, tokyo])).toMatchObject({ request: { region: 'ap-tokyo' } });
    expect(read({ app: 'tokyo', region: 'ap-mumbai' }, [prod, tokyo])).toMatchObject({
      request: { region: 'ap-mumbai' },
    });
  });

  test('an unknown one is answered with those that are known', () => {
    expect(read({ app: 'Tokyo' }, [prod, tokyo])).toEqual({
      ok: false,
      problems: [
        {
          field: 'app',
          given: 'Tokyo',
          code: 'application',
          known: [
            { name: 'prod', sdkAppId: 1400000001 },
            { name: 'tokyo', sdkAppId: 1400000003 },
          ],
          nearest: 'tokyo',
        },
      ],
    });
  });
});

describe('The robot’s credentials', () => {
  const ticket = { 'private-map-key': 'eJwKEY' };
  const guarded = { ...prod, needsPrivateMapKey: true };
  const keylessGuarded = { ...keyless, needsPrivateMapKey: true };
  const sig = { user: 'robot123', 'user-sig': 'eJwSIG' };

  test.each<[string, Application, Draft, string[]]>([
    ['are minted where the bot has the key', prod, {}, []],
    ['are minted for a UserId that was given', prod, { user: 'robot123' }, []],
    ['are both minted where a PrivateMapKey is demanded', guarded, {}, []],
    ['may be given all the same', prod, sig, []],
    ['must be given where the bot has no key', keyless, {}, ['user', 'user-sig']],
    ['must have a UserSig where the bot has no key', keyless, { user: 'robot123' }, ['user-sig']],
    ['must have a UserId where the bot has no key', keyless, { 'user-sig': 'eJwSIG' }, ['user']],
    ['are complete with UserId and UserSig', keyless, sig, []],
    ['must have a PrivateMapKey where it is demanded', keylessGuarded, sig, ['private-map-key']],
    ['are complete with a PrivateMapKey too', keylessGuarded, { ...sig, ...ticket }, []],
    ['must name the UserId of a UserSig', prod, { 'user-sig': 'eJwSIG' }, ['user']],
    ['must name the UserId of a PrivateMapKey', prod, ticket, ['user']],
  ])('%s', (_, app, more, fields) => {
    expect(problemFields(more, app)).toEqual(fields);
  });

  test('are passed on as they were given, and are not seen when printed', () => {
    const answer = read({ ...sig, ...ticket }, [keylessGuarded]);
    if (!answer.ok) throw new Error('refused');
    expect(answer.request.user).toBe('robot123');
    expect(answer.request['user-sig']?.reveal()).toBe('eJwSIG');
    expect(answer.request['private-map-key']?.reveal()).toBe('eJwKEY');
    expect(JSON.stringify(answer.request)).not.toContain('eJw');
  });
});
