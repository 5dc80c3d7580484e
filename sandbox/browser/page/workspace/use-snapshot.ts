import { useEffect, useState } from 'react';
import type { Snapshot } from '../../protocol.ts';

export type Connection = 'connecting' | 'live' | 'lost';

/** EventSource gives up for good where the server answers with an error; then a new one is made after so long. */
const retryAfterMs = 2000;

/** The newest snapshot, kept up to date, and whether it still is. */
export function useSnapshot(): { snapshot: Snapshot | undefined; connection: Connection } {
  const [snapshot, setSnapshot] = useState<Snapshot>();
  const [connection, setConnection] = useState<Connection>('connecting');

  useEffect(() => {
    let events: EventSource;
    let retry: ReturnType<typeof setTimeout>;
    const connect = () => {
      events = new EventSource('/api/events');
      events.onopen = () => setConnection('live');
      events.onmessage = ({ data }) => setSnapshot(JSON.parse(String(data)));
      events.onerror = () => {
        setConnection('lost');
        if (events.readyState === EventSource.CLOSED) retry = setTimeout(connect, retryAfterMs);
      };
    };
    connect();
    return () => {
      clearTimeout(retry);
      events.close();
    };
  }, []);

  return { snapshot, connection };
}
