import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { basename, dirname, join } from 'node:path';
import type { RootDatabase } from 'lmdb';
import { StoreUnavailable } from '../ingest/errors.ts';
import type { Journal } from '../ingest/ports.ts';

const key = 'socket';
/** What fits into a socket's address on macOS, which takes less than Linux. Longer ones are cut off without a word. */
const longestPathBytes = 103;

/**
 * Makes this process the only one that has a file open. Who has it is known by a socket beside the file, on which nobody
 * answers once its process has ended, however that came; each process has a socket of a name of its own, and the file
 * says whose counts, so that of two who come at once one is refused. Gives the way to leave. Throws StoreUnavailable.
 */
export async function ownFile(path: string, root: RootDatabase, journal: Journal): Promise<() => void> {
  const owner = root.openDB<string, string>({ name: 'owner', encoding: 'string' });
  const folder = dirname(path);
  const mine = `${basename(path)}-${randomBytes(4).toString('hex')}.sock`;
  const server = createServer((caller) => caller.destroy()).unref();
  try {
    await listen(server, join(folder, mine));
  } catch (error) {
    journal.warn({ error, path }, 'No socket can be beside the store: take care that one process uses it');
    return () => {};
  }
  const leave = () => void server.close();

  for (;;) {
    const before = owner.get(key);
    if (before !== undefined && (await isAnswered(join(folder, before)))) {
      leave();
      throw new StoreUnavailable(
        `The store ${path} is in use by another process. Stop that one first, or let them share a Redis.`,
      );
    }
    const isMine = await root.transaction(() => {
      if (owner.get(key) !== before) return false;
      owner.put(key, mine);
      return true;
    });
    if (!isMine) continue;
    if (before !== undefined) rmSync(join(folder, before), { force: true });
    return leave;
  }
}

async function listen(server: Server, path: string): Promise<void> {
  if (Buffer.byteLength(path) > longestPathBytes) throw new Error('Its path is too long for a socket');
  server.listen(path);
  await once(server, 'listening');
}

/** Only what is certain counts: a socket that cannot be reached for whatever reason must not keep the bot from starting. */
async function isAnswered(path: string): Promise<boolean> {
  const caller = connect(path);
  try {
    await once(caller, 'connect');
    return true;
  } catch (error) {
    // So many others are asking that they have to queue.
    return (error as NodeJS.ErrnoException).code === 'EAGAIN';
  } finally {
    caller.destroy();
  }
}
