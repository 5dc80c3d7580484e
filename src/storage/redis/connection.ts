import { createClient, type RedisClientOptions } from '@keyv/redis';

export type RedisClient = ReturnType<typeof createClient>;

const connectTimeoutMs = 1_000;
/** A Redis that takes connections and says nothing on them is given up after so long. */
const silentConnectionMs = 5_000;
const watchMs = 500;
/** A connection on which Redis has not answered for so many looks is given up. */
const mostSilentLooks = 2;

/**
 * A connection to Redis, not connected yet. Commands fail at once while Redis is away; those of a patient one wait. If
 * it is lost, it is made again until the signal is aborted.
 */
export function createConnection(
  url: string,
  { patient = false, until }: { patient?: boolean; until?: AbortSignal } = {},
): RedisClient {
  const options: RedisClientOptions = {
    url,
    disableOfflineQueue: !patient,
    socket: {
      connectTimeout: connectTimeoutMs,
      socketTimeout: silentConnectionMs,
      reconnectStrategy: (tries) => (until?.aborted ? false : Math.min(50 * 2 ** tries, 1_000)),
    },
  };
  const client = createClient(options);
  // Every failed command rejects; without a listener a lost connection would end the process as well.
  client.on('error', () => {});
  // Each collection and each queue listens as well.
  client.setMaxListeners(0);
  return client;
}

/** The first connection is tried once, so that a wrong address ends the start instead of being tried for ever. */
export async function connectOnce(client: RedisClient): Promise<void> {
  const failed = new Promise<never>((_, reject) => client.once('error', reject));
  const connected = client.connect();
  try {
    await Promise.race([connected, failed]);
  } catch (error) {
    connected.catch(() => {});
    client.destroy();
    throw error;
  }
}

/**
 * Gives a connection up on which Redis does not answer, so that what waits for it fails within two seconds, and makes a
 * new one: the client itself would wait for as long as the system takes the connection for alive, which can be a quarter
 * of an hour. Gives the way to end this.
 */
export function watchConnection(client: RedisClient): () => void {
  // Looks are counted, not milliseconds: if this process was busy, answers may be there that it has not read.
  let silentLooks = 0;

  function look(): void {
    if (!client.isReady) {
      silentLooks = 0;
    } else if (silentLooks === 0) {
      silentLooks = 1;
      const answered = () => {
        silentLooks = 0;
      };
      client.ping().then(answered, answered);
    } else if (silentLooks === mostSilentLooks) {
      client.destroy();
      client.connect().catch(() => {});
    } else {
      silentLooks += 1;
    }
  }

  const timer = setInterval(look, watchMs).unref();
  return () => clearInterval(timer);
}

/** Waits for what is under way, unless Redis is away, and ends the connection. */
export async function closeConnection(client: RedisClient): Promise<void> {
  // Redis answers in the order of the questions.
  await client.ping().catch(() => {});
  if (client.isOpen) client.destroy();
}
