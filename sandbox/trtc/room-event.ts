import { type RoomIdType, roomOf } from './rooms.ts';

/** A person or a robot in a room. */
export interface Occupant {
  readonly sdkAppId: number;
  readonly roomId: string;
  readonly roomIdType: RoomIdType;
  readonly userId: string;
}

/** What somebody does in a room, by EventType (https://trtc.io/document/39558). */
const TYPES = {
  enters: 103,
  leaves: 104,
  'starts video': 201,
  'stops video': 202,
  'starts audio': 203,
  'stops audio': 204,
} as const;

export type RoomNews = keyof typeof TYPES;

/** Why somebody leaves: 1 of their own accord, 2 after a time-out, 3 removed. */
export type LeaveReason = 1 | 2 | 3;

/** The body of a callback about somebody in a room; 1: room events, 2: media events. */
export interface RoomEvent {
  readonly EventGroupId: 1 | 2;
  readonly EventType: (typeof TYPES)[RoomNews];
  /** when it is sent, ms since the epoch */
  readonly CallbackTs: number;
  readonly EventInfo: {
    /** a number for a room with an integer id: "of the same type as the room ID on the client" */
    readonly RoomId: string | number;
    /** seconds since the epoch */
    readonly EventTs: number;
    /** ms since the epoch */
    readonly EventMsTs: number;
    readonly UserId: string;
    /** 20: anchor */
    readonly Role?: 20;
    readonly Reason?: LeaveReason | 0;
  };
}

/** Tells what somebody does in a room, where room events are sent. */
export type EmitRoom = (news: RoomNews, occupant: Occupant, reason?: LeaveReason) => void;

export function roomEventOf(
  news: RoomNews,
  { roomId, roomIdType, userId }: Occupant,
  nowMs: number,
  reason: LeaveReason = 1,
): RoomEvent {
  const EventType = TYPES[news];
  const room = roomOf(roomId, roomIdType);
  const isOfRoom = EventType < 200;
  return {
    EventGroupId: isOfRoom ? 1 : 2,
    EventType,
    CallbackTs: nowMs,
    EventInfo: {
      RoomId: room.kind === 'integer' ? room.number : room.name,
      EventTs: Math.floor(nowMs / 1000),
      EventMsTs: nowMs,
      UserId: userId,
      ...(isOfRoom ? { Role: 20, Reason: reason } : {}),
      ...(news === 'stops video' || news === 'stops audio' ? { Reason: 0 } : {}),
    },
  };
}

/** What the robot of a task does at its start: it enters, and sends. */
export const atStart: readonly RoomNews[] = ['enters', 'starts video', 'starts audio'];
/** What it does at the end: leaving is all that is told, not that it stops to send (https://trtc.io/document/39558). */
export const atEnd: readonly RoomNews[] = ['leaves'];
