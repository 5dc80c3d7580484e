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

/** Makes events; EventMsTs grows from each event of a task to the next, even within a millisecond. */
export class EventSource {
  readonly #newest = new Map<string, number>();

  /** @param nowMs ms since the epoch */
  eventOf(news: TaskNews, taskId: string, nowMs: number): TrtcEvent {
    const { EventType, Status } = CODES[news];
    const EventMsTs = Math.max(nowMs, (this.#newest.get(taskId) ?? 0) + 1);
    this.#newest.set(taskId, EventMsTs);
    return {
      EventGroupId: 7,
      EventType,
      CallbackMsTs: nowMs,
      EventInfo: { EventMsTs, TaskId: taskId, Status },
    };
  }
}
