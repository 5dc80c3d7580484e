import { extname } from 'node:path';
import { newId } from './ids.ts';
import type { JsonObject } from './json.ts';
import type { Person } from './types.ts';

/** A file that a person puts into a form. */
export interface Attached {
  name: string;
  content: string | Uint8Array;
  /** `check_file_info`: the form says its id alone, as of files that come by Slack Connect. */
  access?: 'check_file_info';
}

interface Kept {
  payload: JsonObject;
  content: Buffer;
}

const mimeTypes: Record<string, string> = {
  '.csv': 'text/csv',
  '.txt': 'text/plain',
  '.tsv': 'text/tab-separated-values',
};

/** The files of a workspace, each at an address of its own. */
export class Files {
  /** Where they can be downloaded, such as `http://127.0.0.1:1234`. */
  base = '';
  private readonly kept = new Map<string, Kept>();
  private readonly team: string;

  constructor(team: string) {
    this.team = team;
  }

  /** Takes a file up. Gives it as Slack sends it (https://docs.slack.dev/reference/objects/file-object). */
  add(person: Person, { name, content, access }: Attached, now: number): JsonObject {
    const id = newId('F');
    const bytes = Buffer.from(content);
    const address = `${this.base}/files-pri/${this.team}-${id}`;
    const payload = {
      id,
      created: Math.floor(now / 1000),
      name,
      title: name,
      mimetype: mimeTypes[extname(name)] ?? 'application/octet-stream',
      filetype: extname(name).slice(1),
      user: person.id,
      mode: 'hosted',
      is_external: false,
      size: bytes.length,
      url_private: `${address}/${encodeURIComponent(name)}`,
      url_private_download: `${address}/download/${encodeURIComponent(name)}`,
    };
    this.kept.set(id, { payload, content: bytes });
    return access === undefined ? payload : { id, mode: 'file_access', file_access: access, name: null };
  }

  info(id: string): JsonObject | undefined {
    return this.kept.get(id)?.payload;
  }

  /** What stands at a path such as `/files-pri/T…-F…/download/rows.csv`. */
  at(path: string): { type: string; content: Buffer } | undefined {
    const id = /^\/files-pri\/[^/]*-(F[^/]+)\//.exec(path)?.[1] ?? '';
    const found = this.kept.get(id);
    return found && { type: String(found.payload.mimetype), content: found.content };
  }

  clear(): void {
    this.kept.clear();
  }
}
