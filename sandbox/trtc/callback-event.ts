import { type LeaveReason, type Occupant, type RoomEvent, type RoomNews, roomEventOf } from './room-event.ts';

/** What happens to a task, as its callbacks tell it. */
export type TaskNews = 'started' | 'failed' | 'starting again' | 'stopped';

/** The body of a callback (https://trtc.io/document/62717). */
export interface TrtcEvent {
  /** 7: online media streams */
  readonly EventGroupId: 7;
  /** 701: start, 702: stop */
  readonly EventType: 701 | 702;
  /** when it is sent, ms since the epoch: later each time that it is sent again */
  readonly CallbackMsTs: number;
  readonly EventInfo: {
    /** when it happened, ms since the epoch */
    readonly EventMsTs: number;
    readonly TaskId: string;
    readonly Status: 0 | 1 | 2;
  };
}

/** Of a task, as far as its callbacks name it. */
export interface EventTask {
  readonly taskId: string;
  readonly sdkAppId: number;
}

export type Emit = (news: TaskNews, task: EventTask) => void;

const CODES: Record<TaskNews, { EventType: 701 | 702; Status: 0 | 1 | 2 }> = {
  started: { EventType: 701, Status: 0 },
  failed: { EventType: 701, Status: 1 },
  'starting again': { EventType: 701, Status: 2 },
  stopped: { EventType: 702, Status: 0 },
};

/**
 * How events are written. EventMsTs is a String in the table of https://trtc.io/document/62717 and a number in the example
 * above it: `as-shown` follows the example, `as-documented` the table, and `as-text` makes texts of all numbers.
 */
export interface EventStyle {
  numbers: 'as-shown' | 'as-documented' | 'as-text';
  /** Whether rooms and media tell of what happens too: the console has a field of its own for each. */
  ofRooms: boolean;
}

export function written(event: TrtcEvent | RoomEvent, { numbers }: Pick<EventStyle, 'numbers'>): string {
  if (numbers === 'as-text')
    return JSON.stringify(event, (_, value) => (typeof value === 'number' ? String(value) : value));
  if (numbers === 'as-shown' || event.EventGroupId !== 7) return JSON.stringify(event);
  const { EventInfo } = event;
  return JSON.stringify({ ...event, EventInfo: { ...EventInfo, EventMsTs: String(EventInfo.EventMsTs) } });
}

/** Makes events; EventMsTs grows from each event of a task to the next, even within a millisecond. */
export class EventSource {
  readonly #newest = new Map<string, number>();

  /** @param nowMs ms since the epoch */
  eventOf(news: TaskNews, taskId: string, nowMs: number): TrtcEvent {
    const { EventType, Status } = CODES[news];
    const EventMsTs = this.#later(taskId, nowMs);
    return {
      EventGroupId: 7,
      EventType,
      CallbackMsTs: nowMs,
      EventInfo: { EventMsTs, TaskId: taskId, Status },
    };
  }
  /** @param nowMs ms since the epoch */
  roomEventOf(news: RoomNews, occupant: Occupant, nowMs: number, reason?: LeaveReason): RoomEvent {
    return roomEventOf(news, occupant, this.#later(`robot ${occupant.userId}`, nowMs), reason);
  }

  #later(whose: string, nowMs: number): number {
    const at = Math.max(nowMs, (this.#newest.get(whose) ?? 0) + 1);
    this.#newest.set(whose, at);
    return at;
  }
}
