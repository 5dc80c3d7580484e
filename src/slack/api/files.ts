import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { type Deadline, withDeadline } from '../../async/deadline.ts';
import { parsedUrl } from '../../ingest/parsed-url.ts';
import type { Secret } from '../../ingest/secret.ts';
import type { Fetch } from './fetch.ts';
import { slackReason } from './slack-error.ts';

/** A file that a person put into a form, as far as Slack says there what it is. */
export interface SlackFile {
  id: string;
  name: string;
  /** In bytes. */
  size: number | undefined;
  /** Where it is downloaded with the bot's token. */
  url: string | undefined;
  /** It is kept by another service, and Slack knows of it alone. */
  external: boolean;
}

export type UnreadableReason =
  /** Slack gives the page to log in at (with status 200) to an app that may not read files. */
  | 'no-scope'
  | 'too-large'
  /** It is kept elsewhere than at Slack. */
  | 'external'
  /** It was deleted, or is not to be seen by the bot. */
  | 'gone'
  /** Slack gave none of it in time, or something that is no file. */
  | 'no-answer';

/** A file of a form that cannot be read. */
export class FileUnreadable extends Error {
  readonly code: UnreadableReason;

  constructor(code: UnreadableReason, cause?: unknown) {
    super(`The file cannot be read: ${code}`, { cause });
    this.name = 'FileUnreadable';
    this.code = code;
  }
}

/** In bytes: a hundred rows of 2,000 characters each, and some more. */
export const mostFileBytes = 250_000;

const text = z.string().min(1).optional().catch(undefined);
/** https://docs.slack.dev/reference/objects/file-object */
const file = z.object({
  id: z.string().min(1),
  name: z.string().nullish().catch(undefined),
  size: z.number().nonnegative().optional().catch(undefined),
  mode: text,
  is_external: z.boolean().optional().catch(undefined),
  url_private: text,
  url_private_download: text,
});

/** A file as Slack sends it; undefined if that is none. */
export function slackFile(sent: unknown): SlackFile | undefined {
  const { data } = file.safeParse(sent);
  if (data === undefined) return undefined;
  return {
    id: data.id,
    name: data.name ?? data.id,
    size: data.size,
    url: data.url_private_download ?? data.url_private,
    external: data.is_external === true || data.mode === 'external',
  };
}

export interface FilesDeps {
  web: Pick<WebClient, 'files'>;
  /** Follows no redirect: with one, Slack leads to the page to log in at. */
  fetch: Fetch;
  token: Secret;
  apiUrl: string;
  /** For all that is asked of Slack, since a form waits meanwhile. */
  deadline: Deadline;
}

/** Reads a file of at most `mostFileBytes`. Throws FileUnreadable. */
export type ReadFile = (file: SlackFile) => Promise<Uint8Array>;

/** Gives what reads files of forms. The token is sent to Slack alone, whatever address a file has. */
export function createReadFile({ web, fetch, token, apiUrl, deadline }: FilesDeps): ReadFile {
  return async (file) => {
    const giveUp = new AbortController();
    return withDeadline(read(file, giveUp.signal), deadline, () => {
      giveUp.abort();
      throw new FileUnreadable('no-answer');
    });
  };

  async function read(given: SlackFile, signal: AbortSignal): Promise<Uint8Array> {
    const isKnown = given.url !== undefined && given.size !== undefined;
    // Of a file that came by Slack Connect a form says the id alone.
    const { url, size = 0, external } = isKnown || given.external ? given : await look(given);
    if (external) throw new FileUnreadable('external');
    if (url === undefined) throw new FileUnreadable('gone');
    if (size > mostFileBytes) throw new FileUnreadable('too-large');
    if (!isSlacks(url, apiUrl)) throw new FileUnreadable('external');
    return download(url, signal);
  }

  async function look({ id, external }: SlackFile): Promise<SlackFile> {
    try {
      const found = slackFile((await web.files.info({ file: id })).file);
      return found ?? { id, name: id, size: undefined, url: undefined, external };
    } catch (error) {
      const reason = slackReason(error);
      if (reason === 'missing_scope') throw new FileUnreadable('no-scope', error);
      const isGone = ['file_not_found', 'file_deleted', 'access_denied'].includes(reason);
      throw new FileUnreadable(isGone ? 'gone' : 'no-answer', error);
    }
  }

  async function download(url: string, signal: AbortSignal): Promise<Uint8Array> {
    const headers = { authorization: `Bearer ${token.reveal()}` };
    const answer = await fetch(url, { headers, signal }).catch((error: unknown) => {
      throw new FileUnreadable('no-answer', error);
    });
    const { status, ok, bytes } = answer;
    if ((status >= 300 && status < 400) || status === 401 || status === 403)
      throw new FileUnreadable('no-scope');
    if (status === 404 || status === 410) throw new FileUnreadable('gone');
    if (!ok) throw new FileUnreadable('no-answer');
    if (isPage(answer.headers.get('content-type'), bytes)) throw new FileUnreadable('no-scope');
    if (bytes.length > mostFileBytes) throw new FileUnreadable('too-large');
    return bytes;
  }
}

/** Proxies may drop the type of the page (https://github.com/vercel/eve/pull/1531). */
function isPage(type: string | null, bytes: Buffer): boolean {
  const start = bytes.subarray(0, 200).toString('latin1');
  return /^text\/html\b/i.test(type ?? '') || /^\s*<(?:!doctype html|html)\b/i.test(start);
}

/** Whether an address is of the Slack whose API is called: files are at files.slack.com, the API at slack.com. */
function isSlacks(address: string, apiUrl: string): boolean {
  const [url, api] = [parsedUrl(address), new URL(apiUrl)];
  if (url === undefined) return false;
  if (url.origin === api.origin) return true;
  return url.protocol === 'https:' && url.port === '' && url.hostname.endsWith(`.${api.hostname}`);
}
