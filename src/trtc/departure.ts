import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientRequest, Agent as HttpAgent } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** What is known of one call: whether any of it can have reached the far side. */
interface Departure {
  hasLeft: boolean;
}

/** The call ended before a connection stood: it is certain that nothing was sent. Its cause says why. */
export class NotSent extends Error {}

const calls = new AsyncLocalStorage<Departure>();

/**
 * Does the work of one call. What it throws before any of its requests had a connection comes as the cause of NotSent:
 * the SDK keeps the message of an error only, and a time-out says the same before and after sending.
 */
export async function withDeparture<T>(work: () => Promise<T>): Promise<T> {
  const departure: Departure = { hasLeft: false };
  try {
    return await calls.run(departure, work);
  } catch (cause) {
    throw departure.hasLeft ? cause : new NotSent('Nothing was sent', { cause });
  }
}

/** Every agent takes requests by this method, those for proxies too, though Node's types leave it out. */
type AddRequest = (request: ClientRequest, ...rest: unknown[]) => void;

/** Lets an agent tell when the requests of a call leave. A call whose agent does not is never NotSent. */
export function watchDepartures<Agent extends HttpAgent>(agent: Agent): Agent {
  const { addRequest } = agent as Agent & { addRequest: AddRequest };
  return Object.assign(agent, {
    addRequest(request: ClientRequest, ...rest: unknown[]) {
      const departure = calls.getStore();
      if (departure !== undefined) follow(request, departure);
      addRequest.call(agent, request, ...rest);
    },
  });
}

function follow(request: ClientRequest, departure: Departure): void {
  const leave = () => {
    departure.hasLeft = true;
  };
  request.once('socket', (socket) => {
    if (request.reusedSocket || isReady(socket)) leave();
    else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', leave);
  });
}

/** Whether the socket may have sent something: in TLS nothing of a request goes before our Finished message. */
function isReady(socket: Socket): boolean {
  return socket instanceof TLSSocket ? socket.getFinished() !== undefined : !socket.connecting;
}
