import { BlockList, isIP } from 'node:net';
import { portOf } from './proxy.ts';

/** Says which addresses are reached without a proxy. */
export interface NoProxy {
  names(url: URL): boolean;
}

interface Entry {
  /** Undefined for every port. */
  port: number | undefined;
  covers(host: string): boolean;
}

const rule =
  'an entry is HOST, .DOMAIN, *.DOMAIN, an IP address, each with :PORT or without, IP/BITS, or * for everything';
const hostname = /^(?:[a-z\d_](?:[a-z\d_-]{0,62})\.){0,20}[a-z\d_](?:[a-z\d_-]{0,62})$/;

/**
 * Reads NO_PROXY: entries between commas or blanks. A name stands for itself and for all below it, with a dot or `*.`
 * before it or without; so do curl and undici. Ranges (IP/BITS) cover addresses that are written as such, since no name
 * is looked up. What is none of these is a problem, where others silently ignore it.
 */
export function readNoProxy(text: string): NoProxy | { problem: string } {
  const entries: Entry[] = [];
  for (const word of text.split(/[\s,]+/).filter((each) => each !== '')) {
    const entry = readEntry(word.toLowerCase());
    if (entry === undefined) return { problem: `must name hosts, but has ${shown(word)}: ${rule}` };
    entries.push(entry);
  }
  return {
    names: (url) => {
      const [host, port] = [hostOf(url), portOf(url)];
      return entries.some((entry) => [undefined, port].includes(entry.port) && entry.covers(host));
    },
  };
}

/** An entry as it was given, but what looks like an address with a password is not said again. */
function shown(word: string): string {
  return /[@]|:\/\//.test(word) ? 'an address with :// or @' : JSON.stringify(word.slice(0, 60));
}

function readEntry(word: string): Entry | undefined {
  if (word === '*') return { port: undefined, covers: () => true };
  const range = /^\[?([\da-f:.]{2,45})\]?\/(\d{1,3})$/.exec(word);
  if (range !== null) return readRange(range[1] ?? '', Number(range[2]));
  // An IPv6 address has brackets if a port follows.
  const [, host = '', port] =
    isIP(word) === 6 ? [word, word] : (/^(.{1,255}?)(?::(\d{1,5}))?$/.exec(word) ?? []);
  const covers = readHost(host);
  const number = port === undefined ? undefined : Number(port);
  if (covers === undefined || (number !== undefined && (number < 1 || number > 65_535))) return undefined;
  return { port: number, covers };
}

function readRange(address: string, bits: number): Entry | undefined {
  const version = isIP(address);
  if (version === 0 || bits > (version === 4 ? 32 : 128)) return undefined;
  const list = new BlockList();
  list.addSubnet(address, bits, family(address));
  return { port: undefined, covers: (host) => isIP(host) !== 0 && list.check(host, family(host)) };
}

function readHost(text: string): Entry['covers'] | undefined {
  const bare = text.replace(/^\[([\da-f:.]{2,45})\]$/, '$1');
  if (isIP(bare) !== 0) {
    const list = new BlockList();
    list.addAddress(bare, family(bare));
    return (host) => isIP(host) !== 0 && list.check(host, family(host));
  }
  // In the URLs that are compared with it, a name of other letters is written in these (IDNA).
  const ascii = URL.canParse(`http://${text}`) ? new URL(`http://${text}`).hostname : text;
  const name = (isIP(ascii) === 0 ? ascii : text).replace(/^\*?\./, '').replace(/\.$/, '');
  // Numbers alone are the beginning of an address (10., 192.168), which nobody takes the same way.
  if (!hostname.test(name) || /(?:^|\.)\d+$/.test(name)) return undefined;
  return (host) => host === name || host.endsWith(`.${name}`);
}

function hostOf({ hostname: host }: URL): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}
