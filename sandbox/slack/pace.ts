import type { JsonObject } from './json.ts';
import type { PaceRules } from './types.ts';

/**
 * What Slack documents (https://docs.slack.dev/apis/web-api/rate-limits): about one message a second and channel, with
 * short bursts, of which it does not say how short; 50 calls a minute of a method of tier 3.
 */
export const documentedPace: PaceRules = { postsPerSecond: 1, postBurst: 10, editsPerMinute: 50 };

const minuteMs = 60_000;

const lineOf = (method: string, { channel }: JsonObject) =>
  method === 'chat.postMessage' ? `${method} ${String(channel)}` : method;

/** Counts what an app posts and changes. What it is refused does not count. */
export class Pace {
  private readonly rules: PaceRules;
  private readonly now: () => number;
  /** For each channel, how many messages it would take at once, and when that was so. */
  private readonly posts = new Map<string, { left: number; at: number }>();
  private edits: number[] = [];
  /** Until when it takes no more of a method, and of one that posts, in that channel; milliseconds since the epoch. */
  private readonly heldUntil = new Map<string, number>();

  constructor(rules: PaceRules, now: () => number) {
    this.rules = rules;
    this.now = now;
  }

  /** In how many seconds Slack would take the call; 0 where it takes it now, and then it is counted. */
  take(method: string, args: JsonObject): number {
    const heldMs = (this.heldUntil.get(lineOf(method, args)) ?? 0) - this.now();
    if (heldMs > 0) return Math.ceil(heldMs / 1000);
    if (method === 'chat.postMessage') return this.takePost(String(args.channel));
    return method === 'chat.update' ? this.takeEdit() : 0;
  }

  /** Takes no such call for so many seconds, as Slack does after a Retry-After that it gave. */
  hold(method: string, args: JsonObject, seconds: number): void {
    this.heldUntil.set(lineOf(method, args), this.now() + seconds * 1000);
  }

  clear(): void {
    this.posts.clear();
    this.edits = [];
    this.heldUntil.clear();
  }

  private takePost(channel: string): number {
    const { postsPerSecond, postBurst } = this.rules;
    const now = this.now();
    const before = this.posts.get(channel) ?? { left: postBurst, at: now };
    const left = Math.min(postBurst, before.left + ((now - before.at) / 1000) * postsPerSecond);
    if (left < 1) {
      this.posts.set(channel, { left, at: now });
      return Math.max(1, Math.ceil((1 - left) / postsPerSecond));
    }
    this.posts.set(channel, { left: left - 1, at: now });
    return 0;
  }

  private takeEdit(): number {
    const now = this.now();
    this.edits = this.edits.filter((at) => now - at < minuteMs);
    const [first] = this.edits;
    if (first !== undefined && this.edits.length >= this.rules.editsPerMinute)
      return Math.max(1, Math.ceil((first + minuteMs - now) / 1000));
    this.edits.push(now);
    return 0;
  }
}
