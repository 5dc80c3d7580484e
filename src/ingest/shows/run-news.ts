import { newsId } from '../outbox.ts';

/** A piece of news that some instance wants told in the thread of a board; what it says is in its task's outbox. */
export interface Piece {
  /** The task's handle. */
  handle: string;
  /** Its number among the news of the task. */
  n: number;
  /** Somebody may have tried to tell it: the thread is looked at first. */
  again?: true;
  /** When it was told, in ms since the epoch; absent until then. */
  toldAt?: number;
}

/** What all instances have to tell in the thread of a run, and what was told there a while ago. */
export interface RunNews {
  pieces: readonly Piece[];
  /** When the whole channel was told last, in ms since the epoch; absent if it never was. */
  broadcastAt?: number;
}

/** So long it is known here that a piece was told, in ms, which is longer than others hold a lease: after that the thread is asked. */
const keptMs = 2 * 60_000;

/** The id of the news that the piece is, as `newsId` gives it. */
export function pieceId(piece: Pick<Piece, 'handle' | 'n'>): string {
  return newsId(piece, piece);
}

/** Those that nobody has told. */
export function untold({ pieces }: RunNews): readonly Piece[] {
  return pieces.filter(({ toldAt }) => toldAt === undefined);
}

/** With more to tell. A piece that is there already stays, and is in doubt if either is. `at` is in ms since the epoch. */
export function withPieces(now: RunNews, more: readonly Piece[], at: number): RunNews {
  const byId = new Map(now.pieces.map((piece) => [pieceId(piece), piece]));
  for (const piece of more) {
    const known = byId.get(pieceId(piece)) ?? piece;
    byId.set(pieceId(piece), piece.again ? { ...known, again: true } : known);
  }
  const isKept = ({ toldAt }: Piece) => toldAt === undefined || at - toldAt < keptMs;
  return { ...now, pieces: [...byId.values()].filter(isKept) };
}

/** Right before somebody tells what is untold: whoever comes after one who dies over that has to look. */
export function inDoubt(now: RunNews): RunNews {
  const pieces = now.pieces.map((piece) =>
    piece.toldAt === undefined ? { ...piece, again: true as const } : piece,
  );
  return { ...now, pieces };
}

/** Once these were told, by their ids. `at` is in ms since the epoch. */
export function withTold(now: RunNews, ids: readonly string[], at: number, broadcastAt?: number): RunNews {
  const pieces = now.pieces.map((piece) => (ids.includes(pieceId(piece)) ? { ...piece, toldAt: at } : piece));
  const latest = Math.max(now.broadcastAt ?? 0, broadcastAt ?? 0);
  return { ...now, pieces, ...(latest === 0 ? {} : { broadcastAt: latest }) };
}

/** Without these, by their ids: whoever wants them told sees to it. */
export function without(now: RunNews, ids: readonly string[]): RunNews {
  return { ...now, pieces: now.pieces.filter((piece) => !ids.includes(pieceId(piece))) };
}
