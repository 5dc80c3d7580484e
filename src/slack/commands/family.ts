import type { Role } from '../../ingest/access.ts';
import type { Invocation, Outcome } from '../answers/asker.ts';
import type { Grammar } from '../command-line/grammar.ts';
import { aRole } from '../format/role-words.ts';
import { command, type SingleCommand } from './command.ts';

/** `preset save` and its like: each has a role of its own. */
export type Member = SingleCommand & { needs: Role };

/** One of a family, which is described with the others. */
export function member<Given>(
  given: Pick<Member, 'name' | 'usage' | 'summary' | 'needs' | 'changes' | 'lead'> & {
    grammar: Grammar<Given>;
    run(given: Given, by: Invocation): Promise<Outcome>;
  },
): Member {
  return { ...command({ ...given, examples: [], options: [] }), needs: given.needs };
}

/** What help says of one, in a line. */
export function memberLine({ name, usage, summary, needs }: Member): string {
  return `• \`${`${name} ${usage}`.trimEnd()}\` ${summary} Takes ${aRole(needs)}.`;
}
