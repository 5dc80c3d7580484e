import { type Role, roles } from '../../ingest/access.ts';
import type { Allowed, Roles } from '../../ingest/roles.ts';
import { answer } from '../answers/asker.ts';
import { type Read, readUnless } from '../command-line/grammar.ts';
import { parseOptions } from '../command-line/options.ts';
import { asListed } from '../command-line/tokens.ts';
import type { Word } from '../command-line/typed-text.ts';
import { readUser } from '../command-line/user-word.ts';
import { commandName } from '../format/ids.ts';
import { message } from '../format/message.ts';
import { code, listing, user as mention } from '../format/mrkdwn.ts';
import { aRole, bySetting } from '../format/role-words.ts';
import { command, type SingleCommand } from './command.ts';

/** `/ingest allow`. */
export function allowCommand(given: Roles): SingleCommand {
  return command({
    name: 'allow',
    usage: `@USER [--role ${roles.toReversed().join('|')}]`,
    summary:
      'gives somebody a role: viewers look, operators run streams (the default), admins also change who may.',
    examples: ['allow @alice', 'allow @alice --role viewer'],
    options: [],
    needs: 'admin',
    changes: true,
    lead: 'Nothing was changed.',
    grammar: readAllowWords,
    async run({ user, role }, by) {
      return answer(by, message(allowed(user, role, await given.allow({ user, role, by: by.user }))));
    },
  });
}

function readAllowWords(words: readonly Word[]): Read<{ user: string; role: Role }> {
  const spec = { values: ['role'], flags: [], operands: 'person' } as const;
  const { options, operands, problems } = parseOptions<'role'>(words, spec);
  const read = readUser('allow', operands);
  const wanted = options.role ?? 'operator';
  const role = roles.find((one) => one === asListed(wanted));
  if (role === undefined) problems.push(`\`--role\` takes ${oneOfTheRoles}, not ${code(wanted, 60)}.`);
  if (!read.ok) problems.push(read.problem);
  return read.ok && role !== undefined
    ? readUnless(problems, { user: read.user, role })
    : { ok: false, problems };
}

const oneOfTheRoles = `${roles.slice(0, -1).join(', ')} or ${roles.at(-1)}`;

/** What has come of it, in words. */
function allowed(user: string, role: Role, result: Allowed): string {
  const who = mention(user);
  switch (result.type) {
    case 'granted': {
      const notes = [
        ...(result.before === undefined ? [] : [`was ${aRole(result.before)} before`]),
        ...(result.account === 'guest' ? ['is a guest'] : []),
        ...(result.account === 'outsider' ? ['belongs to another organisation'] : []),
      ];
      return `✅ ${who} is now ${aRole(role)}${notes.length === 0 ? '' : `, and ${listing(notes)}`}. \`${commandName} deny\` takes it back.`;
    }
    case 'same':
      return `Nothing was changed: ${who} is ${aRole(role)} already.`;
    case 'settled': {
      const { granted, settled } = result;
      const besides =
        granted === undefined || granted === settled.role
          ? ''
          : ` The given role of ${granted} stays too: \`${commandName} deny\` takes it back.`;
      return `Nothing was changed: ${who} is already ${bySetting(settled)}.${besides}`;
    }
    case 'no-person':
      return `Nothing was changed: ${who} is ${result.account === 'bot' ? 'a bot' : 'deactivated'}, and only people with an active account are given roles.`;
    case 'unreadable':
      return `Nothing was changed: Slack did not say who ${code(user, 60)} is. Check the mention, or try again in a minute.`;
  }
}
