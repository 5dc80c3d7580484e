import { expect, test } from '@jest/globals';
import { type Field, fieldDefinitions } from '../../src/ingest/fields.ts';
import { readRequest } from '../../src/ingest/request.ts';
import { draft, prod } from '../support/samples.ts';

const only = (field: Field) => `only ${fieldDefinitions[field].takes.replace('a room: ', '')}`;
const takes = (field: Field) =>
  `takes ${field === 'region' ? `one of ${prod.regions.join(', ')}` : fieldDefinitions[field].takes}`;

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
  expect(readRequest(typed, [prod])).toEqual({ ok: false, problems: [{ field, given, rule }] });
});

test('Of a URL that is refused only what may be shown is given', () => {
  const url = 'https://user:one two three@a.b/x';
  expect(readRequest({ ...draft, url }, [prod])).toMatchObject({ problems: [{ given: 'https://…?…' }] });
  expect(readRequest({ ...draft, url: 'hunter2' }, [prod])).toMatchObject({
    ok: false,
    problems: [{ field: 'url' }],
  });
  expect(JSON.stringify(readRequest({ ...draft, url: 'hunter2' }, [prod]))).not.toContain('hunter2');
});
