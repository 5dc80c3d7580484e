import type { Entry } from './field-input.ts';
import type { PressOptions } from './press.ts';
import type { Delivery, Message, MessageExtras, OpenView } from './types.ts';

export type Where =
  | { message: { channel: string; ts: string } }
  | { ephemeral: { channel: string; ts: string } }
  | { view: OpenView | string };

export interface CommandOptions {
  /** Default: the first channel the person is in. */
  channel?: string;
  /** Default '/ingest'. */
  command?: string;
  /** Given twice, the same request comes twice. */
  triggerId?: string;
}

/** What a person can do in Slack. Whatever Slack's client would not let them do throws. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  /** The form in front of this person. */
  readonly form: OpenView | undefined;
  /** Resolves once the app has acknowledged, or Slack has given up waiting. */
  command(text: string, options?: CommandOptions): Promise<Delivery>;
  /** Presses a button, or uses another element, by its action_id or a button's text. */
  press(where: Where, what: string, options?: PressOptions): Promise<Delivery>;
  /** By block_id, label or action_id. Sends nothing: press() does, for inputs with dispatch_action. */
  fill(view: OpenView | string, values: Record<string, Entry>): void;
  submit(view: OpenView | string): Promise<Delivery>;
  /**
   * By its own button; `all`: by the cross at the top, which closes those below it too. Resolves to undefined where the app
   * did not ask to hear of it.
   */
  close(view: OpenView | string, how?: { all?: boolean }): Promise<Delivery | undefined>;
  shortcut(callbackId: string): Promise<Delivery>;
  messageShortcut(callbackId: string, message: { channel: string; ts: string }): Promise<Delivery>;
  openHome(): Promise<Delivery>;
  /** The Messages tab of the app, which is the direct messages with it. */
  openMessages(): Promise<Delivery>;
  /** Writes a message; the app hears nothing of it. */
  say(text: string, options?: { channel?: string; thread_ts?: string } & MessageExtras): Message;
  /** Forwards a message to a channel, with words of one's own above it. */
  forward(message: { channel: string; ts: string }, options?: { channel?: string; text?: string }): Message;
  inviteBot(channel: string): void;
  /** Deletes a message; an admin may delete those of others, the app's too. */
  delete(message: { channel: string; ts: string }): void;
}
