import { expect, test } from '@jest/globals';
import type { Draft, Field } from '../../../src/ingest/fields.ts';
import { type Application, readRequest } from '../../../src/ingest/request.ts';
import { fieldWords } from '../../../src/slack/format/field-words.ts';
import { ruleOf } from '../../../src/slack/format/rules.ts';
import { draft, keyless, prod, rulesOf } from '../../support/samples.ts';

function rulesOn(typed: Draft, applications: readonly Application[] = [prod]) {
  const read = readRequest(typed, rulesOf(applications));
  return read.ok ? [] : read.problems.map((problem) => [problem.field, problem.given, ruleOf(problem)]);
}

const only = (field: Field) => `only ${fieldWords[field].takes.replace('a room: ', '')}`;
const takes = (field: Field) =>
  `takes ${field === 'region' ? `one of ${prod.regions.join(', ')}` : fieldWords[field].takes}`;

test.each<[Field, string, string]>([
  ['room', 'a/b', `takes no /, ${only('room')}`],
  ['room', 'süd*', `takes no ü and no asterisk, ${only('room')}`],
  ['room', 'a\u200Bb', `takes no unseen character U+200B, ${only('room')}`],
  ['room', 'a\uD83D', `takes no unseen character U+D83D, ${only('room')}`],
  ['room', 'room🎬', `takes no 🎬, ${only('room')}`],
  ['room', "it's", `takes no single quote, ${only('room')}`],
  ['room', '房间一二三四五', `takes no 房 and no 间 and no 一 and no 二 and no 三, ${only('room')}`],
  ['room', 'x'.repeat(80), 'takes at most 64 bytes, and this has 80'],
  ['user', 'robot 123', `takes no space, ${only('user')}`],
  ['user', 'x'.repeat(33), 'takes at most 32 bytes, and this has 33'],
  ['volume', '201', takes('volume')],
  ['volume', '99.5', `${takes('volume')}, without a fraction`],
  ['volume', '100%', `${takes('volume')}, without a unit after it`],
  ['max-duration', '2h', `${takes('max-duration')}, without a unit after it`],
  ['seek', '1:30', `${takes('seek')}, in digits alone`],
  ['seek', '1,000', `${takes('seek')}, in digits alone`],
  ['repeat', 'one', `${takes('repeat')}, in digits alone`],
  ['region', 'singapore', `${takes('region')}; the nearest is ap-singapore`],
  ['region', 'AP-TOKYO', `${takes('region')}; the nearest is ap-tokyo`],
  ['region', 'ap-singapur', `${takes('region')}; the nearest is ap-singapore`],
  ['region', 'mars', takes('region')],
  ['region', 'x'.repeat(3000), takes('region')],
  ['room-type', 'int', `${takes('room-type')}; the nearest is integer`],
  ['room-type', 'String', `${takes('room-type')}; the nearest is string`],
])('--%s %j: %s', (field, given, rule) => {
  const typed = { ...draft, ...(field === 'max-duration' ? { repeat: '-1' } : {}), [field]: given };
  expect(rulesOn(typed)).toEqual([[field, given, rule]]);
});

const needsKey = { ...keyless, needsPrivateMapKey: true };

test.each<[string, Draft, readonly Application[], [Field, string][]]>([
  [
    'what a start needs',
    {},
    [prod],
    [
      ['room', `is needed: it ${takes('room')}`],
      ['url', `is needed: it ${takes('url')}`],
    ],
  ],
  [
    'an application that is not known',
    { ...draft, app: 'keyles' },
    [prod, keyless],
    [['app', 'takes one of prod (1400000001), keyless (1400000002); the nearest is keyless']],
  ],
  [
    'tickets that the bot cannot mint',
    draft,
    [needsKey],
    [
      [
        'user',
        "is needed: the bot has no key for application keyless, so give the robot's UserId and its UserSig",
      ],
      ['user-sig', 'is needed: the bot has no key for application keyless to mint it with'],
      ['private-map-key', 'is needed: application keyless demands it and the bot has no key to mint it with'],
    ],
  ],
  [
    'a UserSig of nobody',
    { ...draft, 'user-sig': 'eJw' },
    [prod],
    [['user', 'is needed: a UserSig belongs to one UserId, so give that too']],
  ],
  [
    'a PrivateMapKey of nobody',
    { ...draft, 'private-map-key': 'eJw' },
    [prod],
    [['user', 'is needed: a PrivateMapKey belongs to one UserId, so give that too']],
  ],
  [
    'an integer room with too large a number',
    { ...draft, room: '4294967295', 'room-type': 'integer' },
    [prod],
    [['room', 'takes 1 to 4294967294 if `--room-type` is integer']],
  ],
  [
    'the longest loop of what is no loop',
    { ...draft, 'max-duration': '60' },
    [prod],
    [['max-duration', 'works only with a loop, that is with `--repeat -1`']],
  ],
  [
    'a UserSig with a space in it',
    { ...draft, user: 'robot', 'user-sig': 'e J' },
    [prod],
    [['user-sig', 'takes a UserSig without spaces, at most 3000 characters']],
  ],
])('The words for %s', (_, typed, applications, rules) => {
  expect(rulesOn(typed, applications).map(([field, , rule]) => [field, rule])).toEqual(rules);
});
