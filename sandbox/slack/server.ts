import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Certificate } from '../tls/certificate.ts';
import type { Faults } from './faults.ts';
import { type JsonObject, parseJson } from './json.ts';
import type { Pace } from './pace.ts';
import { Refusal } from './refusal.ts';
import { parseArgs, rawBody } from './request-body.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Fault, WebApiCall } from './types.ts';
import type { Services } from './web-api/method.ts';
import { runMethod, tokenKind } from './web-api/run.ts';

export interface ServerParts extends Services {
  faults: Faults;
  pace: Pace;
  responseUrls: ResponseUrls;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

function send(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  if (Buffer.isBuffer(body)) return void response.writeHead(status, headers).end(body);
  const json = typeof body !== 'string';
  response.writeHead(status, {
    'content-type': json ? 'application/json; charset=utf-8' : 'text/html',
    ...headers,
  });
  response.end(json ? JSON.stringify(body) : body);
}

const isWebApi = ({ method }: WebApiCall) => method !== 'response_url' && method !== 'file';

function faultAnswer(fault: Fault, ofWebApi: boolean): Answer | undefined {
  if (fault.kind === 'http') return { status: fault.status, body: 'upstream connect error' };
  if (fault.kind === 'error') {
    const details = fault.messages && { response_metadata: { messages: fault.messages } };
    return { status: ofWebApi ? 200 : 404, body: { ok: false, error: fault.error, ...details } };
  }
  if (fault.kind === 'page' && fault.isDone !== true) return { status: 200, body: fault.body };
  if (fault.kind !== 'rate-limited') return undefined;
  if (fault.retryAfterSeconds === undefined)
    return { status: 429, body: 'You are sending too many requests. Please relax.' };
  const headers = { 'retry-after': String(fault.retryAfterSeconds) };
  return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
}

const loginPage =
  '<!DOCTYPE html><html lang="en-US"><head><title>Login | Slack</title></head><body>Sign in</body></html>';

function bearer({ headers }: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
}

function channelOf(args: JsonObject): string | undefined {
  const channel = args.channel ?? args.channel_id;
  return typeof channel === 'string' ? channel : undefined;
}

class SlackServer {
  private readonly parts: ServerParts;

  constructor(parts: ServerParts) {
    this.parts = parts;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://slack');
    const body = await rawBody(request);
    if (request.method === 'POST' && pathname.startsWith('/api/'))
      await this.webApi(pathname.slice(5), request, body, response);
    else if (request.method === 'POST' && pathname.startsWith('/commands/'))
      await this.responseUrl(pathname.slice(9), body, response);
    else if (request.method === 'GET' && pathname.startsWith('/files-pri/'))
      await this.file(pathname, request, response);
    else send(response, { status: 404, body: 'not found' });
  }

  /**
   * Whoever may not read a file gets the page to log in at, with status 200 (bolt-js 2585, vercel/eve 1531), or is led to it
   * (deno-slack-sdk 285).
   */
  private async file(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { workspace, faults } = this.parts;
    const token = tokenKind(bearer(request), workspace.options);
    const call = this.record({ method: 'file', args: { path }, token, at: workspace.now() });
    const mayRead = token === 'bot' && workspace.options.botScopes.includes('files:read');
    await this.answer(call, faults.take('file', undefined), response, () => {
      const found = workspace.files.at(path);
      if (!mayRead) return { status: 200, body: loginPage };
      if (found === undefined) return { status: 404, body: 'not found' };
      return { status: 200, headers: { 'content-type': found.type }, body: found.content };
    });
  }

  private async webApi(
    method: string,
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<void> {
    const { workspace, faults, pace } = this.parts;
    const parsed = await parseArgs(body, request.headers['content-type']);
    const { token: bodyToken, ...args } = parsed ?? {};
    const token = tokenKind(
      bearer(request) ?? (typeof bodyToken === 'string' ? bodyToken : undefined),
      workspace.options,
    );
    const call = this.record({ method, args, token, at: workspace.now() });
    const scopes = workspace.options.botScopes.join(',');
    const fault = faults.take(method, channelOf(args));
    if (fault?.kind === 'rate-limited' && method.startsWith('chat.'))
      pace.hold(method, args, fault.retryAfterSeconds ?? 0);
    const tooSoon = fault === undefined ? pace.take(method, args) : 0;
    const limited: Fault = { kind: 'rate-limited', retryAfterSeconds: tooSoon };
    await this.answer(call, tooSoon > 0 ? limited : fault, response, () => ({
      status: 200,
      headers: token === 'bot' ? { 'x-oauth-scopes': scopes } : {},
      body:
        parsed === undefined
          ? new Refusal('invalid_form_data').body()
          : runMethod(this.parts, method, token, args),
    }));
  }

  private async responseUrl(path: string, body: Buffer, response: ServerResponse): Promise<void> {
    const { workspace, faults, responseUrls } = this.parts;
    const parsed = parseJson(body.toString());
    const call = this.record({
      method: 'response_url',
      args: { ...(parsed ?? {}) },
      token: 'none',
      at: workspace.now(),
    });
    await this.answer(call, faults.take('response_url', responseUrls.channelOf(path)), response, () => {
      try {
        responseUrls.use(path, parsed);
        return { status: 200, body: 'ok' };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { status: error.code.endsWith('_url') ? 404 : 400, body: error.body() };
      }
    });
  }

  private record(call: WebApiCall): WebApiCall {
    this.parts.workspace.calls.push(call);
    this.parts.workspace.announce({ kind: 'call' });
    return call;
  }

  private async answer(
    call: WebApiCall,
    fault: Fault | undefined,
    response: ServerResponse,
    run: () => Answer,
  ): Promise<void> {
    if (fault?.kind === 'stall') return;
    if (fault?.kind === 'reset') return void response.socket?.resetAndDestroy();
    if (fault?.kind === 'held') await fault.until;
    if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms).unref());
    const done = (fault && faultAnswer(fault, isWebApi(call))) ?? run();
    const answer: Answer = fault?.kind === 'page' ? { status: 200, body: fault.body } : done;
    if (fault?.kind === 'lose-answer') return void response.socket?.destroy();
    Object.assign(call, {
      status: answer.status,
      answer: Buffer.isBuffer(answer.body) ? undefined : structuredClone(answer.body),
    });
    send(response, answer);
    this.parts.workspace.announce({ kind: 'call' });
  }
}

/** The HTTP side of Slack: /api/METHOD and response_urls. An error of the stand-in itself shows as status 500. */
export function createSlackServer(parts: () => ServerParts, certificate?: Certificate): Server {
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    new SlackServer(parts()).handle(request, response).catch((error: Error) => {
      if (!response.headersSent) send(response, { status: 500, body: `stand-in failed: ${error.stack}` });
    });
  };
  return certificate === undefined ? createServer(handle) : createTlsServer(certificate, handle);
}
