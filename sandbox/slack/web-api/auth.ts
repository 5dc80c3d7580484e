import { Refusal } from '../refusal.ts';
import { bot, team } from '../workspace.ts';
import { text } from './args.ts';
import type { Method } from './method.ts';

export const auth: Record<string, Method> = {
  'auth.test': {
    scopes: [],
    run: () => ({
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      user: bot.name,
      team_id: team.id,
      user_id: bot.userId,
      bot_id: bot.botId,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': {
    token: 'app',
    scopes: [],
    run: ({ sockets }) => ({ url: sockets.newUrl() }),
  },
  'bots.info': {
    scopes: ['users:read'],
    run: (_services, args) => {
      const id = text(args, 'bot');
      if (id !== undefined && id !== bot.botId) throw new Refusal('bot_not_found');
      return {
        bot: { id: bot.botId, deleted: false, name: bot.name, app_id: bot.appId, user_id: bot.userId },
      };
    },
  },
};
