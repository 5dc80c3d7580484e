import { parseJson } from '../ingest/json.ts';
import { parsedUrl } from '../ingest/parsed-url.ts';
import type { ExpiryScheme, LinkExpiry } from '../ingest/source-report.ts';

/** Seconds since the epoch that a link may name: from 2001 to 2096. Any other number is something else. */
const [earliest, latest] = [1_000_000_000, 4_000_000_000];

/** What is in a query, by names in small letters, which no two services write alike. */
type Query = ReadonlyMap<string, string>;

/**
 * Services of which the domain's own settings add to the time in the link (Tencent CSS, hotlink protection; Alibaba Cloud CDN,
 * type A; CDNetworks, "by duration").
 */
const prolonged: readonly ExpiryScheme[] = ['txtime', 'aliyun'];

const schemes: readonly { scheme: ExpiryScheme; at: (query: Query, url: string) => number | undefined }[] = [
  // AWS, Signature Version 4 and its forerunner.
  { scheme: 'aws', at: (query) => dated(query, 'x-amz-date', 'x-amz-expires') },
  { scheme: 'aws', at: (query) => beside(query, 'awsaccesskeyid', 'expires') },
  { scheme: 'cloudfront', at: (query) => beside(query, 'key-pair-id', 'expires') },
  { scheme: 'cloudfront', at: (query) => policyEnd(query.get('policy')) },
  { scheme: 'google', at: (query) => dated(query, 'x-goog-date', 'x-goog-expires') },
  { scheme: 'google', at: (query) => beside(query, 'googleaccessid', 'expires') },
  // Cloud CDN.
  { scheme: 'google', at: (query) => beside(query, 'keyname', 'expires') },
  // A shared access signature: ISO 8601, a day alone ends as it begins.
  { scheme: 'azure', at: (query) => (query.has('sig') ? dateOf(query.get('se')) : undefined) },
  { scheme: 'txtime', at: (query) => (query.has('txsecret') ? hexSeconds(query.get('txtime')) : undefined) },
  { scheme: 'txtime', at: (query) => (query.has('wssecret') ? hexSeconds(query.get('wstime')) : undefined) },
  { scheme: 'aliyun', at: (query) => seconds(/^(\d{10})-/.exec(query.get('auth_key') ?? '')?.[1]) },
  { scheme: 'akamai', at: (_, url) => seconds(/(?:[?&/~]|=)exp=(\d{10})(?:~|&|%7E|$)/i.exec(url)?.[1]) },
  { scheme: 'jwt', at: (_, url) => jwtEnd(url) },
];

/** Until when a link is good, by what its signature says; the earliest of several, undefined if it says nothing. */
export function linkExpiry(text: string): LinkExpiry | undefined {
  const url = parsedUrl(text);
  if (url === undefined) return undefined;
  const query = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  const found = schemes.flatMap(({ scheme, at }) => {
    const end = at(query, url.href);
    return end === undefined ? [] : [{ scheme, at: end, exact: !prolonged.includes(scheme) }];
  });
  return found.toSorted((one, other) => one.at - other.at)[0];
}

function dated(query: Query, from: string, after: string): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get(from) ?? '') ?? [];
  const began = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const length = Number(/^\d{1,9}$/.exec(query.get(after) ?? '')?.[0] ?? Number.NaN);
  const end = began + length * 1000;
  return Number.isNaN(end) ? undefined : end;
}

function beside(query: Query, mark: string, name: string): number | undefined {
  return query.has(mark) ? seconds(query.get(name)) : undefined;
}

function seconds(text: string | undefined): number | undefined {
  const value = /^\d{10}$/.test(text ?? '') ? Number(text) : Number.NaN;
  return value >= earliest && value <= latest ? value * 1000 : undefined;
}

/** Hexadecimal or decimal: both are documented, and told apart by their length. */
function hexSeconds(text: string | undefined): number | undefined {
  const plain = seconds(text);
  if (plain !== undefined || !/^[\da-f]{8}$/i.test(text ?? '')) return plain;
  return seconds(String(Number.parseInt(text ?? '', 16)));
}

function dateOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\d(?:T[\d:.]{5,16}(?:Z|[+-]\d\d:\d\d)?)?$/.test(text))
    return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** A policy of CloudFront: JSON in its own spelling of base64. */
function policyEnd(text: string | undefined): number | undefined {
  if (text === undefined || text.length > 8000) return undefined;
  const json = decoded(text.replaceAll('-', '+').replaceAll('_', '=').replaceAll('~', '/'));
  return seconds(/"DateLessThan":\{"AWS:EpochTime":(\d{10})/.exec(json.replace(/\s/g, ''))?.[1]);
}

/** The first end of the tokens in a path or a query: three parts with dots between, of which two are JSON in base64. */
function jwtEnd(url: string): number | undefined {
  const ends = url.split(/[/=&?#]/).flatMap((word) => {
    const [header = '', payload = '', signature = ''] = word.split('.');
    if (!header.startsWith('eyJ') || !payload.startsWith('eyJ') || signature === '') return [];
    const claims = parseJson(decoded(payload));
    const said = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : undefined;
    const end = typeof said === 'number' ? seconds(String(Math.floor(said))) : undefined;
    return end === undefined ? [] : [end];
  });
  return ends.length === 0 ? undefined : Math.min(...ends);
}

function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString();
}
