import type { Certificate } from '../tls/certificate.ts';
import type { Block, View } from './block-kit/types.ts';
import type { JsonObject } from './json.ts';
import type { MessageMetadata } from './metadata.ts';

export interface Person {
  id: string;
  name: string;
  /** A guest of several channels, or of a single one. */
  guest?: 'multi' | 'single';
  bot?: boolean;
  deleted?: boolean;
  /** Of another company, here by Slack Connect. */
  stranger?: boolean;
}

export interface Channel {
  id: string;
  name: string;
  private?: boolean;
  /** A direct message of several people, whose name begins with `mpdm-`. Those of two have an id that begins with D. */
  group?: boolean;
  archived?: boolean;
  /** User ids. */
  members: string[];
  botIsMember: boolean;
}

export interface UserGroup {
  id: string;
  handle: string;
  users: string[];
  disabled?: boolean;
}

export interface Message {
  channel: string;
  ts: string;
  /** The root's ts, on replies only. */
  thread_ts?: string;
  user: string;
  bot_id?: string;
  text: string;
  blocks?: Block[];
  edited?: { user: string; ts: string };
  metadata?: MessageMetadata;
  reply_broadcast?: boolean;
  /** What is left of a root that was deleted, and had been answered. */
  subtype?: 'tombstone';
  extras?: MessageExtras;
}

/** What Slack sends of a message of which the stand-in itself shows nothing: any block, attachment and file there is. */
export interface MessageExtras {
  /** In place of the rich text that the text amounts to. */
  blocks?: JsonObject[];
  attachments?: JsonObject[];
  files?: JsonObject[];
}

export interface Ephemeral {
  channel: string;
  ts: string;
  thread_ts?: string;
  /** Who sees it. */
  user: string;
  via: 'chat.postEphemeral' | 'response_url' | 'ack';
  text: string;
  blocks?: Block[];
}

/** One field of view.state.values, as Slack sends it. */
export type StateValue = { type: string; [key: string]: unknown };
/** block_id → action_id → value. */
export type State = Record<string, Record<string, StateValue>>;

export interface OpenView {
  id: string;
  hash: string;
  user: string;
  view: View;
  root_view_id: string;
  previous_view_id: string | null;
  /** What the fields hold now. */
  state: State;
  /** What the app found wrong at the last submission: block_id → text. */
  errors: Record<string, string>;
  /** Where the person was when it opened. */
  channel?: string;
}

export interface WebApiCall {
  /** A Web API method, or 'response_url'. */
  method: string;
  args: JsonObject;
  token: 'bot' | 'app' | 'unknown' | 'none';
  /** Milliseconds since 1970. */
  at: number;
  status?: number;
  /** Missing until it is answered, and for ever where the answer got lost. */
  answer?: unknown;
}

/** What Slack itself told a person went wrong with the app. */
export interface Complaint {
  /** When, as a message's ts. */
  ts: string;
  user: string;
  kind: 'operation_timeout' | 'dispatch_failed' | 'invalid_answer';
  /** The command, button or form concerned. */
  about: string;
  detail: string;
}

/** What Slack sends to an app. */
export interface Request {
  kind: 'slash_commands' | 'interactive' | 'events_api';
  body: JsonObject;
}

export interface Delivery {
  request: Request;
  /** The HTTP status; 200 for a socket's ack; 0 where no answer came. */
  status: number;
  /** Parsed JSON, a text, or undefined where it is empty. */
  body: unknown;
  ackedAfterMs: number;
  /** Where status is 0. */
  failure?: 'operation_timeout' | 'dispatch_failed';
}

export type Fault =
  | { kind: 'error'; error: string; messages?: string[] }
  /** Without a number Slack does not say for how long, and answers in plain words. */
  | { kind: 'rate-limited'; retryAfterSeconds?: number }
  /** Does it or not, and answers status 200 with something that is no answer of the Web API: a page, or nothing. */
  | { kind: 'page'; body: string; isDone?: boolean }
  | { kind: 'http'; status: number }
  /** Cuts the connection and does nothing. */
  | { kind: 'reset' }
  /** Does it, and cuts the connection before the answer. */
  | { kind: 'lose-answer' }
  /** Does nothing and never answers. */
  | { kind: 'stall' }
  /** Does it once that has come to pass, so that something else happens before. */
  | { kind: 'held'; until: Promise<unknown> }
  /** Does it that much later. */
  | { kind: 'delay'; ms: number };

export interface FaultPlace {
  /** A Web API method, or 'response_url'; all of them where missing. */
  method?: string;
  /** As the call names it. */
  channel?: string;
  /** Default 1; Infinity: until it is taken back. */
  times?: number;
}

/** What a socket meets instead of a greeting. */
export type SocketOddity =
  /** The upgrade is answered with an HTTP status. */
  | { kind: 'refused'; status: number }
  /** Cut before any answer. */
  | { kind: 'reset' }
  /** Never answered. */
  | { kind: 'unanswered' }
  /** Opened, and closed at once. */
  | { kind: 'closed'; code: number }
  /** Opened, and then nothing is said. */
  | { kind: 'silent' }
  /** Opened, and greeted when that has come to pass. */
  | { kind: 'late'; until: Promise<unknown> };

/** Where the app listens. */
export type Target =
  | {
      mode: 'http';
      url: string /** Default: the app's own; another one forges the signature. */;
      signingSecret?: string;
      /** False: nobody has had Slack verify it, as after an app was made from a manifest. No events come then. */
      verified?: boolean;
    }
  | { mode: 'socket' };

export interface Change {
  kind: 'message' | 'ephemeral' | 'view' | 'home' | 'call' | 'complaint' | 'connection' | 'workspace';
  channel?: string;
  user?: string;
  ts?: string;
}

export interface SlackOptions {
  botToken: string;
  appToken?: string;
  signingSecret: string;
  botScopes: string[];
  people: Person[];
  channels: Channel[];
  groups: UserGroup[];
  /** What was written before; default nothing. */
  messages?: readonly Message[];
  /** Default: any free one. */
  port?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** How long Slack waits for an ack. Default 3000. */
  ackWithinMs?: number;
  /** With it, Slack speaks https and wss. */
  certificate?: Certificate;
  /** How many messages and edits Slack takes. Default what it documents. */
  pace?: PaceRules;
}

export interface PaceRules {
  /** In each channel. */
  postsPerSecond: number;
  /** As many at once in a channel where nothing was posted for long. */
  postBurst: number;
  /** In any minute, in the whole workspace. */
  editsPerMinute: number;
}
