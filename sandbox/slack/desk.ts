import type { JsonObject } from './json.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Delivery, Person, Request } from './types.ts';
import type { Services } from './web-api/method.ts';
import { bot, otherTeam, team } from './workspace.ts';

/** What a person's client works with. */
export interface Desk extends Services {
  responseUrls: ResponseUrls;
  deliver(request: Request): Promise<Delivery>;
}

/** Long deprecated, but Slack still sends it. */
export const verificationToken = 'not-to-be-trusted';

/** What every interactive payload says about the person and the workspace. */
export function payloadOf(person: Person): JsonObject {
  const home = person.stranger === true ? otherTeam.id : team.id;
  return {
    user: { id: person.id, username: person.name, name: person.name, team_id: home },
    api_app_id: bot.appId,
    token: verificationToken,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** True where the app acknowledged; otherwise the person is told, as Slack does it. */
export function acknowledged(desk: Desk, delivery: Delivery, user: string, about: string): boolean {
  if (delivery.status === 200) return true;
  const kind = delivery.failure ?? 'dispatch_failed';
  const detail = delivery.failure === undefined ? `the app answered with HTTP ${delivery.status}` : kind;
  desk.workspace.complain({ user, kind, about, detail });
  return false;
}
