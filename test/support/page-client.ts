import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach } from '@jest/globals';
import type { Act, ActAnswer, Snapshot } from '../../sandbox/browser/protocol.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/browser/sandbox.ts';

export { channels, people } from '../../sandbox/stage.ts';

const opened: { stop(): Promise<void> }[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((sandbox) => sandbox.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

export const pageText = '<!doctype html><title>page</title>';
export const scriptText = 'export const page = 1;';

/** A built page with a file next to it that nobody may read. */
function builtPage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  folders.push(folder);
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), pageText);
  writeFileSync(join(folder, 'page', 'assets', 'index-1a2b.js'), scriptText);
  writeFileSync(join(folder, 'private.txt'), 'private');
  return join(folder, 'page');
}

export interface Client extends Sandbox {
  state(): Promise<Snapshot>;
  /** What is answered to an act that is let through. */
  act(as: { id: string }, act: Act): Promise<ActAnswer>;
  /** The first snapshot of the event stream with what is looked for. */
  until<T>(look: (now: Snapshot) => T | undefined | false): Promise<T>;
}

/** A sandbox that is stopped after the test, as its page sees it. */
export async function sandboxFor(options: Partial<SandboxOptions> = {}): Promise<Client> {
  const sandbox = await startSandbox({ port: 0, mode: 'http', pageFolder: builtPage(), ...options });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= sandbox.stop();
    return stopped;
  };
  opened.push({ stop });
  return {
    ...sandbox,
    stop,
    state: async () => JSON.parse((await ask(sandbox, '/api/state')).body) as Snapshot,
    act: async (as, act) => {
      const { status, body } = await postAct(sandbox, { as: as.id, act });
      if (status !== 200) throw new Error(`HTTP ${status}: ${body}`);
      return JSON.parse(body) as ActAnswer;
    },
    until: async (look) => {
      for await (const now of snapshots(sandbox)) {
        const found = look(now);
        if (found !== undefined && found !== false) return found;
      }
      throw new Error('the events ended');
    },
  };
}

/** Every snapshot of a new event stream; the stream is given up with the loop. */
export async function* snapshots(sandbox: Sandbox): AsyncGenerator<Snapshot, undefined> {
  for await (const event of events(sandbox)) {
    if (event.startsWith('data: ')) yield JSON.parse(event.slice('data: '.length)) as Snapshot;
  }
}

/** Every event of a new stream as it was sent, heartbeats too. */
export async function* events({ address }: Sandbox): AsyncGenerator<string, undefined> {
  const { body } = await fetch(`${address}/api/events`);
  if (body === null) throw new Error('there is no body');
  let rest = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split('\n\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
}

export interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A request with a path and headers as they are given here, which fetch would put right. */
export function ask({ address }: Sandbox, path: string, asked: Asked = {}): Promise<Answer> {
  const { port } = new URL(address);
  const { method = 'GET', headers = {}, body } = asked;
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const { statusCode: status = 0, headers } = response;
      text(response).then((body) => resolve({ status, headers, body }), reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export function postAct(
  sandbox: Sandbox,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return ask(sandbox, '/api/act', { method: 'POST', headers, body: text });
}
