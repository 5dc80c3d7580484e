import { describe, expect, test } from '@jest/globals';
import { readEventBody } from '../../src/http/event-body.ts';

const read = (body: unknown) => readEventBody(JSON.stringify(body));
const at = 1_701_937_900_013;

/** The example of trtc.io/document/62717. */
const started = {
  EventGroupId: 7,
  EventType: 701,
  CallbackMsTs: 1_701_937_900_012,
  EventInfo: { EventMsTs: at, TaskId: 'xx', Status: 0 },
};

/** The example of event 104 on trtc.io/document/39558. */
const left = {
  EventGroupId: 1,
  EventType: 104,
  CallbackTs: 1_687_770_731_922,
  EventInfo: { RoomId: 12_345, EventTs: 1_687_770_731, EventMsTs: at, UserId: 'test', Role: 20, Reason: 1 },
};

/** Ways to write a whole number: as JSON's, as text (the tables of 62717 and 102825), as loose writers do. */
const written: readonly [string, (value: number) => unknown][] = [
  ['a number', (value) => value],
  ['text', String],
  ['text with blanks', (value) => ` ${value}\n`],
  ['text with a fraction of nothing', (value) => `${value}.0`],
];

describe.each(written)('Where numbers are %s', (_, write) => {
  test.each([
    [701, 0, 'started'],
    [701, 1, 'start-failed'],
    [701, 2, 'restarting'],
    [702, 0, 'stopped'],
  ])('%d with Status %d is "%s"', (type, status, what) => {
    const event = {
      EventGroupId: write(7),
      EventType: write(type),
      CallbackMsTs: write(at),
      EventInfo: { EventMsTs: write(at), TaskId: 'xx', Status: write(status) },
    };
    expect(read(event)).toEqual({ about: 'stream', event: { taskId: 'xx', at, what } });
  });

  test.each([
    [103, 'entered'],
    [104, 'left'],
    [201, 'entered'],
    [203, 'entered'],
  ])('%d is somebody who "%s"', (type, what) => {
    const event = {
      EventGroupId: write(type < 200 ? 1 : 2),
      EventType: write(type),
      EventInfo: { RoomId: '12345', EventMsTs: write(at), UserId: 'test', Reason: write(1) },
    };
    expect(read(event)).toEqual({
      about: 'room',
      event: { room: '12345', user: 'test', at, what, byItself: true },
    });
  });

  test('an event with seconds alone is of that moment', () => {
    const EventInfo = { RoomId: 'r', EventTs: write(1_687_770_731), UserId: 'test' };
    expect(read({ EventGroupId: write(1), EventType: write(103), EventInfo })).toMatchObject({
      event: { at: 1_687_770_731_000 },
    });
  });
});

test('The documented examples are read', () => {
  expect(read(started)).toEqual({ about: 'stream', event: { taskId: 'xx', at, what: 'started' } });
  expect(read(left)).toEqual({
    about: 'room',
    event: { room: 12_345, user: 'test', at, what: 'left', byItself: true },
  });
});

test.each([4, '4', undefined, null, 'streams'])(
  'Event 701 is about a stream whatever its group is (%j): the table of page 62717 says 4, its example 7',
  (EventGroupId) => expect(read({ ...started, EventGroupId })).toMatchObject({ about: 'stream' }),
);

test.each([
  [2, false],
  [3, false],
  ['3', false],
  [undefined, false],
  ['1', true],
  [{}, false],
])('Who left for the reason %j went of their own accord: %j', (Reason, byItself) => {
  expect(read({ ...left, EventInfo: { ...left.EventInfo, Reason } })).toMatchObject({ event: { byItself } });
});

describe('What cannot be read of a stream is said by the name of the field, and never its value:', () => {
  const with_ = (fields: object) => ({ ...started, EventInfo: { ...started.EventInfo, ...fields } });

  test.each<[unknown, string[]]>([
    [with_({ EventMsTs: undefined }), ['EventInfo.EventMsTs is missing']],
    [with_({ EventMsTs: null }), ['EventInfo.EventMsTs cannot be read']],
    [with_({ EventMsTs: 'yesterday' }), ['EventInfo.EventMsTs cannot be read']],
    [with_({ EventMsTs: '' }), ['EventInfo.EventMsTs cannot be read']],
    [with_({ EventMsTs: '1e300' }), ['EventInfo.EventMsTs cannot be read']],
    [with_({ EventMsTs: -1 }), ['EventInfo.EventMsTs cannot be read']],
    [with_({ EventMsTs: at * 1000 }), ['EventInfo.EventMsTs cannot be read']],
    [
      with_({ TaskId: undefined, Status: 'x' }),
      ['EventInfo.TaskId is missing', 'EventInfo.Status cannot be read'],
    ],
    [with_({ TaskId: '' }), ['EventInfo.TaskId cannot be read']],
    [with_({ TaskId: 7 }), ['EventInfo.TaskId cannot be read']],
    [with_({ Status: 3 }), ['EventInfo.Status 3 is not documented for 701']],
    [{ ...with_({ Status: 1 }), EventType: 702 }, ['EventInfo.Status 1 is not documented for 702']],
    [{ ...started, EventInfo: undefined }, ['EventInfo is missing']],
    [{ ...started, EventInfo: null }, ['EventInfo is missing']],
    [{ ...started, EventInfo: 'none' }, ['EventInfo cannot be read']],
    [{ ...started, EventType: undefined }, ['EventType is neither 701 nor 702']],
    [{ ...started, EventGroupId: '7', EventType: '799' }, ['EventType is neither 701 nor 702']],
  ])('%j', (event, problems) => {
    expect(read(event)).toMatchObject({ about: 'unreadable', of: 'stream', problems });
  });

  test.each([
    ['no json', 'the body is no JSON'],
    ['"text"', 'the body is no object'],
    ['7', 'the body is no object'],
    ['[]', 'the body is no object'],
    ['null', 'the body is no object'],
  ])('%s', (body, problem) => {
    expect(readEventBody(body)).toMatchObject({ about: 'unreadable', problems: [problem] });
  });
});

test.each([
  [{ UserId: undefined }, 'EventInfo.UserId is missing'],
  [{ RoomId: {} }, 'EventInfo.RoomId cannot be read'],
  [{ EventMsTs: {}, EventTs: undefined }, 'EventInfo.EventMsTs cannot be read'],
])('Somebody in a room with %j cannot be read', (fields, problem) => {
  expect(read({ ...left, EventInfo: { ...left.EventInfo, ...fields } })).toEqual({
    about: 'unreadable',
    of: 'room',
    eventType: 104,
    problems: [problem],
  });
});

test.each([
  { EventGroupId: 1, EventType: 101 },
  { EventGroupId: 1, EventType: 105 },
  { EventGroupId: 2, EventType: 202 },
  { EventGroupId: 2, EventType: 204 },
  { EventGroupId: 3, EventType: 310 },
  { EventGroupId: 4, EventType: 401 },
  {},
])('%j is none of our business', (event) => {
  expect(read(event)).toEqual({ about: 'something else' });
});
