import type { SocketHub } from '../delivery-socket.ts';
import type { JsonObject } from '../json.ts';
import type { Triggers } from '../triggers.ts';
import type { Views } from '../views.ts';
import type { Workspace } from '../workspace.ts';

/** What the methods work on. */
export interface Services {
  workspace: Workspace;
  views: Views;
  triggers: Triggers;
  sockets: SocketHub;
}

export interface Method {
  /** Default: the bot's. */
  token?: 'app';
  /** One of them is enough; none needed where empty. */
  scopes: readonly string[] | ((services: Services, args: JsonObject) => readonly string[]);
  /** What goes beside `ok: true`. @throws Refusal */
  run(services: Services, args: JsonObject): JsonObject;
}
