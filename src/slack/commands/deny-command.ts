import type { Denied, Roles } from '../../ingest/roles.ts';
import { answer } from '../answers/asker.ts';
import { noOptions, readUnless } from '../command-line/grammar.ts';
import { parseOptions } from '../command-line/options.ts';
import { readUser } from '../command-line/user-word.ts';
import { message } from '../format/message.ts';
import { group, listing, user as mention } from '../format/mrkdwn.ts';
import { aRole, bySetting } from '../format/role-words.ts';
import { command, type SingleCommand } from './command.ts';

/** `/ingest deny`. */
export function denyCommand(roles: Roles): SingleCommand {
  return command({
    name: 'deny',
    usage: '@USER',
    summary: 'takes a given role back; those of the settings stay.',
    examples: ['deny @alice'],
    options: [],
    needs: 'admin',
    changes: true,
    lead: 'Nothing was changed.',
    grammar(words) {
      const spec = { ...noOptions, operands: 'person' } as const;
      const { operands, problems } = parseOptions<never>(words, spec);
      const read = readUser('deny', operands);
      return read.ok ? readUnless(problems, read.user) : { ok: false, problems: [...problems, read.problem] };
    },
    run: async (user, by) => answer(by, message(denied(user, await roles.deny({ user, by: by.user })))),
  });
}

/** What has come of it, in words. */
function denied(user: string, { taken, settled, accountUnread }: Denied): string {
  const who = mention(user);
  const kept = settled.roles.map(bySetting);
  const doubts = [
    ...settled.unread.map(
      (id) => `Slack did not say who is in ${group(id)}, which has rights by the settings.`,
    ),
    ...(accountUnread ? [`Slack did not say whether ${who} is a full member, who all have rights.`] : []),
  ];
  return [
    what(),
    ...(kept.length === 0 ? [] : ['That can be changed only in the settings.']),
    ...doubts,
  ].join(' ');

  function what(): string {
    if (taken === undefined) {
      return `Nothing was changed: ${who} ${kept.length === 0 ? 'was given no role.' : `is ${listing(kept)}.`}`;
    }
    const left =
      kept.length > 0 ? `, but still ${listing(kept)}.` : doubts.length > 0 ? '.' : ' and may do nothing.';
    return `✅ ${who} is no longer ${aRole(taken)} by a given role${left}`;
  }
}
