import { once } from 'node:events';
import { createServer } from 'node:http';
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';

/** What an odd proxy does to whoever asks it for a way. */
export type Oddity =
  /** Answers with a status, and a page that nobody should be shown; `only` to those who ask by CONNECT. */
  | { kind: 'status'; status: number; only?: 'CONNECT' }
  /** Takes the connection and says nothing. */
  | { kind: 'silent' }
  /** Ends the connection at once. */
  | { kind: 'hang-up' }
  /** Answers in something that is not HTTP. */
  | { kind: 'gibberish' }
  /** Says that the way stands (with this status), and passes nothing on. */
  | { kind: 'dead-end'; status?: number }
  /** Says that the way stands, and ends the connection at the first byte. */
  | { kind: 'trap' };

export interface OddProxy {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  /** The first line of each request, and the Proxy-Authorization that came with it. */
  readonly requests: readonly { line: string; authorization: string | undefined }[];
  /** Well again: everything is passed on, CONNECT and whole addresses. With an oddity, odd again. */
  become(oddity: Oddity | 'well'): void;
  /** Cuts all ways that stand, without a word. */
  cut(): void;
  close(): Promise<void>;
}

const page = '<html><body><h1>Blocked</h1> by policy 4711, password t0psecret</body></html>';

/** A proxy on 127.0.0.1 that is as odd as those of public reports; see test/support/tinyproxy.ts for one that is not. */
export async function startOddProxy(first: Oddity | 'well'): Promise<OddProxy> {
  const sockets = new Set<Socket>();
  const requests: { line: string; authorization: string | undefined }[] = [];
  let oddity = first;
  const well = createServer((request, response) => {
    const { host, port, pathname, search } = new URL(request.url ?? '/');
    const { 'proxy-authorization': authorization, ...headers } = request.headers;
    requests.push({ line: `${request.method} ${request.url}`, authorization });
    if (oddity !== 'well' && oddity.kind === 'status' && oddity.only === undefined)
      return response.writeHead(oddity.status).end(page);
    const far = connect(Number(port || 80), host.replace(/:\d+$/, ''));
    const lines = Object.entries({ ...headers, connection: 'close' }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    far.write(`${request.method} ${pathname}${search} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    request.pipe(far, { end: false });
    if (request.socket.writable) far.pipe(request.socket);
    return undefined;
  });
  well.on('connect', (request, socket: Socket) => {
    requests.push({ line: `CONNECT ${request.url}`, authorization: request.headers['proxy-authorization'] });
    socket.on('error', () => {});
    answer(oddity, request.url ?? '', socket);
  });
  const server: Server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).once('close', () => sockets.delete(socket));
    if (oddity !== 'well' && oddity.kind === 'silent') return;
    if (oddity !== 'well' && oddity.kind === 'hang-up') return void socket.destroy();
    if (oddity !== 'well' && oddity.kind === 'gibberish') return void socket.end('SSH-2.0-OpenSSH_9.6\r\n');
    well.emit('connection', socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  function answer(how: Oddity | 'well', target: string, socket: Socket): void {
    if (how === 'well') {
      const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(target) ?? [];
      const far = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        far.pipe(socket).pipe(far);
      });
      far.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
      socket.once('close', () => far.destroy());
      return;
    }
    if (how.kind === 'status') {
      const head = `HTTP/1.1 ${how.status} Odd\r\nContent-Type: text/html\r\nContent-Length: ${page.length}`;
      socket.end(`${head}\r\nProxy-Authenticate: Basic realm="odd"\r\n\r\n${page}`);
      return;
    }
    if (how.kind === 'trap') socket.once('data', () => socket.destroy());
    const status = how.kind === 'dead-end' ? (how.status ?? 200) : 200;
    socket.write(`HTTP/1.0 ${status} Connection established\r\n\r\n`);
    socket.resume();
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    become(next) {
      oddity = next;
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
