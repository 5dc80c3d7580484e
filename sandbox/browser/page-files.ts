import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

export interface PageFile {
  /** The content type. */
  type: string;
  body: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

/**
 * The file of the page at a path such as `/assets/index.js`, `/` being `/index.html`. Only what a listing of the
 * folder names is read, so that no path leads out of it.
 */
export async function pageFile(folder: string, path: string): Promise<PageFile | undefined> {
  const wanted = path === '/' ? '/index.html' : path;
  const found = (await filesIn(folder)).find(
    (file) => `/${relative(folder, file).replaceAll(sep, '/')}` === wanted,
  );
  if (found === undefined) return undefined;
  return { type: types[extname(found)] ?? 'application/octet-stream', body: await readFile(found) };
}

/** Plain files, no symbolic links; none where there is no such folder. */
async function filesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
