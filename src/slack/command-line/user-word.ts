import { commandName } from '../format/ids.ts';
import { code } from '../format/mrkdwn.ts';
import { withoutAnyMarks, withoutEnd } from './marks.ts';
import type { Recognised } from './markup.ts';
import type { Word } from './typed-text.ts';

export type UserWord = { ok: true; user: string } | { ok: false; problem: string };

/** Users' ids are U… and W…; Slackbot has one too, though it is nobody. */
const userId = /^(?!USLACKBOT$)[UW][A-Z0-9]+$/;

/** Reads the one person that a command is about: a mention, or a bare id. */
export function readUser(command: string, operands: readonly Word[]): UserWord {
  const [word, ...more] = operands;
  const allowed = `mention one person, as in \`${commandName} ${command} @alice\`.`;
  if (word === undefined) return { ok: false, problem: `Somebody is missing: ${allowed}` };
  if (more.length > 0) {
    const given = code(operands.map(({ text }) => text).join(' '), 100);
    return { ok: false, problem: `${given} is more than one word: ${allowed}` };
  }
  const mention = mentionOf(word);
  const id = mention?.id ?? withoutAnyMarks(word.text);
  if (userId.test(id) && (mention === undefined || mention.of === 'user')) return { ok: true, user: id };
  return { ok: false, problem: `${code(word.text, 100)} is ${whatItIs(id, mention)}: ${allowed}` };
}

function mentionOf({ text, recognised }: Word): Extract<Recognised, { kind: 'mention' }> | undefined {
  if (recognised?.as.kind !== 'mention') return undefined;
  return withoutEnd(text, '.,;:') === recognised.text ? recognised.as : undefined;
}

function whatItIs(id: string, mention: ReturnType<typeof mentionOf>): string {
  const group = 'a user group, which only INGEST_ALLOWLIST and INGEST_ADMINS can allow';
  if (mention?.of === 'group' || /^S[A-Z0-9]{7,}$/.test(id)) return group;
  if (mention?.of === 'everybody') return 'everybody';
  return mention?.of === 'channel' || /^[CGD][A-Z0-9]{7,}$/.test(id) ? 'a channel' : 'not a person';
}
