import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Random } from '../../ingest/runtime.ts';
import { type Check, TimeUp } from '../check.ts';
import { ProbeFailure } from '../failure.ts';
import { createTags, type Tags } from '../flv/tags.ts';
import type { Guard } from '../guard.ts';
import type { ReadMedia } from '../media-file.ts';
import { createRtmpSession, type RtmpSession } from './session.ts';
import { rtmpTarget } from './target.ts';

/** Plays a stream of RTMP until it is known what it is. Throws a ProbeFailure if nothing comes. */
export async function readRtmp(url: URL, check: Check, guard: Guard, random: Random): Promise<ReadMedia> {
  const target = rtmpTarget(url);
  const tags = createTags();
  const session = createRtmpSession(target, random);
  check.request(url);
  const socket = await open(target.host, target.port, check, guard);
  let playingAt: number | undefined;
  try {
    await play(
      socket,
      session,
      check,
      (tag) => {
        tags.add(tag.kind, tag.time, tag.body);
        return tags.isEnough();
      },
      () => {
        playingAt ??= check.elapsed();
      },
    );
  } catch (error) {
    if (tags.facts() === undefined) throw emptyHanded(error, check, playingAt);
  } finally {
    socket.destroy();
  }
  return readOf(tags, session);
}

async function open(host: string, port: number, check: Check, guard: Guard): Promise<Socket> {
  guard.checkLiteral(host, port);
  const options = { host, port, lookup: guard.lookupFor(port), signal: check.signal, noDelay: true };
  const socket = connect(options);
  try {
    await once(socket, 'connect', { signal: check.signal });
  } catch (error) {
    socket.on('error', () => {}).destroy();
    throw error;
  }
  // Errors are seen by whoever reads next.
  socket.on('error', () => {});
  if (!guard.permits(host, port, socket.remoteAddress)) {
    socket.destroy();
    throw new ProbeFailure({ kind: 'refused-address', reason: 'not-public' });
  }
  return socket;
}

/** Reads until it is enough. */
async function play(
  socket: Socket,
  session: RtmpSession,
  check: Check,
  isEnough: (tag: { kind: number; time: number; body: Uint8Array }) => boolean,
  onPlaying: () => void,
): Promise<void> {
  check.stage = 'asking';
  socket.write(session.hello());
  const chunks: AsyncIterator<Buffer> = socket[Symbol.asyncIterator]();
  check.signal.addEventListener('abort', () => socket.destroy(), { once: true });
  for (;;) {
    const next = await chunks.next();
    if (next.done === true) break;
    check.received(next.value.length);
    check.answered();
    const { send, tags } = session.receive(next.value);
    if (session.state === 'playing') onPlaying();
    if (send.length > 0) socket.write(Buffer.concat(send));
    for (const tag of tags) if (isEnough(tag)) return;
  }
  if (check.signal.aborted) throw check.signal.reason;
  if (session.state === 'handshake') throw new ProbeFailure({ kind: 'unreachable', how: 'closed' });
  // Servers that do not want a client end the connection, often without a word.
  throw new ProbeFailure({ kind: 'rejected', why: 'silent' });
}

/** Why nothing came. A server that says it plays and sends nothing has nobody who sends the stream to it. */
function emptyHanded(error: unknown, check: Check, playingAt: number | undefined): unknown {
  if (!(check.signal.reason instanceof TimeUp) || playingAt === undefined) return error;
  return new ProbeFailure(
    { kind: 'not-published', silentForMs: check.elapsed() - playingAt },
    { cause: error },
  );
}

function readOf(tags: Tags, session: RtmpSession): ReadMedia {
  const facts = tags.facts();
  if (facts === undefined)
    throw new ProbeFailure(
      session.state === 'playing' ? { kind: 'unreadable' } : { kind: 'rejected', why: 'silent' },
    );
  const seconds = tags.seconds();
  return {
    media: {
      container: 'rtmp',
      ...facts,
      length: seconds === undefined ? { kind: 'live' } : { kind: 'recorded', seconds },
    },
    bitRate: undefined,
  };
}
