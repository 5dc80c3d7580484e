import { expect, test } from '@jest/globals';
import { threadIn } from '../../../src/slack/format/payload.ts';

const [root, reply] = ['1767326125.870439', '1767326126.896109'];

test.each<[string, unknown, unknown, string | undefined]>([
  ['a reply', reply, root, root],
  ['a root that was answered, which names itself', root, root, undefined],
  ['a message that nobody has answered', root, undefined, undefined],
  ['a message without a ts of its own', undefined, root, root],
  ['an empty text', reply, '', undefined],
  ['null', reply, null, undefined],
  ['a number', reply, 1_767_326_125.870_439, undefined],
  ['something else', reply, { ts: root }, undefined],
  ['a word', reply, 'root', undefined],
  ['a time without its fraction', reply, '1767326125', undefined],
  ['more than a time', reply, `${root}\n`, undefined],
])('The thread of a press, where Slack sends %s', (_, ts, thread, expected) => {
  expect(threadIn({ ts, thread })).toBe(expected);
});
