import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import send from 'send';
import { catalogue, type SourceName, sourceNames } from './catalogue.ts';
import { refuse, type SourceFaultName, sourceFaults } from './faults.ts';
import { livePlaylist } from './live-playlist.ts';

export { type SourceName, sourceNames } from './catalogue.ts';
export { type SourceFaultName, sourceFaultNames, sourceFaults } from './faults.ts';

/** What make.sh makes; like the manifest, it is read from the folder of the repository. */
const folder = 'sandbox/sources/media';
const liveName: SourceName = 'live.m3u8';

/** A source as it is now. */
export interface SourceNow {
  readonly name: SourceName;
  readonly about: string;
  readonly url: string;
  readonly fault: SourceFaultName | undefined;
}

/** A server of sources that can really be played, and of some that cannot, all of which can be broken. */
export interface Sources {
  /** Such as 127.0.0.1:1234. */
  readonly host: string;
  readonly all: readonly SourceNow[];
  /** The address at which it is offered now. */
  url(name: SourceName): string;
  /** Until it is mended. */
  break(name: SourceName | 'all', fault: SourceFaultName): void;
  mend(name: SourceName | 'all'): void;
  /** The name of the source at a URL and whether it plays now; undefined for what is served elsewhere. */
  find(url: string): { name: SourceName; plays: boolean } | undefined;
  /** Tells of each source that is broken or mended. */
  onChange(listener: (name: SourceName) => void): void;
  /** Ends every connection, those that drip too. */
  close(): Promise<void>;
}

/** Serves the sources at a free port of 127.0.0.1. `now`: milliseconds since the epoch. */
export async function startSources(now: () => number = Date.now): Promise<Sources> {
  const faults = new Map<SourceName, SourceFaultName>();
  const listeners: ((name: SourceName) => void)[] = [];
  const began = now();
  const server = createServer((request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    const name = sourceNames.find((each) => path === `/${each}`);
    const fault = name === undefined ? undefined : faults.get(name);
    if (name !== undefined && fault !== undefined)
      return sourceFaults[fault].answer(response, contentOf(name, now() - began));
    serve(path, now() - began, request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const set = (name: SourceName | 'all', fault: SourceFaultName | undefined) => {
    for (const each of name === 'all' ? sourceNames : [name]) {
      if (fault === undefined) faults.delete(each);
      else faults.set(each, fault);
      for (const listener of listeners) listener(each);
    }
  };
  const url = (name: SourceName) =>
    `http://${host}/${name}${faults.get(name) === 'expired' ? endedAt(now() - 60_000) : ''}`;
  return {
    host,
    get all() {
      return catalogue.map(({ name, about }) => ({ name, about, url: url(name), fault: faults.get(name) }));
    },
    url,
    break: set,
    mend: (name) => set(name, undefined),
    find(text) {
      const source = catalogue.find(({ name }) => text.split('?', 1)[0] === `http://${host}/${name}`);
      return source && { name: source.name, plays: source.plays && !faults.has(source.name) };
    },
    onChange: (listener) => void listeners.push(listener),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** With parts of files, types and dates, as real servers have them. */
function serve(path: string, elapsedMs: number, request: IncomingMessage, response: ServerResponse): void {
  if (path === `/${liveName}`) {
    response.writeHead(200, { 'content-type': 'application/vnd.apple.mpegurl', 'cache-control': 'no-store' });
    response.end(livePlaylist(elapsedMs));
    return;
  }
  send(request, path, { root: folder, index: false })
    .on('error', ({ status = 500 }: { status?: number }) => refuse(response, status))
    .pipe(response);
}

function contentOf(name: SourceName, elapsedMs: number): Buffer | undefined {
  if (name === liveName) return Buffer.from(livePlaylist(elapsedMs));
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file) : undefined;
}

/** The signature of a link that ended then, in CloudFront's terms. It is made up: nobody verifies it. */
function endedAt(ms: number): string {
  return `?Expires=${Math.floor(ms / 1000)}&Signature=sandbox&Key-Pair-Id=KSANDBOX`;
}
