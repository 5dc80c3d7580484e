import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@keyv/redis';
import { z } from 'zod';
import type { Message } from '../../sandbox/slack/index.ts';
import type { Task } from '../../sandbox/trtc/index.ts';
import { createRedisServer, hasRedis } from './redis-server.ts';

/** A store as an older version left it, and what Slack and TRTC know of that time. */
export interface WrittenStore {
  url: string;
  /** When it was left. Milliseconds since the epoch. */
  at: number;
  /** Id of the draft that it holds. */
  draft: string;
  past: { messages: readonly Message[]; tasks: readonly Task[] };
  remove(): Promise<void>;
}

const world = z.object({
  at: z.number(),
  draft: z.string(),
  messages: z.array(z.custom<Message>((value) => z.object({ ts: z.string() }).safeParse(value).success)),
  tasks: z.array(z.custom<Task>((value) => z.object({ taskId: z.string() }).safeParse(value).success)),
});

const kept = z.record(
  z.string(),
  z.object({
    ttlMs: z.number().optional(),
    string: z.string().optional(),
    hash: z.record(z.string(), z.string()).optional(),
    list: z.array(z.string()).optional(),
    sorted: z.array(z.object({ value: z.string(), score: z.number() })).optional(),
  }),
);

/** Where the stores of older versions lie: below test/upgrade, written by write-store.ts there. */
const folderOf = (version: string, kind: string) => join('test/upgrade', version, kind);

export const kindsOfStore = ['file', ...(hasRedis ? ['redis'] : [])] as const;

/** Sets the store of a version up as it is so many milliseconds after it was left: what lived shorter is gone. */
export async function storeWrittenBy(version: string, kind: string, passedMs: number): Promise<WrittenStore> {
  const folder = folderOf(version, kind);
  const { at, draft, ...past } = world.parse(JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8')));
  const place = kind === 'file' ? copied(folder) : await loaded(folder, passedMs);
  return { at, draft, past, ...place };
}

function copied(folder: string) {
  const to = mkdtempSync(join(tmpdir(), 'upgrade-'));
  cpSync(join(folder, 'store'), to, { recursive: true });
  return { url: `file:${to}`, remove: async () => rmSync(to, { recursive: true }) };
}

async function loaded(folder: string, passedMs: number) {
  const server = await createRedisServer();
  await server.start();
  const client = createClient({ url: server.url });
  await client.connect();
  const dump = kept.parse(JSON.parse(readFileSync(join(folder, 'store.json'), 'utf8')));
  for (const [key, { ttlMs, string, hash, list, sorted }] of Object.entries(dump)) {
    if (ttlMs !== undefined && ttlMs <= passedMs) continue;
    if (string !== undefined) await client.set(key, string);
    if (hash !== undefined) await client.hSet(key, hash);
    if (list !== undefined) await client.rPush(key, list);
    if (sorted !== undefined) await client.zAdd(key, sorted);
    if (ttlMs !== undefined) await client.pExpire(key, ttlMs - passedMs);
  }
  client.destroy();
  return { url: server.url, remove: () => server.remove() };
}
