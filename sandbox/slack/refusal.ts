import { inSlackWords, type Problem } from './block-kit/check.ts';
import type { JsonObject } from './json.ts';

/** Slack says no: `{ok: false, error: code}`, with response_metadata.messages where there are details. */
export class Refusal extends Error {
  readonly code: string;
  readonly messages: readonly string[];
  readonly more: JsonObject;

  constructor(code: string, messages: readonly string[] = [], more: JsonObject = {}) {
    super([code, ...messages].join(' '));
    this.code = code;
    this.messages = messages;
    this.more = more;
  }

  body(): JsonObject {
    const details = this.messages.length > 0 ? { response_metadata: { messages: this.messages } } : {};
    return { ok: false, error: this.code, ...this.more, ...details };
  }
}

/** @throws Refusal with `code` where there are problems. */
export function refuseProblems(code: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const errors = problems.map((problem) => inSlackWords(problem).replace('[ERROR] ', ''));
  throw new Refusal(code, problems.map(inSlackWords), { errors });
}
