import type { Act, ActAnswer } from '../../protocol.ts';

/** Has a person do something. A server that does not answer is a problem like any other. */
export async function sendAct(as: string, act: Act): Promise<ActAnswer> {
  try {
    const response = await fetch('/api/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as, act }),
    });
    const answer: unknown = await response.json();
    if (isAnswer(answer)) return answer;
    return { ok: false, problem: `The sandbox answered with HTTP ${response.status}.` };
  } catch {
    return { ok: false, problem: 'The sandbox did not answer. Is it still running?' };
  }
}

function isAnswer(value: unknown): value is ActAnswer {
  return typeof value === 'object' && value !== null && 'ok' in value;
}
