import { App, type AppOptions, type ReceiverEvent } from '@slack/bolt';

/** What is done around every request. */
export interface RequestWatch {
  /** Does the work under a trace of its own. */
  traced: <T>(work: () => T) => T;
  /** Milliseconds from any beginning. */
  stopwatch: () => number;
  onAck: (ack: { kind: RequestKind; ms: number }) => void;
}

export type RequestKind = 'command' | 'action' | 'form' | 'shortcut' | 'event' | 'other';

/** Bolt's App, in which every request has a trace of its own and its acknowledgement is timed. */
export class TracedApp extends App {
  readonly #watch: RequestWatch;

  constructor(options: AppOptions, watch: RequestWatch) {
    super(options);
    this.#watch = watch;
  }

  override processEvent(event: ReceiverEvent): Promise<void> {
    const { traced, stopwatch, onAck } = this.#watch;
    const began = stopwatch();
    const ack: ReceiverEvent['ack'] = async (answer) => {
      await event.ack(answer);
      onAck({ kind: kindOf(event.body), ms: stopwatch() - began });
    };
    return traced(() => super.processEvent({ ...event, ack }));
  }
}

const kinds: Readonly<Record<string, RequestKind>> = {
  block_actions: 'action',
  view_submission: 'form',
  shortcut: 'shortcut',
  message_action: 'shortcut',
  event_callback: 'event',
};

function kindOf(body: ReceiverEvent['body']): RequestKind {
  return body.command === undefined ? (kinds[String(body.type)] ?? 'other') : 'command';
}
