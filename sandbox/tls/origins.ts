import type { Server } from 'node:net';

/** The address from which each TCP connection to a server came, as they come. */
export function originsOf(server: Server): readonly string[] {
  const origins: string[] = [];
  server.on('connection', (socket) => origins.push(socket.remoteAddress ?? ''));
  return origins;
}
