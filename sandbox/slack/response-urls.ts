import { newId } from './ids.ts';
import { isObject, type JsonObject } from './json.ts';
import { messageContent } from './message-content.ts';
import { Refusal } from './refusal.ts';
import { type Content, team, type Workspace } from './workspace.ts';

/** Where a request came from, and with it where its answers go. */
export interface ResponsePlace {
  channel: string;
  user: string;
  /** The message with the button, which can be replaced or deleted. */
  message?: string;
  ephemeral?: string;
}

const lifetimeMs = 30 * 60 * 1000;
const maxUses = 5;

/** response_urls: five messages in thirty minutes each, in any channel, member or not. */
export class ResponseUrls {
  private readonly known = new Map<string, ResponsePlace & { issuedAt: number; uses: number }>();
  private readonly workspace: Workspace;
  private readonly base: string;

  constructor(workspace: Workspace, base: string) {
    this.workspace = workspace;
    this.base = base;
  }

  issue(place: ResponsePlace): string {
    const path = `/${team.id}/${newId('', 13)}/${newId('', 24)}`;
    this.known.set(path, { ...place, issuedAt: this.workspace.now(), uses: 0 });
    return this.base + path;
  }

  channelOf(path: string): string | undefined {
    return this.known.get(path)?.channel;
  }

  /** @throws Refusal expired_url, used_url, and those of messages */
  use(path: string, body: unknown): void {
    const url = this.known.get(path);
    if (url === undefined) throw new Refusal('expired_url');
    if (this.workspace.now() - url.issuedAt > lifetimeMs) throw new Refusal('expired_url');
    if (url.uses >= maxUses) throw new Refusal('used_url');
    if (!isObject(body)) throw new Refusal('invalid_payload');
    respond(this.workspace, url, body, 'response_url');
    url.uses += 1;
  }

  clear(): void {
    this.known.clear();
  }
}

/**
 * Shows an answer of the app where it was asked. A thread_ts is documented together with in_channel only; without that it
 * is overlooked, and the answer stands in the channel
 * (https://docs.slack.dev/interactivity/handling-user-interaction#publishing_in_thread, bolt-js 963).
 * @throws Refusal those of messages, thread_not_found
 */
export function respond(
  workspace: Workspace,
  place: ResponsePlace,
  body: JsonObject,
  via: 'response_url' | 'ack',
): void {
  if (body.delete_original === true) {
    removeOriginal(workspace, place);
    return;
  }
  const type = body.response_type ?? 'ephemeral';
  if (type !== 'ephemeral' && type !== 'in_channel') throw new Refusal('invalid_arguments');
  const content = messageContent(body);
  if (body.replace_original === true && replaceOriginal(workspace, place, body, content)) return;
  const { channel, user } = place;
  if (type === 'in_channel') workspace.postAsBot({ channel, ...threadOf(workspace, place, body) }, content);
  else workspace.whisper({ channel, user, via, ...content });
}

function threadOf(workspace: Workspace, place: ResponsePlace, body: JsonObject): { thread_ts?: string } {
  if (body.thread_ts === undefined) return {};
  const root = workspace.findMessage(place.channel, String(body.thread_ts));
  if (root === undefined || root.thread_ts !== undefined) throw new Refusal('thread_not_found');
  return { thread_ts: root.ts };
}

function removeOriginal(workspace: Workspace, place: ResponsePlace): void {
  const { channel } = place;
  workspace.messages = workspace.messages.filter(
    (one) => one.channel !== channel || one.ts !== place.message,
  );
  workspace.ephemerals = workspace.ephemerals.filter(
    (one) => one.channel !== channel || one.ts !== place.ephemeral,
  );
  workspace.announce({ kind: place.ephemeral === undefined ? 'message' : 'ephemeral', channel });
}

/** Assumed: what is replaced in a thread stays there only where its thread_ts is sent along, as vercel/chat does. */
function replaceOriginal(
  workspace: Workspace,
  place: ResponsePlace,
  { thread_ts }: JsonObject,
  content: Content,
): boolean {
  const message = workspace.findMessage(place.channel, place.message);
  if (message !== undefined) {
    if (content.blocks === undefined) delete message.blocks;
    workspace.edit(message, content);
    return true;
  }
  const ephemeral = workspace.ephemerals.find(
    (one) => one.channel === place.channel && one.ts === place.ephemeral,
  );
  if (ephemeral === undefined) return false;
  if (content.blocks === undefined) delete ephemeral.blocks;
  if (thread_ts !== ephemeral.thread_ts) delete ephemeral.thread_ts;
  Object.assign(ephemeral, content);
  workspace.announce({
    kind: 'ephemeral',
    channel: ephemeral.channel,
    user: ephemeral.user,
    ts: ephemeral.ts,
  });
  return true;
}
