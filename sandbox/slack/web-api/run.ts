import type { JsonObject } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { SlackOptions, WebApiCall } from '../types.ts';
import { auth } from './auth.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { files } from './files.ts';
import { history } from './history.ts';
import type { Method, Services } from './method.ts';
import { people } from './people.ts';
import { views } from './views.ts';

const methods: Record<string, Method> = {
  ...auth,
  ...chat,
  ...conversations,
  ...files,
  ...history,
  ...people,
  ...views,
};

export function tokenKind(token: string | undefined, options: SlackOptions): WebApiCall['token'] {
  if (token === undefined || token === '') return 'none';
  if (token === options.botToken) return 'bot';
  return token === options.appToken ? 'app' : 'unknown';
}

function refuseToken(kind: WebApiCall['token'], method: Method): void {
  if (kind === 'none') throw new Refusal('not_authed');
  if (kind === 'unknown') throw new Refusal('invalid_auth');
  if (kind !== (method.token ?? 'bot')) throw new Refusal('not_allowed_token_type');
}

function refuseMissingScope(services: Services, method: Method, args: JsonObject): void {
  const provided = services.workspace.options.botScopes;
  const needed = typeof method.scopes === 'function' ? method.scopes(services, args) : method.scopes;
  if (needed.length === 0 || needed.some((scope) => provided.includes(scope))) return;
  throw new Refusal('missing_scope', [], { needed: needed.join(','), provided: provided.join(',') });
}

/** The answer to a Web API call; what Slack refuses is an answer too. */
export function runMethod(
  services: Services,
  name: string,
  kind: WebApiCall['token'],
  args: JsonObject,
): JsonObject {
  try {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (method === undefined) throw new Refusal('unknown_method', [], { req_method: name });
    refuseToken(kind, method);
    refuseMissingScope(services, method, args);
    return { ok: true, ...method.run(services, args) };
  } catch (error) {
    if (error instanceof Refusal) return error.body();
    throw error;
  }
}
