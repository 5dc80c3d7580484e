import { z } from 'zod';
import type { AccessPolicy } from './ingest/access.ts';
import { regions } from './ingest/region.ts';
import type { Application } from './ingest/request.ts';
import { Secret } from './ingest/secret.ts';

/** A TRTC application with the key that mints its UserSigs, where the bot was given it. */
export interface TrtcApplication extends Application {
  secretKey: Secret | undefined;
}

export interface Config {
  slack: {
    botToken: Secret;
    transport: { mode: 'http'; signingSecret: Secret } | { mode: 'socket'; appToken: Secret };
    apiUrl: string;
  };
  port: number;
  trtc: {
    secretId: Secret;
    secretKey: Secret;
    /** At least one; the first is the default. */
    applications: readonly TrtcApplication[];
    endpoint: URL;
    callbackKey: Secret | undefined;
  };
  access: AccessPolicy;
  /** May hold a password. */
  storeUrl: Secret;
  monitorIntervalSeconds: number;
  logLevel: LogLevel;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** The settings are wrong. `lines` says each thing that is, one line for each, naming the setting. */
export class ConfigError extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

const secret = (prefix: string) =>
  z
    .string()
    .refine((value) => value.startsWith(prefix), `must begin with ${prefix}`)
    .transform((value) => new Secret(value));
const url = (schemes: readonly string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && schemes.includes(new URL(value).protocol),
      `must be a URL that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
    );
const digits = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be a whole number from ${least} to ${most}`);
const ids = (pattern: RegExp, what: string) =>
  z
    .string()
    .transform((value) => value.split(',').map((id) => id.trim()))
    .refine((list) => list.every((id) => pattern.test(id)), `must be ${what}, separated by commas`);

const sdkAppId = digits(1, 4_294_967_295);
const region = z.enum(regions, `must be one of ${regions.join(', ')}`);
const applicationList = z
  .array(
    z.strictObject({
      name: z.string().regex(/^[\w.-]{1,50}$/, 'must be at most 50 letters, digits, dots, _ and -'),
      sdkAppId: z.number().int().positive(),
      secretKey: z.string().min(1).optional(),
      region: region.optional(),
    }),
  )
  .min(1)
  .max(100)
  .refine((apps) => new Set(apps.map((app) => app.name)).size === apps.length, 'names must differ');

const settings = z.object({
  SLACK_BOT_TOKEN: secret('xoxb-'),
  SLACK_SIGNING_SECRET: secret('').optional(),
  SLACK_APP_TOKEN: secret('xapp-').optional(),
  SLACK_API_URL: url(['https:', 'http:']).default('https://slack.com/api/'),
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
        context.addIssue('must be a JSON list like [{"name":"prod","sdkAppId":1400000000,"secretKey":"…"}]');
        return z.NEVER;
      }
    })
    .pipe(applicationList)
    .optional(),
  TRTC_REGION: region.default('ap-singapore'),
  TRTC_ENDPOINT: url(['https:', 'http:']).default('https://trtc.tencentcloudapi.com'),
  TRTC_PRIVATE_MAP_KEY: z.enum(['true', 'false'], 'must be true or false').default('false'),
  TRTC_CALLBACK_KEY: secret('').optional(),
  INGEST_ALLOWLIST: ids(/^(?:[UWS][A-Z0-9]+|\*)$/, 'user ids (U…, W…), user group ids (S…) or *').optional(),
  INGEST_ADMINS: ids(/^[UWS][A-Z0-9]+$/, 'user ids (U…, W…) or user group ids (S…)').optional(),
  INGEST_CHANNELS: ids(/^[CGD][A-Z0-9]+$/, 'channel ids (C…, G…)').optional(),
  STORE_URL: url(['file:', 'redis:', 'rediss:', 'memory:']).optional(),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  MONITOR_INTERVAL_SECONDS: digits(1, 86_400).default(30),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
});
type Settings = z.infer<typeof settings>;

/** Reads the settings of the environment; an empty one counts as not set. Throws ConfigError with all that is wrong. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  const lines = [...(parsed.error?.issues ?? []).map((issue) => readable(issue, given)), ...missing(given)];
  if (!parsed.success || lines.length > 0) throw new ConfigError(lines);
  return {
    slack: {
      botToken: parsed.data.SLACK_BOT_TOKEN,
      transport: transport(parsed.data),
      apiUrl: parsed.data.SLACK_API_URL.replace(/\/*$/, '/'),
    },
    port: parsed.data.PORT,
    trtc: {
      secretId: parsed.data.TENCENTCLOUD_SECRET_ID,
      secretKey: parsed.data.TENCENTCLOUD_SECRET_KEY,
      applications: applications(parsed.data),
      endpoint: new URL(parsed.data.TRTC_ENDPOINT),
      callbackKey: parsed.data.TRTC_CALLBACK_KEY,
    },
    access: accessPolicy(parsed.data),
    storeUrl: new Secret(parsed.data.STORE_URL ?? parsed.data.REDIS_URL ?? 'file:data/ingest'),
    monitorIntervalSeconds: parsed.data.MONITOR_INTERVAL_SECONDS,
    logLevel: parsed.data.LOG_LEVEL,
  };
}

function readable(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const [name, ...inside] = issue.path.map(String);
  const where = [name, ...inside].join('.');
  if (name !== undefined && given[name] === undefined) return `${where} is not set`;
  return `${where} ${issue.message}`;
}

/** What one setting demands of another; said even where a setting is wrong by itself. */
function missing(given: Record<string, string | undefined>): string[] {
  const lines: string[] = [];
  if (given.SLACK_APP_TOKEN === undefined && given.SLACK_SIGNING_SECRET === undefined) {
    lines.push('SLACK_SIGNING_SECRET is not set (or set SLACK_APP_TOKEN to use Socket Mode)');
  }
  if (given.TRTC_APPS === undefined && given.TRTC_SDK_APP_ID === undefined) {
    lines.push('TRTC_SDK_APP_ID is not set (or set TRTC_APPS for several applications)');
  }
  if (given.TRTC_APPS !== undefined && given.TRTC_SDK_APP_ID !== undefined) {
    lines.push('TRTC_SDK_APP_ID and TRTC_APPS are both set: keep one');
  }
  if (given.INGEST_ALLOWLIST === undefined && given.INGEST_ADMINS === undefined) {
    lines.push(
      'INGEST_ALLOWLIST is not set, nor is INGEST_ADMINS: nobody could use the bot (write * for every member)',
    );
  }
  return lines;
}

function transport(from: Settings): Config['slack']['transport'] {
  if (from.SLACK_APP_TOKEN !== undefined) return { mode: 'socket', appToken: from.SLACK_APP_TOKEN };
  if (from.SLACK_SIGNING_SECRET !== undefined) {
    return { mode: 'http', signingSecret: from.SLACK_SIGNING_SECRET };
  }
  throw new ConfigError(['SLACK_SIGNING_SECRET is not set']);
}

function applications(from: Settings): TrtcApplication[] {
  const needsPrivateMapKey = from.TRTC_PRIVATE_MAP_KEY === 'true';
  const complete = (app: {
    name: string;
    sdkAppId: number;
    secretKey?: Secret | undefined;
    region?: Settings['TRTC_REGION'] | undefined;
  }) => ({
    name: app.name,
    sdkAppId: app.sdkAppId,
    region: app.region ?? from.TRTC_REGION,
    mintsUserSig: app.secretKey !== undefined,
    needsPrivateMapKey,
    secretKey: app.secretKey,
  });
  if (from.TRTC_APPS !== undefined) {
    return from.TRTC_APPS.map((app) =>
      complete({ ...app, secretKey: app.secretKey === undefined ? undefined : new Secret(app.secretKey) }),
    );
  }
  const id = from.TRTC_SDK_APP_ID;
  if (id === undefined) throw new ConfigError(['TRTC_SDK_APP_ID is not set']);
  return [complete({ name: String(id), sdkAppId: id, secretKey: from.TRTC_SDK_SECRET_KEY })];
}

function accessPolicy(from: Settings): AccessPolicy {
  const allowed = from.INGEST_ALLOWLIST ?? [];
  const admins = from.INGEST_ADMINS ?? [];
  const groups = (list: readonly string[]) => new Set(list.filter((id) => id.startsWith('S')));
  const users = (list: readonly string[]) => new Set(list.filter((id) => /^[UW]/.test(id)));
  return {
    everyMember: allowed.includes('*'),
    users: users(allowed),
    groups: groups(allowed),
    adminUsers: users(admins),
    adminGroups: groups(admins),
    channels: from.INGEST_CHANNELS === undefined ? undefined : new Set(from.INGEST_CHANNELS),
  };
}

/** Every secret of the settings, for whoever must keep them out of sight. */
export function secretsOf(config: Config): Secret[] {
  const { slack, trtc } = config;
  const transportSecret =
    slack.transport.mode === 'http' ? slack.transport.signingSecret : slack.transport.appToken;
  const keys = trtc.applications.map((app) => app.secretKey);
  return [slack.botToken, transportSecret, trtc.secretId, trtc.secretKey, trtc.callbackKey, ...keys].filter(
    (value) => value !== undefined,
  );
}
