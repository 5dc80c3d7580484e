import { StoreDamaged } from '../ingest/errors.ts';

/** The command that repairs a store, for messages. */
const repairCommand = 'node dist/index.js repair';

/** The error for a store that is damaged; `found` says what is wrong with it, `path` which it is if that is known. */
export function damaged(found: string, path?: string, options?: ErrorOptions): StoreDamaged {
  const store = path === undefined ? 'The store' : `The store ${path}`;
  const remedy = `Stop the bot and run \`${repairCommand}${path === undefined ? '' : ` ${path}`}\`, which keeps a copy`;
  return new StoreDamaged(`${store} is damaged (${found}). ${remedy}.`, options);
}

/**
 * What LevelDB's error says of damage; undefined if it is of something else, such as a full disk. Files that are too
 * short, or not there though the list of tables has them, come as errors of the disk: by the words of its
 * util/env_posix.cc.
 */
export function damageIn(error: unknown): string | undefined {
  const { code, message = '' } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  if (code === 'LEVEL_CORRUPTION') return message.replace(/^Corruption: /, '');
  const isOfFile =
    code === 'LEVEL_IO_ERROR' && /: (?:No such file or directory|Invalid argument)$/.test(message);
  return isOfFile ? message.replace(/^IO error: /, '') : undefined;
}
