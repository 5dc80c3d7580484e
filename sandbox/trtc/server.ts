import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { buffer } from 'node:stream/consumers';
import type { Certificate } from '../tls/certificate.ts';
import { type Api, checkRequest } from './api.ts';
import { ApiError } from './api-error.ts';
import type { ApiAnswer, ApiCall, Outcome } from './calls.ts';
import { deadAfterMs } from './dead-source.ts';
import type { Fault, FaultPlan } from './faults.ts';
import type { OutcomeLog } from './outcome-log.ts';
import { parseParams } from './params.ts';
import type { Pauses } from './pauses.ts';
import type { RateLimit } from './rate-limit.ts';
import { type ArrivedRequest, headerOf } from './signature.ts';

export interface ServerParts {
  readonly api: Api;
  readonly calls: OutcomeLog<ApiCall>;
  readonly faults: FaultPlan;
  readonly pauses: Pauses;
  readonly rateLimit: RateLimit;
  readonly limitPerSecond: number;
  readonly latencyMs: number;
  readonly now: () => number;
}

interface Arrival {
  readonly id: number;
  readonly request: ArrivedRequest;
  /** ms since the epoch */
  readonly at: number;
  /** requests of this action in the last second, this one included */
  readonly count: number;
  readonly fault: Fault | undefined;
}

/** The HTTP side: takes each request down, lets faults and waits happen to it, and answers. */
export function createApiServer(parts: ServerParts, certificate?: Certificate): Server {
  const handle = (req: IncomingMessage, res: ServerResponse) => void serve(parts, req, res);
  return certificate === undefined ? createServer(handle) : createTlsServer(certificate, handle);
}

async function serve(parts: ServerParts, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const request = await receive(req);
  if (request === undefined) return;
  const arrival = takeDown(parts, request);
  const finish = (outcome: Outcome) => parts.calls.settle(arrival.id, outcome);
  switch (arrival.fault?.kind) {
    case 'reset':
      req.socket.resetAndDestroy();
      return finish({ kind: 'reset' });
    case 'http':
      res.writeHead(arrival.fault.status).end(arrival.fault.body);
      return finish({ kind: 'http', status: arrival.fault.status });
    case 'malformed':
      res.writeHead(200, { 'content-type': 'application/json' }).end('<html>not the API</html>');
      return finish({ kind: 'malformed' });
    case 'answer': {
      const { body, headers } = arrival.fault;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      res.writeHead(200, { 'content-type': 'application/json', ...headers }).end(text);
      return finish({ kind: 'raw', body: text });
    }
  }
  const hasWaited = await pause(parts, arrival);
  if (!hasWaited) {
    req.socket.destroy();
    return;
  }
  const answer = work(parts, arrival);
  if (arrival.fault?.kind === 'lose-answer') req.socket.destroy();
  if (req.socket.destroyed) return finish({ kind: 'lost', answer });
  const fields = arrival.fault?.kind === 'odd-fields' ? arrival.fault.fields : undefined;
  send(res, { ...responseOf(answer), ...fields });
  finish(fields === undefined ? answer : { kind: 'odd', answer, fields });
}

/** @returns undefined where the client left before all of its request had arrived. */
async function receive(req: IncomingMessage): Promise<ArrivedRequest | undefined> {
  const { method = '', url = '/', headers } = req;
  const [path = '/'] = url.split('?', 1);
  try {
    return { method, path, query: url.slice(path.length + 1), headers, body: await buffer(req) };
  } catch {
    return undefined;
  }
}

function takeDown(parts: ServerParts, request: ArrivedRequest): Arrival {
  const at = parts.now();
  const action = headerOf(request, 'x-tc-action');
  const count = parts.rateLimit.count(action, at);
  const region = headerOf(request, 'x-tc-region');
  const fault = parts.faults.take(action, region);
  const id = parts.calls.add({
    action,
    region,
    version: headerOf(request, 'x-tc-version'),
    params: parseParams(request.body) ?? {},
    at,
    outcome: { kind: 'pending' },
  });
  return { id, request, at, count, fault };
}

/** @returns false where the stand-in was reset or closed meanwhile. */
async function pause({ calls, pauses, latencyMs }: ServerParts, { id, fault }: Arrival): Promise<boolean> {
  const { signal } = pauses;
  try {
    if (fault?.kind === 'stall') {
      calls.settle(id, { kind: 'stalled' });
      await pauses.stall(signal);
    }
    await pauses.delay(latencyMs + (fault?.kind === 'delay' ? fault.ms : 0), signal);
    return !signal.aborted;
  } catch {
    return false;
  }
}

function work(parts: ServerParts, arrival: Arrival): ApiAnswer {
  const requestId = randomUUID();
  try {
    const { TaskId, Status } = perform(parts, arrival);
    return {
      kind: 'answered',
      requestId,
      ...(TaskId !== undefined && { taskId: TaskId }),
      ...(Status !== undefined && { status: Status }),
    };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { kind: 'error', code: error.code, message: error.message, requestId };
  }
}

function perform({ api, limitPerSecond }: ServerParts, { request, at, count, fault }: Arrival) {
  if (count > limitPerSecond) {
    throw new ApiError(
      'RequestLimitExceeded',
      `Your current request times equals to \`${count}\` in a second, which exceeds the frequency limit \`${limitPerSecond}\` for a second. Please reduce the frequency of calls.`,
    );
  }
  const failsAfterMs = fault?.kind === 'dead-source' ? (fault.failsAfterMs ?? deadAfterMs) : undefined;
  const run = checkRequest(api, request, at, failsAfterMs);
  if (fault?.kind === 'error') throw new ApiError(fault.code, fault.message ?? `${fault.code}.`);
  return run();
}

function send(res: ServerResponse, Response: Record<string, unknown>): void {
  res.writeHead(200, { 'content-type': 'application/json' });
  res.end(JSON.stringify({ Response }));
}

function responseOf(answer: ApiAnswer): Record<string, unknown> {
  if (answer.kind === 'error') {
    return { Error: { Code: answer.code, Message: answer.message }, RequestId: answer.requestId };
  }
  return { TaskId: answer.taskId, Status: answer.status, RequestId: answer.requestId };
}
