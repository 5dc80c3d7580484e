import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Import {
  /** A file of this repository, from its root, or a package. */
  to: string;
  own: boolean;
  typeOnly: boolean;
}

export interface Source {
  /** From the repository's root. */
  path: string;
  text: string;
  imports: readonly Import[];
}

const statement =
  /^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm;

/** What a file imports, statically or not, in the order of its text. `path` is from the repository's root. */
function importsOf(path: string, text: string): Import[] {
  return [...text.matchAll(statement)].map(([, type, named, dynamic]) => {
    const target = named ?? dynamic ?? '';
    const own = target.startsWith('.');
    const to = own ? relative(root, join(root, dirname(path), target)) : target;
    return { to, own, typeOnly: type !== undefined };
  });
}

/** Every TypeScript file below these folders, which are named from the repository's root. */
export function sourcesIn(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path))
      .sort()
      .map((below) => {
        const path = join(folder, below);
        const text = readFileSync(join(root, path), 'utf8');
        return { path, text, imports: importsOf(path, text) };
      }),
  );
}

/** Folders and files that belong together, and what they may know of the others. */
export interface House {
  /** Only imports of files below this folder are judged; '' judges all imports of own files. */
  within: string;
  /**
   * What each room may import besides itself: rooms, or files and folders outside. A file belongs to the room with the
   * longest name that its path begins with.
   */
  rooms: Readonly<Record<string, readonly string[]>>;
  /** What to do instead of an import that is not allowed, as a sentence. */
  instead: string | ((from: string, to: string) => string);
}

/** Rooms of which each may import those that stand before it. */
export function inOrder(folder: string, ...names: string[]): House['rooms'] {
  const rooms = names.map((name) => `${folder}/${name}`);
  return Object.fromEntries(rooms.map((room, place) => [room, rooms.slice(0, place)]));
}

/** The imports that break the order of a house, each as "FILE imports FILE", with what to do instead. */
export function breachesOf(
  sources: readonly Source[],
  { within, rooms, instead }: House,
): Map<string, string> {
  const names = Object.keys(rooms);
  const found = new Map<string, string>();
  for (const { path, imports } of sources) {
    const room = longest(path, names);
    if (room === undefined) {
      found.set(
        `${path} is in no room`,
        `Put it into one of ${names.join(', ')}, or add a room to the table.`,
      );
      continue;
    }
    const allowed = [room, ...(rooms[room] ?? [])];
    for (const { to, own } of imports) {
      if (!own || !isBelow(to, within)) continue;
      const known = longest(to, [...names, ...allowed]);
      if (known === undefined || !allowed.includes(known)) {
        const rule = `${room} may import ${allowed.slice(1).join(', ') || 'nothing else'}.`;
        const advice = typeof instead === 'string' ? instead : instead(path, to);
        found.set(`${path} imports ${to}`, `${rule} ${advice}`);
      }
    }
  }
  return found;
}

function longest(path: string, names: readonly string[]): string | undefined {
  const fitting = names.filter((name) => isBelow(path, name));
  return fitting.sort((one, other) => other.length - one.length)[0];
}

function isBelow(path: string, name: string): boolean {
  return name === '' || path === name || path.startsWith(`${name}/`);
}
