import { proxyFailureIn } from '../../network/proxy-failure.ts';
import type { Route } from '../../network/route.ts';
import { code, quoted } from '../format/mrkdwn.ts';
import { type Finding, fine } from './finding.ts';

/** The ways by which the bot reaches what it calls. */
export interface Routes {
  slack: Route;
  trtc: Route;
}

export const longestMessage = 500;

const settings = { Slack: 'SLACK_API_URL', TRTC: 'TRTC_ENDPOINT' } as const;

/** What to look at if nothing is heard from a far side. */
export function reach(far: keyof typeof settings, route: Route): string {
  const end = `${far} (${settings[far]})`;
  if (route.kind === 'direct') return `Check the network between the bot and ${end}`;
  const { address, setting } = route.proxy;
  return `Check the proxy ${code(address)} (${setting}), that NODE_EXTRA_CA_CERTS names its certificate if it reads along, and that it lets the bot through to ${end}`;
}

/** What a failed call says of the proxy, as a sentence to follow another; nothing if it says nothing. */
export function saysOfProxy(error: unknown): string {
  const failure = proxyFailureIn(error);
  return failure === undefined ? '' : ` ${quoted(failure.message, longestMessage)}`;
}

/** Through which proxies the bot goes, or why through none. */
export function routeFindings({ slack, trtc }: Routes): Finding[] {
  const [toSlack, toTrtc] = [way(slack), way(trtc)];
  if (toSlack === toTrtc) return [fine(`Slack and TRTC are reached ${toSlack}.`)];
  return [fine(`Slack is reached ${toSlack}.`), fine(`TRTC is reached ${toTrtc}.`)];
}

function way(route: Route): string {
  if (route.kind === 'proxy') {
    const { address, setting, credentials } = route.proxy;
    const signedIn = credentials === undefined ? '' : ', with a user and password';
    return `through the proxy ${code(address)} (${setting}${signedIn})`;
  }
  const { setting, isSet } = route;
  return isSet ? `directly, since ${setting} names it` : `directly, since ${setting} is not set`;
}
