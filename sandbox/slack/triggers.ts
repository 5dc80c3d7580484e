import { randomBytes, randomInt } from 'node:crypto';
import { Refusal } from './refusal.ts';

export interface Origin {
  user: string;
  channel?: string;
  /** Set where the trigger comes from a form, which can be covered by another one. */
  view?: string;
}

const lifetimeMs = 3000;

/** trigger_ids: each opens one view, within three seconds. */
export class Triggers {
  private readonly known = new Map<string, Origin & { issuedAt: number; used: boolean }>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** With `id`, the same request comes twice: its trigger stays as old, and as used, as it is. */
  issue(origin: Origin, id = this.newTriggerId()): string {
    if (!this.known.has(id)) this.known.set(id, { ...origin, issuedAt: this.now(), used: false });
    return id;
  }

  /** @throws Refusal invalid_trigger_id, exchanged_trigger_id, expired_trigger_id */
  exchange(id: string): Origin {
    const trigger = this.known.get(id);
    if (trigger === undefined) throw new Refusal('invalid_trigger_id');
    if (trigger.used) throw new Refusal('exchanged_trigger_id');
    if (this.now() - trigger.issuedAt > lifetimeMs) throw new Refusal('expired_trigger_id');
    trigger.used = true;
    return trigger;
  }

  clear(): void {
    this.known.clear();
  }

  private newTriggerId(): string {
    return [this.now(), randomInt(1e9), randomBytes(16).toString('hex')].join('.');
  }
}
