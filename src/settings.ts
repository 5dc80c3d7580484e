import { z } from 'zod';
import { parsedUrl } from './ingest/parsed-url.ts';
import { unprintableIn } from './ingest/printable.ts';
import { Secret } from './ingest/secret.ts';
import { readNoProxy } from './network/no-proxy.ts';
import { readProxy } from './network/proxy.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];
/** What INGEST_PROBE takes; see CheckMode, which has one more for what is not set. */
const probeModes = ['off', 'warn', 'strict'] as const;

/** Tokens and keys are printable ASCII. What is not came along when they were copied, and fails far from here. */
const copied = z.string().superRefine((value, context) => {
  const odd = unprintableIn(value);
  if (odd !== undefined)
    context.addIssue(
      `must be printable ASCII, and its character ${odd.position} is ${odd.what}: copy it once more from where it came, as plain text`,
    );
});
const secret = (prefix: string) =>
  copied
    .refine(
      (value) => value.startsWith(prefix) || unprintableIn(value) !== undefined,
      `must begin with ${prefix}`,
    )
    .transform((value) => new Secret(value));
const url = (schemes: readonly string[], spoken = schemes.map((scheme) => `${scheme}//…`).join(' or ')) =>
  z.string().refine((value) => schemes.includes(parsedUrl(value)?.protocol ?? ''), {
    message: `must be ${spoken}`,
    abort: true,
  });
/** Of an address that more is added to, everything behind its path would get lost or in the way. */
const apiUrl = url(['https:', 'http:'])
  .refine((value) => !hasCredentials(value), {
    message: 'must be an address without a name and a password before its host',
    abort: true,
  })
  .refine((value) => !/[?#]/.test(value), { message: 'must be an address without ? and #', abort: true });
const hostOnly = apiUrl.refine(
  (value) => new URL(value).pathname === '/',
  'must be https://HOST and no more: nothing can stand behind the host',
);
const schemeInSmall = (value: string) => value.replace(/^[a-zA-Z]+:/, (scheme) => scheme.toLowerCase());
const redisUrl = url(['redis:', 'rediss:'])
  .refine((value) => new URL(value).hostname !== '', {
    message: 'must have a host: redis://HOST:6379',
    abort: true,
  })
  .refine((value) => /^\/?\d*$/.test(new URL(value).pathname), {
    message: 'must have nothing but the number of a database behind its host: redis://HOST:6379/0',
    abort: true,
  })
  .refine(canReadPassword, 'must have its password percent-encoded: % is written %25, @ %40, / %2F')
  .transform(schemeInSmall);
const storeUrl = url(['file:', 'redis:', 'rediss:', 'memory:'], 'file:PATH, redis://…, rediss://… or memory:')
  .transform(schemeInSmall)
  .superRefine((value, context) => {
    const problem = /^redis/.test(value) ? problemOfRedis(value) : problemOfPath(value);
    if (problem !== undefined) context.addIssue(problem);
  });
const digits = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be a whole number from ${least} to ${most}`);
const ids = (pattern: RegExp, what: string) =>
  z
    .string()
    .transform((value) =>
      value
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== ''),
    )
    .refine(
      (list) => list.length > 0 && list.every((id) => pattern.test(id)),
      `must be ${what}, separated by commas`,
    );
/** A value that a reader understands, or says what is wrong with. */
const readBy = <T extends object>(read: (text: string) => T | { problem: string }) =>
  z.string().transform((text, context) => {
    const found = read(text);
    if (!('problem' in found)) return found;
    context.addIssue(found.problem);
    return z.NEVER;
  });
const proxy = readBy(readProxy).optional();
const noProxy = readBy(readNoProxy).optional();

const sdkAppId = digits(1, 4_294_967_295);
/** Which ones there are depends on other settings: region-settings.ts. */
const region = z.string('must be a region such as ap-singapore');
const regionList = ids(/^[a-z]{2,10}(?:-[a-z0-9]{1,20}){1,3}$/, 'regions such as ap-singapore').refine(
  (list) => allDiffer(list) && list.length <= 100,
  'must not name a region twice, nor more than 100',
);
const nameRule = 'must be 1 to 50 letters, digits, dots, _ and -';
const sdkAppIdRule = 'must be a number from 1 to 4294967295, without quotes';
const keyRule = 'must be the key in quotes, or be left out';
const callbackKeyRule = "must be 1 to 32 letters and digits, as TRTC's console takes it";
const isCallbackKey = (value: string) => /^[A-Za-z0-9]{1,32}$/.test(value);
/** Pages 62717 and 39558: a key of at most 32 upper-case and lower-case letters and digits. */
const callbackKey = copied
  .refine((value) => isCallbackKey(value) || unprintableIn(value) !== undefined, callbackKeyRule)
  .transform((value) => new Secret(value));
const listRule =
  'must be a JSON list of 1 to 100 applications like [{"name":"prod","sdkAppId":1400000000,"secretKey":"…"}]';
const application = z.strictObject(
  {
    name: z.string(nameRule).regex(/^[\w.-]{1,50}$/, nameRule),
    sdkAppId: z.int(sdkAppIdRule).min(1, sdkAppIdRule).max(4_294_967_295, sdkAppIdRule),
    secretKey: z
      .string(keyRule)
      .min(1, keyRule)
      .pipe(copied)
      .transform((value) => new Secret(value))
      .optional(),
    callbackKey: z.string(callbackKeyRule).pipe(callbackKey).optional(),
    region: region.optional(),
  },
  'must be {"name":…,"sdkAppId":…} and may have "secretKey", "callbackKey" and "region", nothing else',
);
const applicationList = z
  .array(application, listRule)
  .min(1, listRule)
  .max(100, listRule)
  .refine((apps) => allDiffer(apps.map((app) => app.name)), 'must not have two applications of one name')
  .refine(
    (apps) => allDiffer(apps.map((app) => app.sdkAppId)),
    'must not have two applications of one SdkAppId',
  )
  .refine(
    (apps) =>
      !apps.some(({ name }, at) => apps.some((other, i) => i !== at && String(other.sdkAppId) === name)),
    "must not have an application whose name is another's SdkAppId",
  );

/** Every setting by its name in the environment, and what it may be. */
export const settings = z.object({
  SLACK_BOT_TOKEN: secret('xoxb-'),
  SLACK_SIGNING_SECRET: secret('').optional(),
  SLACK_APP_TOKEN: secret('xapp-').optional(),
  SLACK_API_URL: apiUrl.default('https://slack.com/api/'),
  PORT: digits(0, 65_535).default(3000),
  TENCENTCLOUD_SECRET_ID: secret(''),
  TENCENTCLOUD_SECRET_KEY: secret(''),
  TRTC_SDK_APP_ID: sdkAppId.optional(),
  TRTC_SDK_SECRET_KEY: secret('').optional(),
  TRTC_APPS: z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue(listRule);
        return z.NEVER;
      }
    })
    .pipe(applicationList)
    .optional(),
  TRTC_REGION: region.optional(),
  TRTC_REGIONS: regionList.optional(),
  TRTC_ENDPOINT: hostOnly.default('https://trtc.tencentcloudapi.com'),
  TRTC_PRIVATE_MAP_KEY: z.enum(['true', 'false'], 'must be true or false').default('false'),
  TRTC_CALLBACK_KEY: callbackKey.optional(),
  INGEST_ALLOWLIST: ids(/^(?:[UWS][A-Z0-9]+|\*)$/, 'user ids (U…, W…), user group ids (S…) or *').optional(),
  INGEST_ADMINS: ids(/^[UWS][A-Z0-9]+$/, 'user ids (U…, W…) or user group ids (S…)').optional(),
  INGEST_CHANNELS: ids(/^[CG][A-Z0-9]+$/, 'channel ids (C…, G…)').optional(),
  INGEST_PROBE: z.enum(probeModes, `must be one of ${probeModes.join(', ')}`).optional(),
  INGEST_PROBE_ALLOW: readBy(readNoProxy).optional(),
  STORE_URL: storeUrl.optional(),
  REDIS_URL: redisUrl.optional(),
  https_proxy: proxy,
  HTTPS_PROXY: proxy,
  http_proxy: proxy,
  HTTP_PROXY: proxy,
  all_proxy: proxy,
  ALL_PROXY: proxy,
  no_proxy: noProxy,
  NO_PROXY: noProxy,
  MONITOR_INTERVAL_SECONDS: digits(1, 86_400).default(30),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
});
export type Settings = z.infer<typeof settings>;

function allDiffer(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

/** The settings that are copied from elsewhere and never typed; at their ends, too, nothing odd is cut off. */
export const copiedSettings: ReadonlySet<string> = new Set([
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_APP_TOKEN',
  'TENCENTCLOUD_SECRET_ID',
  'TENCENTCLOUD_SECRET_KEY',
  'TRTC_SDK_SECRET_KEY',
  'TRTC_CALLBACK_KEY',
]);

function hasCredentials(url: string): boolean {
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}

function canReadPassword(url: string): boolean {
  const { username, password } = new URL(url);
  try {
    decodeURIComponent(username);
    decodeURIComponent(password);
    return true;
  } catch {
    return false;
  }
}

function problemOfRedis(url: string): string | undefined {
  return redisUrl.safeParse(url).error?.issues[0]?.message;
}

/** What can be said of file:PATH and memory: without a look at the disk. */
function problemOfPath(url: string): string | undefined {
  if (url.startsWith('memory:')) {
    return /^memory:(?:\/\/)?$/.test(url) ? undefined : 'must be memory: with nothing behind it';
  }
  const path = url.slice('file:'.length);
  if (/^\/*$/.test(path)) return 'must name a folder: file:data/ingest or file:/data/ingest';
  if (/^\/\/[^/]/.test(path)) {
    return 'must be file:PATH with one slash or three, not two: file:data/ingest or file:/data/ingest';
  }
  const climbs = !path.startsWith('/') && path.split('/').includes('..');
  return climbs
    ? 'must not climb out of the working directory by ..: write the whole path, file:/…'
    : undefined;
}
