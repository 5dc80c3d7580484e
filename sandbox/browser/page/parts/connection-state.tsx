import type { Connection } from '../workspace/use-snapshot.ts';

const words: Record<Connection, string> = {
  connecting: 'Connecting to the sandbox…',
  live: '',
  lost: 'The connection to the sandbox is lost. What you see may be old; trying again…',
};

export function ConnectionState({ connection }: { connection: Connection }) {
  return (
    <div role="status" className={connection === 'live' ? 'unseen' : 'connection'}>
      {words[connection]}
    </div>
  );
}
