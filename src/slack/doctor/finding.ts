/** What a check has found. Texts are mrkdwn, a sentence each. */
export type Finding =
  | { level: 'fine'; fact: string }
  /** `warning`: works, but not as well as it could. `broken`: does not work. */
  | { level: 'warning' | 'broken'; fact: string; remedy: string };

export interface Check {
  /** What is looked at, as the beginning of a sentence. */
  subject: string;
  /** What to do if it gives no answer in time. */
  whenSilent: string;
  /** Looks. May reject: then nobody thought of what happened. */
  run(): Promise<readonly Finding[]>;
}

export const fine = (fact: string): Finding => ({ level: 'fine', fact });
export const warning = (fact: string, remedy: string): Finding => ({ level: 'warning', fact, remedy });
export const broken = (fact: string, remedy: string): Finding => ({ level: 'broken', fact, remedy });
