import { Fields, NotInFormat } from './fields.ts';

/** What of a store's files counts; others were left by a write that was cut, or by somebody else. */
export interface LiveFiles {
  /** Numbers of tables, and their sizes in bytes. */
  tables: Map<number, number>;
  /** The first log whose records are in no table yet; 0 if none is needed. */
  firstLog: number;
}

/** Adds up the changes that a MANIFEST records (db/version_edit.cc). Throws NotInFormat if there is one that is none. */
export function liveFiles(changes: readonly Buffer[]): LiveFiles {
  const live: LiveFiles = { tables: new Map(), firstLog: 0 };
  for (const change of changes) {
    const fields = new Fields(change);
    while (!fields.isAtEnd) readField(fields, live);
  }
  return live;
}

/** By the numbers that LevelDB writes in front of each. */
function readField(fields: Fields, live: LiveFiles): void {
  const tag = fields.varint();
  switch (tag) {
    case 1: // comparator
      fields.text();
      break;
    case 2:
      live.firstLog = fields.varint();
      break;
    case 3: // next file
    case 4: // last sequence
    case 9: // previous log, which newer versions do not use
      fields.varint();
      break;
    case 5: // where the next compaction of a level begins
      fields.varint();
      fields.text();
      break;
    case 6: // a table that is not needed any more
      fields.varint();
      live.tables.delete(fields.varint());
      break;
    case 7: {
      fields.varint(); // level
      const table = fields.varint();
      live.tables.set(table, fields.varint());
      fields.text(); // its first key
      fields.text(); // its last key
      break;
    }
    default:
      throw new NotInFormat(`it has a field ${tag}`);
  }
}
