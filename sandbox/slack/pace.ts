import type { JsonObject } from './json.ts';
import type { PaceRules } from './types.ts';

/**
 * What Slack documents (https://docs.slack.dev/apis/web-api/rate-limits): about one message a second and channel, with
 * short bursts, of which it does not say how short; 50 calls a minute of a method of tier 3.
 */
export const documentedPace: PaceRules = { postsPerSecond: 1, postBurst: 10, editsPerMinute: 50 };

const minuteMs = 60_000;

/** Counts what an app posts and changes. What it is refused does not count. */
export class Pace {
  private readonly rules: PaceRules;
  private readonly now: () => number;
  /** For each channel, how many messages it would take at once, and when that was so. */
  private readonly posts = new Map<string, { left: number; at: number }>();
  private edits: number[] = [];

  constructor(rules: PaceRules, now: () => number) {
    this.rules = rules;
    this.now = now;
  }

  /** In how many seconds Slack would take the call; 0 where it takes it now, and then it is counted. */
  take(method: string, args: JsonObject): number {
    if (method === 'chat.postMessage') return this.takePost(String(args.channel));
    return method === 'chat.update' ? this.takeEdit() : 0;
  }

  clear(): void {
    this.posts.clear();
    this.edits = [];
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
