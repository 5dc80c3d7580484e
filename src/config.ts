import type { z } from 'zod';
import { accessPolicy } from './access-settings.ts';
import type { AccessPolicy } from './ingest/access.ts';
import type { Application } from './ingest/request.ts';
import { Secret } from './ingest/secret.ts';
import type { CheckMode } from './ingest/source-check.ts';
import type { NoProxyEntry } from './network/no-proxy.ts';
import { secretsOfProxy } from './network/proxy.ts';
import { openWithinMs, type Proxies } from './network/route.ts';
import { regionProblems, regionTable, usualRegion } from './region-settings.ts';
import { copiedSettings, type LogLevel, type Settings, settings } from './settings.ts';
import type { RegionTable } from './trtc/regions.ts';

/** A TRTC application with the key that mints its UserSigs, if the bot was given it. */
export interface TrtcApplication extends Application {
  secretKey: Secret | undefined;
  /** Signs its events, if the bot takes them: its own key, or the one that is set for all. */
  callbackKey: Secret | undefined;
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
    regions: RegionTable;
  };
  access: AccessPolicy;
  proxies: Proxies;
  /** When sources are looked at. */
  probe: CheckMode;
  /** What a check of a source may connect to beside public addresses. */
  probeAllow: readonly NoProxyEntry[];
  /** May hold a password. */
  storeUrl: Secret;
  monitorIntervalSeconds: number;
  logLevel: LogLevel;
}

/** The settings are wrong. `lines` says each thing that is, one line for each, naming the setting. */
export class ConfigError extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

type Environment = Record<string, string | undefined>;

/**
 * Reads the settings of the environment; one that is empty or blank counts as not set, and those in `instead` are not
 * looked at there. Throws ConfigError with all that is wrong.
 */
export function readConfig(environment: Environment = process.env, instead: Environment = {}): Config {
  const given = givenIn({ ...environment, ...instead });
  const parsed = settings.safeParse(given);
  const quoted = Object.keys(settings.shape).filter((name) => isQuoted(given[name]));
  const issues = (parsed.error?.issues ?? []).filter(({ path }) => !quoted.includes(String(path[0])));
  const lines = [
    ...quoted.map(
      (name) => `${name} must be written without quotes around it: they count as part of the value`,
    ),
    ...issues.map((issue) => readable(issue, given)),
    ...regionProblems(given, quoted),
    ...missing(given),
  ];
  if (!parsed.success || lines.length > 0) throw new ConfigError(lines);
  return {
    slack: {
      botToken: parsed.data.SLACK_BOT_TOKEN,
      transport: transport(parsed.data),
      apiUrl: withOneSlash(parsed.data.SLACK_API_URL),
    },
    port: parsed.data.PORT,
    trtc: {
      secretId: parsed.data.TENCENTCLOUD_SECRET_ID,
      secretKey: parsed.data.TENCENTCLOUD_SECRET_KEY,
      applications: applications(parsed.data),
      endpoint: new URL(parsed.data.TRTC_ENDPOINT),
      regions: regionTable(parsed.data),
    },
    access: accessPolicy(parsed.data),
    proxies: proxies(parsed.data),
    probe: parsed.data.INGEST_PROBE ?? 'asked',
    probeAllow: parsed.data.INGEST_PROBE_ALLOW ?? [],
    storeUrl: storeUrl(parsed.data),
    monitorIntervalSeconds: parsed.data.MONITOR_INTERVAL_SECONDS,
    logLevel: parsed.data.LOG_LEVEL,
  };
}

/** Blanks at the ends mean nothing. Of what was copied, odd ones among them stay, to be said. */
function trim(name: string, value: string | undefined): string | undefined {
  if (value === undefined || !copiedSettings.has(name)) return value?.trim();
  const isBlank = (at: number) => ' \t\r\n'.includes(value.charAt(at));
  let [from, to] = [0, value.length];
  while (from < to && isBlank(from)) from += 1;
  while (from < to && isBlank(to - 1)) to -= 1;
  return value.slice(from, to);
}

/** As `docker run --env-file` and a Kubernetes manifest leave it, which take quotes for a part of the value. */
function isQuoted(value: string | undefined): boolean {
  return value !== undefined && value.length > 1 && /^["'`]/.test(value) && value.at(0) === value.at(-1);
}

/**
 * Without the settings of proxies that others outdo, and whose value thus does not matter: those in lower case win, as
 * with curl, and ALL_PROXY is for what has none of its own. Desktops set it to SOCKS beside an HTTPS_PROXY, which is enough
 * if nothing is called at http://.
 */
function withoutOutdone(given: Record<string, string | undefined>): Record<string, string | undefined> {
  const rest = { ...given };
  for (const name of ['https_proxy', 'http_proxy', 'all_proxy', 'no_proxy']) {
    if (rest[name] !== undefined) delete rest[name.toUpperCase()];
  }
  const has = (name: string) => (rest[name] ?? rest[name.toUpperCase()]) !== undefined;
  const callsHttp = [rest.SLACK_API_URL, rest.TRTC_ENDPOINT].some((url) => /^http:/i.test(url ?? ''));
  if (has('https_proxy') && (has('http_proxy') || !callsHttp)) {
    delete rest.all_proxy;
    delete rest.ALL_PROXY;
  }
  return rest;
}

function proxies(from: Settings): Proxies {
  const named = <N extends keyof Settings>(...names: N[]) =>
    names.map((setting) => ({ setting, value: from[setting] })).find(({ value }) => value !== undefined);
  const proxy = (...names: ('https_proxy' | 'HTTPS_PROXY' | 'http_proxy' | 'HTTP_PROXY')[]) => {
    const found = named(...names, 'all_proxy', 'ALL_PROXY');
    return found?.value === undefined ? undefined : { ...found.value, setting: found.setting };
  };
  const past = named('no_proxy', 'NO_PROXY');
  return {
    https: proxy('https_proxy', 'HTTPS_PROXY'),
    http: proxy('http_proxy', 'HTTP_PROXY'),
    noProxy: { setting: past?.setting ?? 'NO_PROXY', entries: past?.value ?? [] },
    openWithinMs,
  };
}

/** Reads the one setting that says where the store is. Throws ConfigError. */
export function readStoreUrl(environment: Environment = process.env): Secret {
  const given = givenIn(environment);
  const parsed = settings.pick({ STORE_URL: true, REDIS_URL: true }).safeParse(given);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => readable(issue, given)));
  return storeUrl(parsed.data);
}

function storeUrl({ STORE_URL, REDIS_URL }: Pick<Settings, 'STORE_URL' | 'REDIS_URL'>): Secret {
  return new Secret(STORE_URL ?? REDIS_URL ?? 'file:data/ingest');
}

/** What is set to something and counts. */
function givenIn(environment: Environment): Environment {
  const trimmed = Object.entries(environment).map(([name, value]) => [name, trim(name, value)] as const);
  return withoutOutdone(Object.fromEntries(trimmed.filter(([, value]) => value !== '')));
}

function withOneSlash(url: string): string {
  return url.endsWith('/') ? withOneSlash(url.slice(0, -1)) : `${url}/`;
}

function readable(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const [name, ...inside] = issue.path.map(String);
  const where = [name, ...inside].join('.');
  if (name !== undefined && given[name] === undefined) return `${where} is not set`;
  return `${where} ${issue.message}`;
}

/** What one setting demands of another; said even if a setting is wrong by itself. */
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
  const table = regionTable(from);
  const complete = (app: {
    name: string;
    sdkAppId: number;
    secretKey?: Secret | undefined;
    callbackKey?: Secret | undefined;
    region?: Settings['TRTC_REGION'] | undefined;
  }) => ({
    name: app.name,
    sdkAppId: app.sdkAppId,
    region: app.region ?? usualRegion(from.TRTC_REGION, table),
    regions: table.StartStreamIngest,
    mintsUserSig: app.secretKey !== undefined,
    needsPrivateMapKey,
    secretKey: app.secretKey,
    callbackKey: app.callbackKey ?? from.TRTC_CALLBACK_KEY,
  });
  if (from.TRTC_APPS !== undefined) return from.TRTC_APPS.map(complete);
  const id = from.TRTC_SDK_APP_ID;
  if (id === undefined) throw new ConfigError(['TRTC_SDK_APP_ID is not set']);
  return [complete({ name: String(id), sdkAppId: id, secretKey: from.TRTC_SDK_SECRET_KEY })];
}

/** Every secret of the settings, for whoever must keep them out of sight. */
export function secretsOf(config: Config): Secret[] {
  const { slack, trtc, storeUrl, proxies } = config;
  const transportSecret =
    slack.transport.mode === 'http' ? slack.transport.signingSecret : slack.transport.appToken;
  const keys = trtc.applications.flatMap((app) => [app.secretKey, app.callbackKey]);
  const { password } = new URL(storeUrl.reveal());
  return [
    slack.botToken,
    transportSecret,
    trtc.secretId,
    trtc.secretKey,
    password === '' ? undefined : new Secret(decodeURIComponent(password)),
    ...keys,
    ...[proxies.https, proxies.http].flatMap((proxy) => (proxy === undefined ? [] : secretsOfProxy(proxy))),
  ].filter((value) => value !== undefined);
}
