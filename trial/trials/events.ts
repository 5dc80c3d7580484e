import { z } from 'zod';
import type { Bench } from '../bench.ts';
import { NotSettled } from '../check.ts';
import type { Arrived, Listening } from '../listener.ts';
import type { Trial } from '../trial.ts';
import { unreachableUrl } from './updates.ts';

/** Seconds that events may take. TRTC sends one again for a minute (page 62717). */
const patience = 60;

/** An event of a stream, whatever types its fields have (page 62717). */
const shape = z.object({
  EventGroupId: z.unknown(),
  EventType: z.unknown(),
  EventInfo: z.object({ TaskId: z.unknown(), Status: z.unknown(), EventMsTs: z.unknown() }),
});
/** An event of a room, likewise (page 39558). */
const roomShape = z.object({
  EventType: z.unknown(),
  EventInfo: z.object({ RoomId: z.union([z.string(), z.number()]), UserId: z.unknown() }),
});
type StreamEvent = z.infer<typeof shape> & Pick<Arrived, 'signed'>;

/** What TRTC tells of by itself. */
export const eventTrials: readonly Trial[] = [
  {
    name: 'events',
    assumes:
      'events come signed to the address of the console, say when they happened in milliseconds, as a number or as a text, and tell of the start and of the stop.',
    does: 'takes the place of the bot, which must be stopped meanwhile, starts a stream, waits for its events, stops it, and waits for that one.',
    robots: 1,
    minutes: 2,
    needsUrl: true,
    async run(bench) {
      const listening = await bench.listen();
      const taskId = await bench.started();
      const started = await bench.until(patience, 'event 701, Status 0', () =>
        find(listening, taskId, 701, 0),
      );
      bench.check('701, Status 0 tells of the start', started !== undefined, seen(listening, taskId));
      await bench.stop(taskId);
      const stopped = await bench.until(patience, 'event 702', () => find(listening, taskId, 702));
      bench.check('702 tells of the stop', stopped !== undefined, seen(listening, taskId));
      checkForm(
        bench,
        [started, stopped].filter((event) => event !== undefined),
      );
    },
  },
  {
    name: 'events-failing-url',
    assumes:
      'of a URL that cannot be reached TRTC tells by 701 with Status 2 for each new try and with Status 1 for each failure, three times within a minute.',
    does: 'takes the place of the bot, which must be stopped meanwhile, starts a stream from a URL that nobody can reach, takes its events for a minute, and stops it.',
    robots: 1,
    minutes: 2,
    needsUrl: false,
    async run(bench) {
      const listening = await bench.listen();
      const taskId = await bench.started({ url: unreachableUrl });
      const failures = () => eventsOf(listening, taskId).filter(is(701, 1));
      await bench.until(patience, 'the third event 701, Status 1', () =>
        failures().length < 3 ? undefined : true,
      );
      const saw = seen(listening, taskId);
      bench.check('701, Status 2 tells of a new try', find(listening, taskId, 701, 2) !== undefined, saw);
      bench.check('701, Status 1 comes three times', failures().length >= 3, saw);
      bench.check('701, Status 0 does not come', find(listening, taskId, 701, 0) === undefined, saw);
    },
  },
  {
    name: 'room-events',
    assumes:
      'where the address is entered for room events too, 103 tells that the robot entered its room and 104 that it left, by its UserId.',
    does: 'takes the place of the bot, which must be stopped meanwhile, starts a stream, waits for the robot to enter, stops it, and waits for it to leave.',
    robots: 1,
    minutes: 2,
    needsUrl: true,
    async run(bench) {
      const listening = await bench.listen();
      const taskId = await bench.started();
      const entered = await bench.until(patience, 'event 103', () => ofRobot(bench, listening, 103));
      await bench.stop(taskId);
      const left = await bench.until(patience, 'event 104', () => ofRobot(bench, listening, 104));
      const saw = seenInRoom(bench, listening);
      if (saw === '') {
        throw new NotSettled(
          'No event of its room came: enter the address for room events in the console of TRTC too, with the same key.',
        );
      }
      bench.check('103 names the robot', entered !== undefined, saw);
      bench.check('104 names the robot', left !== undefined, saw);
    },
  },
];

function eventsOf({ arrived }: Listening, taskId: string): StreamEvent[] {
  return arrived.flatMap(({ body, signed }) => {
    const event = shape.safeParse(body).data;
    return event?.EventInfo.TaskId === taskId ? [{ ...event, signed }] : [];
  });
}

function find(listening: Listening, taskId: string, type: number, status?: number): StreamEvent | undefined {
  return eventsOf(listening, taskId).find(is(type, status));
}

function is(type: number, status?: number): (event: StreamEvent) => boolean {
  return ({ EventType, EventInfo }) =>
    Number(EventType) === type && (status === undefined || Number(EventInfo.Status) === status);
}

function seen(listening: Listening, taskId: string): string {
  const events = eventsOf(listening, taskId).map(
    ({ EventType, EventInfo }) => `${EventType}/${EventInfo.Status}`,
  );
  const others = listening.arrived.length - events.length;
  return `${events.join(', ') || 'no event of its task'}, and ${others} of something else`;
}

function roomEvents(bench: Bench, { arrived }: Listening): z.infer<typeof roomShape>[] {
  return arrived.flatMap(({ body }) => {
    const event = roomShape.safeParse(body).data;
    return event !== undefined && String(event.EventInfo.RoomId) === bench.room.id ? [event] : [];
  });
}

function ofRobot(bench: Bench, listening: Listening, type: number): true | undefined {
  const events = roomEvents(bench, listening).filter(({ EventType }) => Number(EventType) === type);
  return events.some(({ EventInfo }) => EventInfo.UserId === bench.robot) ? true : undefined;
}

function seenInRoom(bench: Bench, listening: Listening): string {
  return roomEvents(bench, listening)
    .map(({ EventType, EventInfo }) => `${EventType} of ${JSON.stringify(EventInfo.UserId)}`)
    .join(', ');
}

function checkForm(bench: Bench, events: readonly StreamEvent[]): void {
  for (const { EventType, EventInfo, signed } of events) {
    bench.check(
      `${EventType} is signed with TRTC_CALLBACK_KEY`,
      signed,
      signed ? 'signed' : 'another signature',
    );
    const time = EventInfo.EventMsTs;
    const isMoment = /^\d{13}$/.test(String(time));
    bench.check(
      `The EventMsTs of ${EventType} has milliseconds`,
      isMoment,
      `${JSON.stringify(time)}, a ${typeof time}`,
    );
  }
}
