import { type GatewayError, OutOfReach } from '../../ingest/errors.ts';
import type { Gateway } from '../../ingest/ports.ts';
import type { Application } from '../../ingest/request.ts';
import type { Route } from '../../network/route.ts';
import { inCommandWords } from '../format/field-words.ts';
import { code, listing, quoted } from '../format/mrkdwn.ts';
import { broken, type Check, type Finding, fine, warning } from './finding.ts';
import { longestMessage, reach } from './reach.ts';

/** More would not be seen on one screen, nor be asked within a second (20 calls, the API's limit). */
const mostApplications = 20;

/** What to do if the error's own hint is about a start. */
const remedies = new Map([
  [
    'InvalidParameter.SdkAppId',
    'Check the SdkAppId in TRTC_SDK_APP_ID or TRTC_APPS, and that it belongs to this Tencent account.',
  ],
  ['UnsupportedRegion', 'Choose another region in TRTC_REGION or TRTC_APPS.'],
]);

/** Whether TRTC takes the bot's credentials for each application. */
export function credentialChecks(
  gateway: Pick<Gateway, 'verify'>,
  applications: readonly Application[],
  route: Route,
): Check[] {
  return applications.slice(0, mostApplications).map((app) => credentialCheck(gateway, app, route));
}

function credentialCheck(gateway: Pick<Gateway, 'verify'>, app: Application, route: Route): Check {
  const reachTrtc = `${reach('TRTC', route)}, and try again in a minute.`;
  const name = `application ${nameOf(app)}`;
  const works = fine(`TRTC takes the credentials for ${name} in ${app.region}.`);
  return {
    subject: `TRTC, asked about ${name},`,
    whenSilent: reachTrtc,
    async run() {
      const { problem } = await gateway.verify(app);
      if (problem === undefined) return [works];
      if (problem instanceof OutOfReach && problem.code !== 'UnsupportedRegion')
        return [servedElsewhere(name, app)];
      return [refused(name, problem, reachTrtc)];
    },
  };
}

/** The credentials were accepted, since the question was answered: in another region. */
function servedElsewhere(name: string, { region }: Application): Finding {
  return warning(
    `TRTC takes the credentials for ${name}, but not all calls in ${region}: what is started there is stopped and looked after from another region, and whether that works shows when something runs.`,
    'To be sure of a stop, choose a region that takes all calls, such as ap-singapore, in TRTC_REGION or TRTC_APPS.',
  );
}

/** Tencent's own words are left out: those about credentials may repeat them. */
function refused(name: string, error: GatewayError, reachTrtc: string): Finding {
  const reference = error.requestId === undefined ? '' : ` RequestId ${code(error.requestId)}`;
  if (error.code.startsWith('Network.Proxy')) {
    return broken(
      `TRTC could not be asked about ${name} (${code(error.code)}). ${quoted(error.message, longestMessage)}`,
      reachTrtc,
    );
  }
  if (error.effect === 'unknown' || error.code === 'Network.NotSent') {
    return broken(`TRTC gave no answer about ${name} (${code(error.code)}).`, `${reachTrtc}${reference}`);
  }
  const remedy = remedies.get(error.code) ?? inCommandWords(error.hint);
  if (error.code === 'Bot.CannotSend' || /^Http\./.test(error.code))
    return broken(`TRTC was not asked about ${name} (${code(error.code)}).`, remedy);
  return broken(`TRTC refuses ${name} (${code(error.code)}).`, `${remedy}${reference}`);
}

/** For which applications the bot can mint UserSig. Whether the keys are right shows only at a start. */
export function keyFindings(applications: readonly Application[]): Finding[] {
  const names = (apps: readonly Application[]) => listing(apps.map(nameOf));
  const keyed = applications.filter((app) => app.mintsUserSig);
  const without = applications.filter((app) => !app.mintsUserSig);
  const rest = applications.length - mostApplications;
  return [
    ...(keyed.length > 0 ? [fine(`The bot has the key to mint UserSig for ${names(keyed)}.`)] : []),
    ...(without.length > 0
      ? [
          warning(
            `The bot has no key for ${names(without)}: every start there needs \`--user\` and \`--user-sig\`.`,
            'Set TRTC_SDK_SECRET_KEY, or "secretKey" in TRTC_APPS, and restart the bot.',
          ),
        ]
      : []),
    ...(rest > 0
      ? [
          warning(
            `Of ${applications.length} applications the last ${rest} were not tried at TRTC.`,
            'A start shows whether they work.',
          ),
        ]
      : []),
  ];
}

/** An application as people know it, with its number if that is another. */
export function nameOf({ name, sdkAppId }: Application): string {
  return name === String(sdkAppId) ? code(name) : `${code(name)} (${code(String(sdkAppId))})`;
}
