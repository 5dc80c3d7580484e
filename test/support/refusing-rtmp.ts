import { once } from 'node:events';
import { createServer } from 'node:net';
import { readAmf, type Sent, writeAmf } from '../../src/probe/flv/amf0.ts';
import { createChunkReader, writeMessage } from '../../src/probe/rtmp/chunks.ts';

export interface RefusingRtmp {
  /** rtmp://HOST:PORT/live/show */
  url: string;
  close(): Promise<void>;
}

const [command, windowSize] = [20, 5];
const handshakeBytes = 1536;

/**
 * A server of RTMP that answers the requests `connect`, `createStream` and `play` as servers do up to the one that it says `says` to,
 * and then ends the connection, as most do.
 */
export async function startRefusingRtmp(to: string, says: readonly Sent[]): Promise<RefusingRtmp> {
  const answers: Record<string, readonly Sent[]> = {
    connect: ['_result', 1, {}, { level: 'status', code: 'NetConnection.Connect.Success' }],
    createStream: ['_result', 2, null, 1],
    [to]: says,
  };
  const server = createServer((socket) => {
    const chunks = createChunkReader();
    let early = Buffer.alloc(0);
    let isShaken = false;
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      let rest: Buffer = bytes;
      if (!isShaken) {
        early = Buffer.concat([early, bytes]);
        if (early.length <= handshakeBytes) return;
        if (socket.bytesWritten === 0)
          socket.write(Buffer.concat([Buffer.from([3]), Buffer.alloc(2 * handshakeBytes)]));
        if (early.length <= 2 * handshakeBytes) return;
        isShaken = true;
        rest = early.subarray(1 + 2 * handshakeBytes);
        socket.write(writeMessage(2, windowSize, 0, Buffer.from('002625a0', 'hex')));
      }
      for (const message of chunks.push(rest)) {
        const name = message.kind === command ? String(readAmf(message.body)[0]) : '';
        const answer = answers[name];
        if (answer === undefined) continue;
        socket.write(writeMessage(3, command, 0, writeAmf(...answer)));
        if (name === to) socket.end();
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `rtmp://127.0.0.1:${port}/live/show`,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}
