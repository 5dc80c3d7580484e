import { parsedUrl } from '../ingest/parsed-url.ts';
import { Secret } from '../ingest/secret.ts';

/** A proxy that speaks HTTP, to which it is spoken plainly or over TLS. */
export interface ProxyServer {
  /** Scheme, host and port: all that people may see of it. */
  address: string;
  /** The setting that names it, such as HTTPS_PROXY. */
  setting: string;
  /** What it asks for; undefined if the setting has none. */
  credentials: { user: string; password: Secret } | undefined;
}

const rule =
  'must be http://HOST:PORT or https://HOST:PORT; a user and password stand before HOST as USER:PASSWORD@, with each of % @ : / ? # in them written as %25 %40 %3A %2F %3F %23';
const noSocks = 'must be an http:// or https:// address: SOCKS proxies cannot be used';
const scheme = /^([a-z][a-z\d+.-]{0,20}):\/\//i;
const hostname = /^(?:\[[\da-f:.]{2,45}\]|[\w.-]{1,253})$/i;

/** Reads the value of a proxy's setting. Without a scheme HOST:PORT is taken as http, as curl takes it. */
export function readProxy(text: string): Omit<ProxyServer, 'setting'> | { problem: string } {
  const given = scheme.exec(text)?.[1]?.toLowerCase();
  if (given?.startsWith('socks') === true) return { problem: noSocks };
  const whole = given === undefined ? `http://${text}` : text;
  // The URL parser would leave blanks out, and a name alone (none, direct, false) says too little.
  if (/\s/.test(text) || parsedUrl(whole) === undefined || (given === undefined && !/:\d+\/?$/.test(text))) {
    return { problem: rule };
  }
  const url = new URL(whole);
  const isAddress =
    ['http:', 'https:'].includes(url.protocol) &&
    hostname.test(url.hostname) &&
    /[a-z\d]/i.test(url.hostname);
  if (!isAddress || `${url.pathname}${url.search}${url.hash}` !== '/') return { problem: rule };
  try {
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    if (user.includes(':'))
      return { problem: 'must have no : in the user, which a proxy could not tell apart' };
    return {
      address: `${url.protocol}//${url.hostname}:${url.port || defaultPort(url)}`,
      credentials: `${user}${password}` === '' ? undefined : { user, password: new Secret(password) },
    };
  } catch {
    return { problem: rule };
  }
}

/** The value of Proxy-Authorization; undefined if there are no credentials. */
export function authorizationOf({ credentials }: ProxyServer): string | undefined {
  if (credentials === undefined) return undefined;
  const { user, password } = credentials;
  return `Basic ${Buffer.from(`${user}:${password.reveal()}`).toString('base64')}`;
}

/** All spellings of a proxy's password. */
export function secretsOfProxy(proxy: ProxyServer): Secret[] {
  const { password } = proxy.credentials ?? {};
  if (password === undefined || password.reveal() === '') return [];
  const spellings = [encodeURIComponent(password.reveal()), authorizationOf(proxy)?.slice('Basic '.length)];
  return [password, ...spellings.filter((text) => text !== undefined).map((text) => new Secret(text))];
}

/** The port of a URL, also if it is not written there. */
export function portOf(url: URL): number {
  return Number(url.port || defaultPort(url));
}

function defaultPort({ protocol }: URL): string {
  return ['https:', 'wss:'].includes(protocol) ? '443' : '80';
}
