import type { IncomingMessage } from 'node:http';
import { HttpProblem } from './http-problem.ts';

const mostBytes = 64 * 1024;

/**
 * Lets in only what the page itself asks for: a page of somebody else has another Origin, and one whose name was made
 * to point at this machine (DNS rebinding) another Host.
 * @throws HttpProblem 403
 */
export function refuseForeign({ headers, socket }: IncomingMessage): void {
  const { host = '', origin } = headers;
  const own = ['127.0.0.1', 'localhost'].map((name) => `${name}:${socket.localPort}`);
  if (!own.includes(host)) {
    throw new HttpProblem(
      403,
      `The sandbox answers at ${own[0]}, not at ${host || 'an address without a name'}.`,
    );
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new HttpProblem(403, `The sandbox takes requests from its own page only, not from ${origin}.`);
  }
}

/** @throws HttpProblem 413 above 64 kB, 400 where the body does not come to its end */
export function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= mostBytes) chunks.push(chunk);
      else reject(new HttpProblem(413, `The body is larger than ${mostBytes} bytes.`));
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('close', () => reject(new HttpProblem(400, 'The body broke off.')));
  });
}
