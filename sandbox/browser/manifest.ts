import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Snapshot } from './protocol.ts';

/** What the app's manifest puts into Slack's client. */
export interface Manifest extends Pick<Snapshot, 'command' | 'shortcuts'> {
  /** Nobody can write to the bot in its direct messages. */
  onlyBotWritesDirectMessages: boolean;
}

const manifest = z.object({
  features: z.object({
    app_home: z.object({ messages_tab_read_only_enabled: z.boolean() }),
    slash_commands: z.tuple([
      z.object({ command: z.string(), description: z.string(), usage_hint: z.string() }),
    ]),
    shortcuts: z.array(
      z.object({ name: z.string(), callback_id: z.string(), type: z.enum(['global', 'message']) }),
    ),
  }),
});

/** @throws Error where the manifest is not as it should be */
export function readManifest(path = 'manifest.yml'): Manifest {
  const { app_home, slash_commands, shortcuts } = manifest.parse(parse(readFileSync(path, 'utf8'))).features;
  const [{ command, description, usage_hint }] = slash_commands;
  return {
    command: { name: command, description, usageHint: usage_hint },
    shortcuts: shortcuts.map(({ name, callback_id, type }) => ({ name, callbackId: callback_id, type })),
    onlyBotWritesDirectMessages: app_home.messages_tab_read_only_enabled,
  };
}
