import { code } from '../blocks/mrkdwn.ts';
import { commandName } from './table.ts';

export type UserWord = { ok: true; user: string } | { ok: false; problem: string };

/** Users' ids are U… and W…; Slackbot has one too, though it is nobody. */
const userId = /^(?!USLACKBOT$)[UW][A-Z0-9]+$/;

/** Reads the one person that a command is about, as toWords leaves a mention: the bare id. */
export function readUser(command: string, operands: readonly string[]): UserWord {
  const [word, ...more] = operands;
  const allowed = `mention one person, as in \`${commandName} ${command} @alice\`.`;
  if (word === undefined) return { ok: false, problem: `Somebody is missing: ${allowed}` };
  if (more.length > 0) {
    const given = code(operands.join(' '), 100);
    return { ok: false, problem: `${given} is more than one word: ${allowed}` };
  }
  return userId.test(word)
    ? { ok: true, user: word }
    : { ok: false, problem: `${code(word, 100)} is ${whatItIs(word)}: ${allowed}` };
}

function whatItIs(word: string): string {
  if (/^S[A-Z0-9]{7,}$/.test(word))
    return 'a user group, which only INGEST_ALLOWLIST and INGEST_ADMINS can allow';
  return /^[CGD][A-Z0-9]{7,}$/.test(word) ? 'a channel' : 'not a person';
}
