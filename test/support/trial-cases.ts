import type { TrtcOptions, TrtcStandIn } from '../../sandbox/trtc/index.ts';
import { eventStage, playing, type RunOptions } from './trial-process.ts';

/** How one trial is played against the stand-in. */
export interface Case {
  name: string;
  options?: Partial<TrtcOptions>;
  /** What TRTC does: gives how the trial is run. */
  play?: (trtc: TrtcStandIn) => RunOptions | Promise<RunOptions>;
}

/** Every call at one moment, whatever the machine takes for them. */
const atOnce = (): Partial<TrtcOptions> => {
  const moment = Date.now();
  return { now: () => moment };
};

const events = (trtc: TrtcStandIn) =>
  trtc.until(() => trtc.callbacks.every(({ outcome }) => outcome.kind !== 'pending'));
const runningId = (trtc: TrtcStandIn) => trtc.tasks.find(({ state }) => state === 'running')?.taskId ?? '';
const event = (trtc: TrtcStandIn, EventType: number, Status: number, at: number | string) =>
  trtc.sendEvent({
    EventGroupId: 7,
    EventType,
    CallbackMsTs: 1_701_937_900_012,
    EventInfo: { EventMsTs: at, TaskId: runningId(trtc), Status },
  });

/** 39558 */
const roomEvent = (trtc: TrtcStandIn, EventType: number, UserId?: string) => {
  const task = trtc.tasks.at(-1);
  const EventInfo = {
    RoomId: task?.roomId,
    EventTs: 1_701_937_900,
    EventMsTs: 1_701_937_900_013,
    UserId: UserId ?? task?.userId,
  };
  return trtc.sendEvent({ EventGroupId: 1, EventType, CallbackTs: 1_701_937_900_014, EventInfo });
};
/** The robot enters at the first wait and leaves at the second; or somebody of that name does. */
const inRoom = async (trtc: TrtcStandIn, userId?: string): Promise<RunOptions> => {
  const { settings, target } = await eventStage(trtc);
  trtc.callbackTo(target);
  const onWait = async (n: number) => {
    if (n <= 2) await roomEvent(trtc, n === 1 ? 103 : 104, userId);
  };
  return { settings, onWait };
};

/** What TRTC's pages say, or what the bot assumes where they say nothing. */
export const asAssumed: Case[] = [
  { name: 'unknown-task' },
  { name: 'limit', options: atOnce() },
  { name: 'wrong-keys' },
  { name: 'wrong-user-sig' },
  { name: 'just-started' },
  { name: 'ended-task' },
  { name: 'regions' },
  { name: 'second-start' },
  {
    name: 'lost-answer',
    play: (trtc) => {
      trtc.fail({ kind: 'stall' }, { action: 'StartStreamIngest' });
      return {
        onWait: async (n) => {
          if (n > 1) return;
          trtc.release();
          await trtc.until(() => trtc.tasks.length === 1);
        },
      };
    },
  },
  { name: 'remove-robot' },
  { name: 'remove-robot-integer' },
  { name: 'absent-robot' },
  { name: 'room-type' },
  { name: 'volume' },
  { name: 'pause' },
  { name: 'update-after-failures' },
  {
    name: 'events',
    play: async (trtc) => {
      const { settings, target } = await eventStage(trtc);
      trtc.callbackTo(target);
      return { settings, onWait: () => events(trtc) };
    },
  },
  {
    name: 'events-failing-url',
    play: async (trtc) => {
      const { settings, target } = await eventStage(trtc);
      return {
        settings,
        // 62717: a new try at 0, 1 and 3 seconds, and the table's EventMsTs, which is a text.
        onWait: async (n) => {
          if (n > 1) return;
          await new Promise(setImmediate);
          trtc.callbackTo(target);
          await event(trtc, 701, 2, '1701937900013');
          for (const at of ['1701937900113', '1701937901113', '1701937903113']) await event(trtc, 701, 1, at);
        },
      };
    },
  },
  { name: 'room-events', play: (trtc) => inRoom(trtc) },
];

const answer = (Response: object) =>
  ({ kind: 'answer', body: { Response: { RequestId: 'r', ...Response } } }) as const;

/** A TRTC that does otherwise than the bot assumes. */
export const otherwise: Case[] = [
  {
    name: 'unknown-task',
    play: (trtc) => {
      trtc.fail({ kind: 'error', code: 'ResourceNotFound' }, { action: 'DescribeStreamIngest' });
      return {};
    },
  },
  { name: 'limit', options: { ...atOnce(), limitPerSecond: 100 } },
  {
    name: 'wrong-keys',
    play: (trtc) => {
      trtc.fail(answer({ Status: 'NotExist' }), { action: 'DescribeStreamIngest' });
      return {};
    },
  },
  {
    name: 'wrong-user-sig',
    play: (trtc) => {
      trtc.fail(answer({ TaskId: '-never-comes' }), { action: 'StartStreamIngest' });
      return {};
    },
  },
  {
    name: 'just-started',
    play: (trtc) => ({ onWait: (n) => n === 1 && trtc.source(runningId(trtc)).vanish() }),
  },
  {
    name: 'ended-task',
    play: (trtc) => {
      trtc.fail({ kind: 'odd-fields', fields: { Status: 'InProgress' } }, { action: 'DescribeStreamIngest' });
      return {};
    },
  },
  {
    name: 'regions',
    play: (trtc) => ({
      onWait: (n) =>
        n === 1 &&
        trtc.fail(
          { kind: 'odd-fields', fields: { Status: 'NotExist' } },
          { action: 'DescribeStreamIngest', times: 2 },
        ),
    }),
  },
  {
    name: 'second-start',
    play: (trtc) => ({
      onWait: (n) => n === 1 && trtc.fail(answer({ TaskId: '-second' }), { action: 'StartStreamIngest' }),
    }),
  },
  {
    name: 'lost-answer',
    play: (trtc) => {
      trtc.fail({ kind: 'reset' }, { action: 'StartStreamIngest' });
      return {};
    },
  },
  {
    name: 'remove-robot',
    play: (trtc) => {
      trtc.fail({ kind: 'error', code: 'UnsupportedRegion' }, { action: 'RemoveUserByStrRoomId' });
      return {};
    },
  },
  {
    name: 'remove-robot-integer',
    play: (trtc) => {
      trtc.fail({ kind: 'error', code: 'UnsupportedRegion' }, { action: 'RemoveUser' });
      return {};
    },
  },
  {
    name: 'absent-robot',
    play: (trtc) => {
      trtc.fail(
        { kind: 'error', code: 'InternalError.GetRoomCacheIpError' },
        { action: 'RemoveUserByStrRoomId' },
      );
      return {};
    },
  },
  {
    name: 'room-type',
    play: (trtc) => {
      trtc.fail({ kind: 'error', code: 'InvalidParameter.StrRoomId' }, { action: 'StartStreamIngest' });
      return {};
    },
  },
  {
    name: 'volume',
    play: (trtc) => {
      trtc.fail({ kind: 'error', code: 'InvalidParameter.OutOfRange' }, { action: 'StartStreamIngest' });
      return {};
    },
  },
  {
    name: 'pause',
    play: (trtc) => {
      trtc.fail({ kind: 'odd-fields', fields: { Status: 'NotExist' } }, { action: 'UpdateStreamIngest' });
      return {};
    },
  },
  {
    name: 'update-after-failures',
    play: (trtc) => ({ onWait: (n) => n === 2 && trtc.source(runningId(trtc)).vanish() }),
  },
  // No event comes: the address in the console is another one.
  { name: 'events', play: async (trtc) => ({ settings: (await eventStage(trtc)).settings }) },
  // The robot plays what nobody can reach.
  {
    name: 'events-failing-url',
    play: async (trtc) => {
      const { settings, target } = await eventStage(trtc);
      trtc.callbackTo(target);
      return { settings, onWait: () => events(trtc) };
    },
  },
  { name: 'room-events', play: (trtc) => inRoom(trtc, 'somebody') },
];

/** The words after `npm run trial --`. */
export function argsOf(name: string): string[] {
  return [name, '--url', playing];
}
