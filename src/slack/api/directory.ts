import type { WebClient } from '@slack/web-api';
import type { AccountKind, Directory } from '../../ingest/access.ts';
import type { Clock, Logger } from '../../ingest/runtime.ts';
import { slackReason } from './slack-error.ts';

/** Somebody who was just added to a group is let in at once, but no more often than this are groups read for that. */
const leastAgeMs = 10_000;
/** A member can become a guest; accounts are asked for again after this. */
const kindLifeMs = 10 * 60_000;

/** What Slack says about groups and accounts, kept in memory. */
export function createDirectory(options: {
  web: WebClient;
  groups: readonly string[];
  clock: Clock;
  logger: Logger;
}): Directory {
  const { web, groups, clock, logger } = options;
  const members = new Map<string, ReadonlySet<string>>();
  const kinds = new Map<string, { kind: AccountKind; readAt: number }>();
  let team: Promise<string> | undefined;
  let reading: Promise<void> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;

  async function readGroups(): Promise<void> {
    await Promise.all(groups.map(readGroup));
    readAt = clock();
  }

  /** A group that cannot be read keeps the members it had. */
  async function readGroup(usergroup: string): Promise<void> {
    try {
      const answer = await web.usergroups.users.list({ usergroup });
      members.set(usergroup, new Set(answer.users ?? []));
    } catch (error) {
      logger.warn({ error, group: usergroup, reason: slackReason(error) }, 'A user group could not be read');
    }
  }

  function ownTeam(): Promise<string> {
    team ??= web.auth.test().then((answer) => answer.team_id ?? '');
    team.catch(() => {
      team = undefined;
    });
    return team;
  }

  return {
    members: (group) => members.get(group),

    kind(user) {
      const known = kinds.get(user);
      return known !== undefined && clock() - known.readAt < kindLifeMs ? known.kind : undefined;
    },

    async refreshGroups() {
      if (clock() - readAt < leastAgeMs) return;
      reading ??= readGroups().finally(() => {
        reading = undefined;
      });
      await reading;
    },

    async readKind(user) {
      try {
        const [{ user: account }, ours] = await Promise.all([web.users.info({ user }), ownTeam()]);
        const kind = kindOf(account ?? {}, ours);
        kinds.set(user, { kind, readAt: clock() });
        return kind;
      } catch (error) {
        logger.warn({ error, user, reason: slackReason(error) }, 'An account could not be read');
        return undefined;
      }
    },
  };
}

interface Account {
  deleted?: boolean;
  is_bot?: boolean;
  is_stranger?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  team_id?: string;
  enterprise_user?: { teams?: string[] };
}

function kindOf(account: Account, ours: string): AccountKind {
  if (account.deleted) return 'gone';
  if (account.is_bot) return 'bot';
  if (account.is_stranger || !isOf(ours, account)) return 'outsider';
  return account.is_restricted || account.is_ultra_restricted ? 'guest' : 'member';
}

/** In channels shared with other organisations their people turn up too; in a Grid a person may be in several teams. */
function isOf(ours: string, { team_id, enterprise_user }: Account): boolean {
  return team_id === undefined || team_id === ours || enterprise_user?.teams?.includes(ours) === true;
}
