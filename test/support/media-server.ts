import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a path of the server answers with. */
export type Route = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of files, as strict as real ones, and of all that goes wrong with them. */
export interface MediaServer {
  /** Its address, such as http://127.0.0.1:1234, without a slash at the end. */
  origin: string;
  port: number;
  /** Method, path and headers of each request, in order. */
  readonly requests: readonly { path: string; headers: IncomingMessage['headers'] }[];
  /** Connections that it took. */
  readonly connections: number;
  add(path: string, route: Route): void;
  close(): Promise<void>;
}

export async function startMediaServer(host = '127.0.0.1'): Promise<MediaServer> {
  const routes = new Map<string, Route>();
  const requests: { path: string; headers: IncomingMessage['headers'] }[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    requests.push({ path: request.url ?? '', headers: request.headers });
    (routes.get(path) ?? status(404))(request, response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://${host}:${port}`,
    port,
    requests,
    get connections() {
      return connections;
    },
    add: (path, route) => void routes.set(path, route),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A file, in parts if it is asked for them (RFC 9110, 14). */
export function file(bytes: Buffer, headers: Record<string, string> = {}): Route {
  return (request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    if (from === undefined) {
      response.writeHead(200, { ...headers, 'content-length': bytes.length }).end(bytes);
      return;
    }
    const last = to === '' || to === undefined ? bytes.length - 1 : Math.min(Number(to), bytes.length - 1);
    if (Number(from) > last) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
      return;
    }
    const part = bytes.subarray(Number(from), last + 1);
    const range = `bytes ${from}-${last}/${bytes.length}`;
    response.writeHead(206, { ...headers, 'content-range': range, 'content-length': part.length }).end(part);
  };
}

/** A file by a server that gives no parts. */
export function whole(bytes: Buffer): Route {
  return (_, response) => void response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
}

/** The same bytes again and again, without an end: for as long as the other side reads. */
export function live(bytes: Buffer, next: (round: number) => Buffer = () => bytes): Route {
  return (_, response) => {
    response.writeHead(200);
    let round = 0;
    const more = () => {
      while (response.write(next(round++)));
    };
    response.on('drain', more);
    more();
  };
}

/** The beginning of a file at once, and then nothing, though the connection stays. */
export function stalled(bytes: Buffer): Route {
  return (_, response) => void response.writeHead(200).write(bytes);
}

/** Half of what was promised. */
export function cutOff(bytes: Buffer, size: number): Route {
  return (_, response) => {
    response.writeHead(200, { 'content-length': size });
    response.write(bytes, () => response.destroy());
  };
}

/** A text with a type, such as a page. */
export function text(content: string, type = 'text/html'): Route {
  return (_, response) => void response.writeHead(200, { 'content-type': type }).end(content);
}

export function status(code: number, headers: Record<string, string> = {}): Route {
  return (_, response) => void response.writeHead(code, headers).end();
}

/** Letters that are not ASCII go as the bytes of UTF-8, as servers send them. */
export function redirect(to: string): Route {
  return status(302, { location: Buffer.from(to).toString('latin1') });
}
