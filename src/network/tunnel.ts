import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { authorizationOf, type ProxyServer } from './proxy.ts';
import { ProxyFailure, type ProxyTrouble } from './proxy-failure.ts';

/**
 * Opens a way through the proxy to `target` (HOST:PORT) by CONNECT (RFC 9110, 9.3.6), in so many milliseconds. Rejects with a ProxyFailure.
 * Node's own client does it: agents for it are to be had, but hand the proxy's refusal on as if it were the answer of the
 * far side, or wait for ever.
 */
export function openTunnel(proxy: ProxyServer, target: string, withinMs: number): Promise<Socket> {
  const { protocol, hostname, port } = new URL(proxy.address);
  const authorization = authorizationOf(proxy);
  return new Promise((resolve, reject) => {
    const request = (protocol === 'https:' ? tlsRequest : plainRequest)({
      method: 'CONNECT',
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port || (protocol === 'https:' ? 443 : 80),
      path: target,
      agent: false,
      headers: {
        host: target,
        ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }),
      },
    });
    const fail = (trouble: ProxyTrouble, cause?: Error) => {
      clearTimeout(timer);
      reject(new ProxyFailure(proxy, target, trouble, { cause }));
      request.destroy();
    };
    const timer = setTimeout(() => fail({ kind: 'silent', seconds: withinMs / 1000 }), withinMs);
    request.on('error', (error) => fail(troubleOf(error), error));
    request.once('connect', ({ statusCode: status = 0 }, socket: Socket, head: Buffer) => {
      if (status < 200 || status > 299) {
        socket.on('error', () => {}).destroy();
        return fail({ kind: 'refused', status });
      }
      clearTimeout(timer);
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    request.end();
  });
}

/** What an error of the connection to a proxy means. */
export function troubleOf(error: Error): ProxyTrouble {
  const { code = '', syscall, library } = error as NodeJS.ErrnoException & { library?: string };
  if (code === 'EPROTO' || library === 'SSL routines') return { kind: 'no-tls' };
  const neverStood =
    ['connect', 'getaddrinfo'].includes(syscall ?? '') || /CERT|SIGNATURE|TIMEOUT/.test(code);
  return neverStood ? { kind: 'unreachable', code } : { kind: 'broken' };
}
