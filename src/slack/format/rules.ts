import type { TooLong } from '../../ingest/characters.ts';
import type { Problem } from '../../ingest/problem.ts';
import type { UrlFault } from '../../ingest/stream-url.ts';
import { nameOf } from './character-names.ts';
import { fieldWords, oneOf } from './field-words.ts';

/** What is wrong with a field and what is allowed, continuing the words "--name …"; not escaped. */
export function ruleOf(problem: Problem): string {
  const takes = `takes ${fieldWords[problem.field].takes}`;
  switch (problem.code) {
    case 'missing':
      return `is needed: it ${takes}`;
    case 'no-key':
      return `is needed: ${noKey(problem)}`;
    case 'belongs-to-user':
      return `is needed: a ${fieldWords[problem.ticket].label} belongs to one UserId, so give that too`;
    case 'not-allowed':
      return takes;
    case 'no-whole-number':
      return `${takes}, ${digitsAlone[problem.because]}`;
    case 'characters':
      return `takes no ${problem.characters.map(bareNameOf).join(' and no ')}, only ${takes.replace(/^takes (?:a room: )?/, '')}`;
    case 'no-choice':
      return `${takes}${orNearest(problem.nearest)}`;
    case 'region':
      return `takes ${oneOf(problem.offered)}${orNearest(problem.nearest)}`;
    case 'application':
      return `takes ${oneOf(problem.known.map((app) => `${app.name} (${app.sdkAppId})`))}${orNearest(problem.nearest)}`;
    case 'integer-room':
      return `takes ${problem.least} to ${problem.most} if \`--room-type\` is integer`;
    case 'loop-only':
      return 'works only with a loop, that is with `--repeat -1`';
    case 'not-public':
      return 'takes a URL of a public host: TRTC cannot pull from a private address, and whoever runs the bot would have to allow the host as it stands in the URL (INGEST_PROBE_ALLOW)';
    case 'no-looks':
      return 'takes off alone: no sources are looked at here (INGEST_PROBE)';
    case 'too-long':
      return tooLong(problem);
    default:
      return urlRule(problem);
  }
}

/** What is wrong with a stream's URL, continuing the words "--url …". */
export function urlRule(fault: UrlFault): string {
  switch (fault.code) {
    case 'too-long':
      return tooLong(fault);
    case 'space-around':
      return 'takes no space and no line break before or after the URL';
    case 'scheme':
      return `takes a URL that begins with http://, https:// or rtmp://${fault.scheme === undefined ? '' : `: ${fault.scheme} is not pulled`}`;
    case 'slashes':
      return `takes a URL with two slashes after the scheme: ${fault.scheme}://`;
    case 'no-host':
      return `takes a URL with a host after ${fault.scheme === undefined ? 'its scheme' : `${fault.scheme}://`}`;
    case 'unescaped':
      return `takes a URL in which ${fault.characters.map(escapedAs).join(', ')}`;
    case 'credentials':
      return 'takes a URL in whose user name and password @ is written %40, : %3A, / %2F, ? %3F and # %23';
    case 'port':
      return 'takes a URL with a port from 1 to 65535 after its host';
    case 'unreadable-host':
      return 'takes a URL with a host that can be read after its scheme';
  }
}

function tooLong({ most, unit, length }: TooLong): string {
  return `takes at most ${most} ${unit}, and this has ${length}`;
}

function noKey({ field, application }: Extract<Problem, { code: 'no-key' }>): string {
  switch (field) {
    case 'user':
      return `the bot has no key for application ${application}, so give the robot's UserId and its UserSig`;
    case 'user-sig':
      return `the bot has no key for application ${application} to mint it with`;
    case 'private-map-key':
      return `application ${application} demands it and the bot has no key to mint it with`;
  }
}

const digitsAlone = {
  fraction: 'without a fraction',
  unit: 'without a unit after it',
  signs: 'in digits alone',
} as const;

function orNearest(nearest: string | undefined): string {
  return nearest === undefined ? '' : `; the nearest is ${nearest}`;
}

function bareNameOf(character: string): string {
  return nameOf(character).replace(/^(?:an?|the) /, '');
}

function escapedAs(character: string, index: number): string {
  return `${nameOf(character)} ${index === 0 ? 'must be written ' : ''}${encodeURIComponent(character)}`;
}
