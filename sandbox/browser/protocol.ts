import type { Ephemeral, Message, OpenView } from '../slack/index.ts';
import type { SourceFaultName, SourceName, SourceNow } from '../sources/index.ts';
import type { EventStyle, Task } from '../trtc/index.ts';

/** What the page shows, sent whole with every change: `GET /api/state`, and each event of `GET /api/events`. */
export interface Snapshot {
  people: readonly PagePerson[];
  /** Channels, and the direct messages of each person with the bot. */
  channels: readonly PageChannel[];
  /** What `<!subteam^ID>` in a text stands for. */
  groups?: readonly { id: string; handle: string }[];
  /** Of all channels, oldest first; the newest few hundred. */
  messages: readonly Message[];
  ephemerals: readonly Ephemeral[];
  /** The forms that are open, the topmost of each person last. */
  views: readonly OpenView[];
  homes: readonly OpenView[];
  /** What Slack tells people of an app that fails, such as a time-out. */
  complaints: readonly { ts: string; user: string; text: string }[];
  command: { name: string; description: string; usageHint: string };
  shortcuts: readonly { name: string; callbackId: string; type: 'global' | 'message' }[];
  trtc: {
    tasks: readonly Task[];
    /** The newest first, a few hundred. */
    calls: readonly PageCall[];
    /** Every error code that a call can be made to fail with, by where it is documented. */
    errorCodes: readonly { group: string; codes: readonly string[] }[];
    /** Faults that wait for their call, in words; those of Slack's Web API too. */
    pendingFaults: readonly string[];
    /** How an update of a task that is gone is answered: by an error, or by the status NotExist. */
    updatesOfGone: 'error' | 'status';
    /** How TRTC tells of events. */
    events: EventStyle;
  };
  /** What can be looked at and started, and what can be wrong with it. */
  sources: {
    all: readonly SourceNow[];
    faults: readonly { name: SourceFaultName; words: string }[];
  };
  /** Every error that Slack documents, by the page that it stands on. */
  slackErrors: readonly { group: string; codes: readonly string[] }[];
  /** Whether what is typed is sent as phones send it. */
  onPhone: boolean;
  bot: { mode: 'http' | 'socket' };
}

export interface PagePerson {
  id: string;
  name: string;
  /** What the bot lets them do, in a word or two. */
  description: string;
}

export interface PageChannel {
  id: string;
  name: string;
  private: boolean;
  archived: boolean;
  /** Why nobody can write here; absent where people can. */
  closed?: string;
  botIsMember: boolean;
  /** The person whose direct messages these are. */
  directTo?: string;
}

export interface PageCall {
  action: string;
  region: string;
  /** Secrets masked. */
  params: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch. */
  at: number;
  /** What it was answered with, in words. */
  outcome: string;
}

/** What can go wrong with a call of TRTC, beside its error codes. */
export type TrtcFaultName =
  | 'stall'
  | 'lose-answer'
  | 'reset'
  | 'no-task-id'
  | 'no-request-id'
  /** Every call, until it is taken back: the region does not serve it. */
  | 'region'
  | 'dead-source'
  | 'page'
  | 'http-403'
  | 'http-429'
  | 'http-502';

/** What can go wrong with a call of Slack's Web API, beside its error codes. */
export type SlackFaultName =
  | 'rate-limited'
  | 'rate-limited-long'
  | 'http'
  | 'reset'
  | 'lose-answer'
  | 'page'
  | 'empty';

/** What can become of the socket; the last two wait for the next one. */
export type SocketSwitchName = 'refresh' | 'cut' | 'deafen' | 'refuse-next' | 'leave-next';

/** What is in the fields of a form, by the ids of their blocks. */
export type FieldValues = Readonly<Record<string, string | boolean | readonly string[] | ChosenFile>>;

/** A file of text that a person chose. */
export interface ChosenFile {
  name: string;
  content: string;
}

/** What a person on the page does: `POST /api/act`, as `{ as: user id, act: Act }`, answered with an `ActAnswer`. */
export type Act =
  /** `text` is what follows the command's name; here and in `say` as it was typed: links and mentions are marked here. */
  | { type: 'command'; channel: string; text: string }
  | { type: 'say'; channel: string; text: string; threadTs?: string }
  | {
      type: 'press';
      where: PressPlace;
      actionId: string;
      blockId?: string;
      choose?: string | readonly string[];
    }
  /** Fills the fields (block id → what is in it) and sends the form off. */
  | { type: 'submit'; viewId: string; values: FieldValues }
  /** `all`: by the cross at the top, which closes the forms below it too. */
  | { type: 'close'; viewId: string; all?: true }
  | { type: 'shortcut'; callbackId: string }
  | { type: 'message-shortcut'; callbackId: string; channel: string; ts: string }
  | { type: 'open-home' }
  | { type: 'open-messages' }
  | { type: 'invite-bot'; channel: string }
  /** Makes the next call of TRTC, or of Slack's Web API, go wrong. */
  | {
      type: 'fail-trtc';
      fault: TrtcFaultName | { code: string };
      /** The API to wait for; default any, the bot's own look at running tasks included. */
      action?: string;
      /** The region to wait for; default any. */
      region?: string;
    }
  | { type: 'release-trtc' }
  | { type: 'updates-of-gone'; answer: 'error' | 'status' }
  | {
      type: 'fail-slack';
      fault: SlackFaultName | { error: string };
      /** The method to wait for; default any. */
      method?: string;
    }
  /** Something happens to the socket, or to the next one that the bot opens; only in Socket Mode. */
  | { type: 'socket'; what: SocketSwitchName }
  /** What is typed from now on is sent as phones send it, or not. */
  | { type: 'type-on-phone'; on: boolean }
  /** An admin deletes a message. */
  | { type: 'delete'; channel: string; ts: string }
  /** A source of the sandbox, or each of them, is broken; without a fault it is as it was made. */
  | { type: 'break-source'; name: SourceName | 'all'; fault?: SourceFaultName }
  /** What waits to go wrong does not. */
  | { type: 'take-back-faults' }
  /** How TRTC tells of events from now on; what is absent stays as it is. */
  | { type: 'event-style'; style: Partial<EventStyle> }
  | {
      type: 'source';
      taskId: string;
      what: 'stutter' | 'recover' | 'fail' | 'finish' | 'vanish' | 'leave' | 'enter' | 'loseRobot';
    };

export type PressPlace =
  | { message: { channel: string; ts: string } }
  | { ephemeral: { channel: string; ts: string } }
  /** `values`: what is in the fields of the form meanwhile (block id → what is in it). */
  | { view: string; values?: FieldValues };

/** `problem` is what Slack's client would say where it does not let somebody do this. */
export type ActAnswer = { ok: true } | { ok: false; problem: string };
