import { BlockList, isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { portOf } from './proxy.ts';

/** What NO_PROXY names; a port that is undefined stands for every port. */
export type NoProxyEntry =
  | { kind: 'everything' }
  /** A name, and all below it. */
  | { kind: 'name'; name: string; port: number | undefined }
  /** Addresses whose first `bits` bits are those of this one. */
  | { kind: 'addresses'; address: string; bits: number; port: number | undefined };

const rule =
  'an entry is HOST, .DOMAIN, *.DOMAIN or an IP address, each with or without :PORT, or IP/BITS, or * for everything';
const hostname = /^(?:[a-z\d_][a-z\d_-]{0,62}\.){0,20}[a-z\d_][a-z\d_-]{0,62}$/;

/**
 * Reads NO_PROXY: entries between commas or blanks. A name stands for itself and for all below it, with a dot or `*.`
 * before it or without; so do curl and undici. What is none of the forms is a problem, though others silently ignore it.
 */
export function readNoProxy(text: string): readonly NoProxyEntry[] | { problem: string } {
  const entries: NoProxyEntry[] = [];
  for (const word of text.split(/[\s,]+/).filter((each) => each !== '')) {
    const entry = readEntry(word.toLowerCase());
    if (entry === undefined) return { problem: `must name hosts, but has ${shown(word)}: ${rule}` };
    entries.push(entry);
  }
  return entries;
}

/** Whether an address is named. Names are not looked up: only addresses that are written as such are in a range. */
export function isNamed(url: URL, entries: readonly NoProxyEntry[]): boolean {
  const host = url.hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  const port = portOf(url);
  return entries.some((entry) => {
    if (entry.kind === 'everything') return true;
    if (entry.port !== undefined && entry.port !== port) return false;
    if (entry.kind === 'name') return host === entry.name || host.endsWith(`.${entry.name}`);
    return isIP(host) !== 0 && listOf(entry).check(host, family(host));
  });
}

/** An entry as it was given; what looks like an address with a password is not said again. */
function shown(word: string): string {
  return /@|:\/\//.test(word) ? 'an address with :// or @' : JSON.stringify(word.slice(0, 60));
}

function readEntry(word: string): NoProxyEntry | undefined {
  if (word === '*') return { kind: 'everything' };
  const range = /^\[?([\da-f:.]{2,45})\]?\/(\d{1,3})$/.exec(word);
  if (range !== null) return addresses(range[1] ?? '', Number(range[2]), undefined);
  // An IPv6 address is in brackets if a port follows.
  const [, host = '', digits] =
    isIP(word) === 6 ? [word, word] : (/^([^:]{1,255}|\[[\da-f:.]{2,45}\])(?::(\d{1,5}))?$/.exec(word) ?? []);
  const port = digits === undefined ? undefined : Number(digits);
  if (port !== undefined && (port < 1 || port > 65_535)) return undefined;
  const bare = host.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? named(host, port) : addresses(bare, isIP(bare) === 4 ? 32 : 128, port);
}

function addresses(address: string, bits: number, port: number | undefined): NoProxyEntry | undefined {
  const isRight = isIP(address) !== 0 && bits <= (isIP(address) === 4 ? 32 : 128);
  return isRight ? { kind: 'addresses', address, bits, port } : undefined;
}

function named(host: string, port: number | undefined): NoProxyEntry | undefined {
  const bare = host.replace(/^\*?\./, '').replace(/\.$/, '');
  // The URLs that are compared with it have names of other letters in ASCII (IDNA).
  const name = /^[!-~]*$/.test(bare) ? bare : domainToASCII(bare);
  // Numbers alone are the beginning of an address (10., 192.168), which no two programs read alike.
  return hostname.test(name) && !/(?:^|\.)\d+$/.test(name) ? { kind: 'name', name, port } : undefined;
}

function listOf({ address, bits }: { address: string; bits: number }): BlockList {
  const list = new BlockList();
  list.addSubnet(address, bits, family(address));
  return list;
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}
