import { expect, test } from '@jest/globals';
import { maskText } from '../../src/ingest/mask.ts';

test.each([
  ['ftp://user:pass@a.b/x?token=1', 'ftp://…@a.b/x?…'],
  ['https://us@er:pa/ss@a.b:99999/x#frag', 'https://…@a.b:99999/x?…'],
  ['see http://pass@a.b, https://a.b/1.mp4', 'see http://…@a.b, https://a.b/1.mp4'],
  ['https://https://user:pass@a.b', 'https://…@a.b'],
  ['rtmp://user:pass@a.b/live/key?k=1', 'rtmp://…@a.b/live/…?…'],
  ['RTMPS://a.b/key', 'RTMPS://a.b/…'],
  ['rtmp://a.b', 'rtmp://a.b'],
  ['"rtmp://a.b/live/key', '"rtmp://a.b/live/…'],
  [`--user-sig eJ${'x'.repeat(30)}__`, '--user-sig …'],
])('%s is shown as %s', (text, shown) => {
  expect(maskText(text)).toBe(shown);
});

test.each(['', 'room1', '12:30', 'a@b', 'eJ', '://', 'https:/a.b@x', 'ftp://a.b/x'])(
  '%j is shown as it is',
  (text) => {
    expect(maskText(text)).toBe(text);
  },
);

test('A TaskId that holds the first letters of a ticket is no ticket', () => {
  const taskId = '-0BnayEhpdlRp9oH6fpVQIolQVYhFfNL6coms6HeJAuCpr375-LW8DIWa4ME321ET6Vge6Lf4VXB-gA..';
  expect(maskText(`TaskId ${taskId}`)).toBe(`TaskId ${taskId}`);
  expect(maskText(`${taskId} eJ${'x'.repeat(30)}`)).toBe(`${taskId} …`);
  expect(maskText(`first\\neJ${'x'.repeat(30)}`)).toBe('first\\n…');
});
