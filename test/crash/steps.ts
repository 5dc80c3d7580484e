import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Queue } from '../../src/ingest/storage-ports.ts';
import type { Backend, OrderedIndex, Records } from '../../src/storage/backend.ts';

/** Told of every step of the bot that the world outside it can see, before it and after it. */
export type OnStep = (name: string) => void;

/** Calls of Slack (by fetch) and of TRTC (by node:http): before they leave, when they have left, and with their answer. */
export function watchCalls(onStep: OnStep): void {
  const slack = (what: string) => (message: unknown) => {
    const { request } = message as { request: { path: string } };
    onStep(`Slack ${request.path.replace(/^.*\//, '')}: ${what}`);
  };
  subscribe('undici:request:create', slack('leaves'));
  subscribe('undici:request:bodySent', slack('has left'));
  subscribe('undici:request:headers', slack('is answered'));
  subscribe('http.client.request.start', (message) => {
    const { request } = message as { request: ClientRequest };
    onStep('TRTC: leaves');
    request.once('finish', () => onStep('TRTC: has left'));
  });
  subscribe('http.client.response.finish', (message) => {
    const { response } = message as { response: IncomingMessage };
    onStep(`TRTC: is answered with ${response.statusCode}`);
  });
}

/** The backend with every write reported. */
export function watchWrites(backend: Backend, onStep: OnStep): Backend {
  async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
    onStep(`store ${name}: begins`);
    const result = await work();
    onStep(`store ${name}: is done`);
    return result;
  }
  const index = (name: string): OrderedIndex => {
    const its = backend.index(name);
    return {
      ...its,
      put: (id, score) => step(`${name}.put`, () => its.put(id, score)),
      remove: (id) => step(`${name}.remove`, () => its.remove(id)),
    };
  };
  const records = (name: string): Records => {
    const its = backend.records(name);
    return {
      ...its,
      swap: (id, before, text, ...more) => {
        const what = before === undefined ? 'create' : text === undefined ? 'remove' : 'change';
        return step(`${name}.${what}`, () => its.swap(id, before, text, ...more));
      },
    };
  };
  return {
    ...backend,
    index,
    records,
    collection(name) {
      const its = backend.collection(name);
      its.hooks.addHandler('preSet', () => onStep(`store ${name}.set: begins`));
      its.hooks.addHandler('postSet', () => onStep(`store ${name}.set: is done`));
      return its;
    },
  };
}

/** The backend with every job reported: as it is kept, and as it is worked on. */
export function watchQueues(backend: Backend, onStep: OnStep): Backend {
  return {
    ...backend,
    queue<Job>(name: string): Queue<Job> {
      const its = backend.queue<Job>(name);
      return {
        ...its,
        async add(id, job) {
          onStep(`queue ${name}.add: begins`);
          await its.add(id, job);
          onStep(`queue ${name}.add: is done`);
        },
        start: (work) =>
          its.start(async (job) => {
            onStep(`queue ${name}: a job begins`);
            await work(job);
            onStep(`queue ${name}: a job is over`);
          }),
      };
    },
  };
}

/** The backend with leases that end so many ms after whoever had them died, if they would last longer. */
export function hurriedLeases(backend: Backend, mostMs: number): Backend {
  const { leases } = backend;
  return {
    ...backend,
    leases: { ...leases, acquire: (key, by, ttlMs) => leases.acquire(key, by, Math.min(ttlMs, mostMs)) },
  };
}
