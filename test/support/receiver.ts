import { createHmac } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TrtcEvent } from '../../sandbox/trtc/index.ts';
import { afterwards, clientOf, documented, start } from './trtc-stand-in.ts';

export const key = 'callbackKey1';

/** What a receiver does with a request. */
export type Reaction = { status: number; body: string } | 'hang' | 'hang up';

export const accepting: Reaction = { status: 200, body: '{"code":0}' };

interface Arrival {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Whether the header `Sign` belongs to the raw body. */
  readonly isSigned: boolean;
}

export interface Receiver {
  readonly target: { url: string; key: string };
  readonly arrivals: readonly Arrival[];
  /** Resolves when the next request has come. */
  next(): Promise<unknown>;
  close(): Promise<void>;
}

/** Takes callbacks as the bot does; reacts as told to the first requests, and accepts the others. */
export async function startReceiver(...reactions: Reaction[]): Promise<Receiver> {
  const arrivals: Arrival[] = [];
  const events = new EventEmitter();
  const server = createServer(async (req, res) => {
    const body = await text(req);
    const sign = createHmac('sha256', key).update(body).digest('base64');
    arrivals.push({ headers: req.headers, body, isSigned: req.headers.sign === sign });
    events.emit('arrival');
    const reaction = reactions.shift() ?? accepting;
    if (reaction === 'hang up') req.socket.destroy();
    if (typeof reaction === 'string') return;
    res.writeHead(reaction.status, { 'content-type': 'application/json' }).end(reaction.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  afterwards(close);
  return {
    target: { url: `http://127.0.0.1:${port}/trtc/events`, key },
    arrivals,
    next: () => once(events, 'arrival'),
    close,
  };
}

/** A stand-in whose callbacks go to a receiver, and the task that it runs. */
export async function startTask(receiver: Receiver, options: Parameters<typeof start>[0] = {}) {
  const trtc = await start({ callback: receiver.target, ...options });
  const client = clientOf(trtc.url);
  const { TaskId = '' } = await client.StartStreamIngest(documented);
  return { trtc, client, task: { SdkAppId: documented.SdkAppId, TaskId } };
}

export function newsOf({ EventType, EventInfo }: TrtcEvent): string {
  return `${EventType}/${EventInfo.Status}`;
}
