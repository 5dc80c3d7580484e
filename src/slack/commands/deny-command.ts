import type { Denied, Roles } from '../../ingest/roles.ts';
import { answer } from '../answers/asker.ts';
import { complaint } from '../blocks/problems.ts';
import { parseOptions } from '../command-line/options.ts';
import { readUser } from '../command-line/user-word.ts';
import { message } from '../format/message.ts';
import { group, listing, user as mention } from '../format/mrkdwn.ts';
import { aRole, bySetting } from '../format/role-words.ts';
import type { Command } from './command.ts';

/** `/ingest deny`. */
export function denyCommand(roles: Roles): Command {
  return {
    name: 'deny',
    usage: '@USER',
    summary: 'takes a given role back; those of the settings stay.',
    examples: ['deny @alice'],
    needs: 'admin',
    changes: true,
    options: [],
    async run(words, asked) {
      const { operands, problems } = parseOptions<never>(words, {
        values: [],
        flags: [],
        operands: 'person',
      });
      const read = readUser('deny', operands);
      if (!read.ok || problems.length > 0) {
        const wrong = read.ok ? problems : [...problems, read.problem];
        return answer(asked, complaint('Nothing was changed.', wrong), 'rejected');
      }
      const result = await roles.deny({ user: read.user, by: asked.user });
      return answer(asked, message(denied(read.user, result)));
    },
  };
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
