import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readActRequest } from './act-request.ts';
import type { Feed } from './feed.ts';
import { HttpProblem } from './http-problem.ts';
import { pageFile } from './page-files.ts';
import type { Act, ActAnswer, Snapshot } from './protocol.ts';
import { bodyOf, refuseForeign } from './request-guard.ts';

export interface ServerOptions {
  /** 0: any free one */
  port: number;
  /** Where the built page lies. */
  pageFolder: string;
  feed: Feed;
  snapshot: () => Snapshot;
  /** Whether there is somebody of this user id. */
  knows: (userId: string) => boolean;
  perform: (as: string, act: Act) => Promise<ActAnswer>;
}

export interface PageServer {
  readonly port: number;
  close(): Promise<void>;
}

const policy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const everywhere = {
  'content-security-policy': policy,
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** Serves the page and its API on 127.0.0.1. @throws where the port is taken (EADDRINUSE) */
export async function startServer(options: ServerOptions): Promise<PageServer> {
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(everywhere)) response.setHeader(name, value);
    route(options, request, response).catch((error: unknown) => refuse(response, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      options.feed.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function route(
  options: ServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  refuseForeign(request);
  const [path = '/'] = (request.url ?? '/').split('?', 1);
  const allowed = path === '/api/act' ? 'POST' : 'GET';
  if (request.method !== allowed) throw new HttpProblem(405, `${path} takes ${allowed} only.`);
  switch (path) {
    case '/api/state':
      return sendJson(response, 200, options.snapshot());
    case '/api/events':
      return options.feed.open(response);
    case '/api/act':
      return sendJson(response, 200, await act(options, await bodyOf(request)));
    default:
      return sendPage(options.pageFolder, path, response);
  }
}

async function act({ knows, perform, feed }: ServerOptions, body: string): Promise<ActAnswer> {
  const read = readActRequest(body);
  if (!read.ok) throw new HttpProblem(400, read.problem);
  if (!knows(read.as)) throw new HttpProblem(400, `There is nobody called ${read.as} on this page.`);
  const answer = await perform(read.as, read.act);
  // A fault that waits for its call is no change of a stand-in.
  feed.changed();
  return answer;
}

async function sendPage(folder: string, path: string, response: ServerResponse): Promise<void> {
  const file = await pageFile(folder, path);
  if (file !== undefined) {
    response.writeHead(200, { 'content-type': file.type }).end(file.body);
    return;
  }
  if (path === '/') throw new HttpProblem(503, 'The page is not built: start it with `npm run sandbox`.');
  throw new HttpProblem(404, `There is no ${path} here.`);
}

function refuse(response: ServerResponse, error: unknown): void {
  const status = error instanceof HttpProblem ? error.status : 500;
  const problem = error instanceof Error ? error.message : String(error);
  if (response.headersSent) response.destroy();
  else sendJson(response, status, { ok: false, problem } satisfies ActAnswer);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
