import { verificationToken } from './desk.ts';
import { newId } from './ids.ts';
import type { JsonObject } from './json.ts';
import type { Request } from './types.ts';
import { bot, team, type Workspace } from './workspace.ts';

/** An event in the envelope of the Events API. */
export function eventRequest(workspace: Workspace, event: JsonObject): Request {
  const authorization = {
    enterprise_id: null,
    team_id: team.id,
    user_id: bot.userId,
    is_bot: true,
    is_enterprise_install: false,
  };
  const body = {
    token: verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: bot.appId,
    event: { event_ts: workspace.nextTs(), ...event },
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: Math.floor(workspace.now() / 1000),
    authorizations: [authorization],
    is_ext_shared_channel: false,
  };
  return { kind: 'events_api', body };
}
