import type { Wait } from '../src/async/wait.ts';
import type { Config, TrtcApplication } from '../src/config.ts';
import type { Random } from '../src/ingest/runtime.ts';
import type { Secret } from '../src/ingest/secret.ts';
import { readable } from '../src/readable.ts';
import { createTrtcClients } from '../src/trtc/client.ts';
import { createGateway } from '../src/trtc/gateway.ts';
import { type Bench, createBench } from './bench.ts';
import { NotSettled, type Say } from './check.ts';
import { type Cleanup, createCleanup } from './cleanup.ts';
import { isAbout, type Listening, listenForEvents } from './listener.ts';

export interface PrepareOptions {
  config: Config;
  app: TrtcApplication;
  url: string;
  say: Say;
  wait: Wait;
  random: Random;
  stopping: AbortSignal;
  retry?: { retries: number; minTimeout: number };
}

/** All that a trial needs, and what ends it. */
export interface Prepared {
  bench: Bench;
  cleanup: Cleanup;
  /** Host and port of the API. */
  endpoint: string;
  close(): void;
}

/** Makes what a trial works with of the bot's settings. Calls nothing. */
export function prepare(options: PrepareOptions): Prepared {
  const { config, app, url, say, wait, random, stopping, retry } = options;
  const { endpoint, secretId, secretKey } = config.trtc;
  const shared = { secretId, secretKey, endpoint, proxies: config.proxies };
  const watch = {
    stopwatch: () => performance.now(),
    onCall: () => {},
    onAnswer: (_action: string, answer: unknown) => say('←', answer),
  };
  const clients = createTrtcClients({ ...shared, watch });
  const cleaning = createTrtcClients(shared);
  const gateway = createGateway({
    clients: cleaning,
    keys: new Map(),
    regions: config.trtc.regions,
    ...(retry === undefined ? {} : { retry }),
  });
  const cleanup = createCleanup({ gateway, say, wait });
  let listening: Listening | undefined;
  const bench: Bench = createBench({
    app,
    url,
    clients,
    clientsWith: (keys) => createTrtcClients({ ...shared, ...keys, watch }),
    cleanup,
    async listen() {
      listening = await listen(config.port, app.callbackKey, bench.room.id, say);
      return listening;
    },
    say,
    wait,
    random,
    stopping,
  });
  return {
    bench,
    cleanup,
    endpoint: endpoint.host,
    close() {
      listening?.close();
      clients.close();
      cleaning.close();
    },
  };
}

/** Of events in other rooms, which are people's, nothing is shown: what is shown goes into an issue. */
async function listen(port: number, key: Secret | undefined, room: string, say: Say): Promise<Listening> {
  if (key === undefined) {
    throw new NotSettled(
      'TRTC_CALLBACK_KEY is not set: without it the bot takes no events, and there is nothing to try.',
    );
  }
  try {
    return await listenForEvents(port, key, ({ signed, body }) => {
      const words = `← event, ${signed ? 'signed' : 'WRONGLY SIGNED'}`;
      if (isAbout(room, body)) say(`${words}:`, body);
      else say(`${words}, about something else`);
    });
  } catch (error) {
    throw new NotSettled(`${readable(error)} Stop the bot for this trial, which takes its place.`);
  }
}
