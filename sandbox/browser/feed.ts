import type { ServerResponse } from 'node:http';

export interface FeedOptions {
  /** The event's data: one line of text, as things are now. */
  read: () => string;
  /** Default 15 s: often enough that no one takes the silence for the end. */
  heartbeatMs?: number;
}

/** A text/event-stream of how things are: sent at once, and after changes. */
export interface Feed {
  /** Takes over the response and keeps it open. */
  open(response: ServerResponse): void;
  /** Tells the feed that `read` may give something else now. */
  changed(): void;
  /** Ends every stream. */
  close(): void;
}

/** Changes within this time are sent as one. */
const gatherMs = 30;

export function createFeed({ read, heartbeatMs = 15_000 }: FeedOptions): Feed {
  const listeners = new Set<Listener>();
  let gathering: NodeJS.Timeout | undefined;
  const heartbeat = setInterval(() => {
    for (const listener of listeners) listener.beat();
  }, heartbeatMs).unref();

  function send(): void {
    gathering = undefined;
    const data = read();
    for (const listener of listeners) listener.tell(data);
  }

  return {
    open(response) {
      const listener = new Listener(response);
      listeners.add(listener);
      response.on('close', () => listeners.delete(listener));
      listener.tell(read());
    },
    changed() {
      if (listeners.size > 0) gathering ??= setTimeout(send, gatherMs);
    },
    close() {
      clearTimeout(gathering);
      clearInterval(heartbeat);
      for (const listener of listeners) listener.end();
    },
  };
}

/** Somebody who reads slower than things change gets the newest and misses what was in between. */
class Listener {
  readonly #response: ServerResponse;
  #told: string | undefined;
  #waiting: string | undefined;

  constructor(response: ServerResponse) {
    this.#response = response;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.on('drain', () => {
      if (this.#waiting !== undefined) this.tell(this.#waiting);
    });
  }

  tell(data: string): void {
    this.#waiting = this.#response.writableNeedDrain ? data : undefined;
    if (this.#waiting !== undefined || data === this.#told) return;
    this.#told = data;
    this.#response.write(`data: ${data}\n\n`);
  }

  beat(): void {
    if (!this.#response.writableNeedDrain) this.#response.write(': still here\n\n');
  }

  end(): void {
    this.#response.end();
  }
}
