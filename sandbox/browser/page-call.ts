import { maskUrl } from '../../src/ingest/mask.ts';
import type { ApiAnswer, ApiCall, Outcome } from '../trtc/index.ts';
import type { PageCall } from './protocol.ts';

const longestBody = 200;
const tickets = ['UserSig', 'PrivateMapKey'];

/** A call of TRTC as the page may show it: without tickets, and without what is secret in the stream's URL. */
export function pageCall({ action, region, params, at, outcome }: ApiCall): PageCall {
  const shown = Object.entries(params).map(([name, value]) => [name, masked(name, value)]);
  return { action, region, params: Object.fromEntries(shown), at, outcome: inWords(outcome) };
}

function masked(name: string, value: unknown): unknown {
  if (tickets.includes(name)) return '(not shown)';
  return name === 'StreamUrl' && typeof value === 'string' ? maskUrl(value) : value;
}

function inWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'pending':
      return 'not answered yet';
    case 'stalled':
      return 'stalled until it is released';
    case 'answered':
    case 'error':
      return answerInWords(outcome);
    case 'lost':
      return `the answer got lost: ${answerInWords(outcome.answer)}`;
    case 'reset':
      return 'cut off before anything was done';
    case 'http':
      return `HTTP ${outcome.status}`;
    case 'malformed':
      return 'answered with something that is not JSON';
    case 'raw':
      return `answered with something else: ${outcome.body.slice(0, longestBody)}`;
    case 'odd':
      return `${answerInWords(outcome.answer)} · but told ${JSON.stringify(outcome.fields, spelt)}`;
  }
}

/** JSON has no word for what is left out. */
function spelt(_: string, value: unknown): unknown {
  return value === undefined ? '(nothing)' : value;
}

function answerInWords(answer: ApiAnswer): string {
  if (answer.kind === 'error') return `${answer.code}: ${answer.message}`;
  const { taskId, status } = answer;
  return ['answered', taskId && `TaskId ${taskId}`, status && `Status ${status}`].filter(Boolean).join(' · ');
}
