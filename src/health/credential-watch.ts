import { type Deadline, withDeadline } from '../async/deadline.ts';
import type { Verdict } from '../ingest/ports.ts';
import type { Clock } from '../ingest/runtime.ts';

export interface CredentialWatchOptions {
  clock: Clock;
  /** An answer is waited for no longer. */
  deadline: Deadline;
}

export interface Standing {
  /** False from a refusal until the far side takes the credentials again; its silence says nothing of them. */
  accepted: boolean;
  /** Whether the far side answers. */
  reachable: boolean;
}

/** What is known of the bot's credentials at a far side. */
export interface CredentialWatch {
  /** Takes in what an ordinary call has told. */
  note(verdict: Verdict): void;
  /** What is known now; if that is old, `ask` asks the far side for nothing but its verdict. Does not reject. */
  look(ask: () => Promise<Verdict>): Promise<Standing>;
}

/** The far side is asked no more often than this, nor while what it said is younger. */
const askedAgainMs = 30_000;

/** Watches how a far side takes the bot's credentials: by every ordinary call, and by asking if there was none. */
export function createCredentialWatch({ clock, deadline }: CredentialWatchOptions): CredentialWatch {
  const standing: Standing = { accepted: true, reachable: true };
  let heardAt = Number.NEGATIVE_INFINITY;
  let question: Promise<void> | undefined;

  function note(verdict: Verdict): void {
    if (verdict === 'silent') return;
    standing.accepted = verdict === 'accepted';
    standing.reachable = true;
    heardAt = clock();
  }

  async function askNow(ask: () => Promise<Verdict>): Promise<void> {
    const verdict = await ask().catch(() => 'silent' as const);
    if (verdict === 'silent') standing.reachable = false;
    note(verdict);
  }

  function askIfOld(ask: () => Promise<Verdict>): void {
    if (question !== undefined || clock() - heardAt < askedAgainMs) return;
    heardAt = clock();
    question = askNow(ask).finally(() => {
      question = undefined;
    });
  }

  return {
    note,
    async look(ask) {
      askIfOld(ask);
      const answered =
        question === undefined ||
        (await withDeadline(
          question.then(() => true),
          deadline,
          () => false,
        ));
      return { accepted: standing.accepted, reachable: standing.reachable && answered };
    },
  };
}
