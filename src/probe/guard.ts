import { isIP, type LookupFunction } from 'node:net';
import { parsedUrl } from '../ingest/parsed-url.ts';
import { isNamed, type NoProxyEntry } from '../network/no-proxy.ts';
import { ProbeFailure } from './failure.ts';
import { isPublicAddress, loopbackOf, plainAddress } from './public-address.ts';

/** All addresses of a name; rejects as Node's own look-ups do. */
export type Lookup = (hostname: string) => Promise<readonly string[]>;

/** The door to the network: nothing of a check connects but to what this gave. */
export interface Guard {
  /**
   * The addresses of a host, each of which may be connected to. Throws a ProbeFailure if one of them may not: a name with
   * a public and a private address is a way in.
   */
  addresses(host: string, port: number): Promise<readonly string[]>;
  /** Throws a ProbeFailure unless a host that is an address may be connected to; a name passes. */
  checkLiteral(host: string, port: number): void;
  /** For net.connect, which asks it for names only, and connects to what it answers. */
  lookupFor(port: number): LookupFunction;
  /** Whether the far side of a connection is one that may be connected to: the last look, at the socket itself. */
  permits(host: string, port: number, address: string | undefined): boolean;
}

/** Public addresses pass, and what is allowed beside them: names (with all below them) and ranges, each maybe with a port. */
export function createGuard(allow: readonly NoProxyEntry[], lookup: Lookup): Guard {
  const isAllowed = (host: string, port: number) => {
    const url = parsedUrl(`http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`);
    return url !== undefined && isNamed(url, allow);
  };
  const permits = (host: string, port: number, address: string | undefined) => {
    const plain = address === undefined ? undefined : plainAddress(address);
    if (plain === undefined) return false;
    return isPublicAddress(plain) || isAllowed(plain, port) || (isIP(host) === 0 && isAllowed(host, port));
  };
  const check = (host: string, port: number, address: string) => {
    if (!permits(host, port, address))
      throw new ProbeFailure({ kind: 'refused-address', reason: 'not-public' });
  };

  /** Of what `localhost` stands for, only what is allowed is connected to: who allows 127.0.0.1 has said nothing of ::1. */
  async function addressesOf(name: string, port: number): Promise<readonly string[]> {
    const loopback = isAllowed(name, port) ? undefined : loopbackOf(name);
    if (loopback === undefined) return lookup(name);
    const allowed = loopback.filter((address) => isAllowed(address, port));
    return allowed.length > 0 ? allowed : loopback;
  }

  async function addresses(host: string, port: number): Promise<readonly string[]> {
    const found = isIP(host) === 0 ? await addressesOf(host, port) : [host];
    if (found.length === 0) throw new ProbeFailure({ kind: 'unknown-host' });
    for (const address of found) check(host, port, address);
    return found;
  }

  return {
    addresses,
    checkLiteral(host, port) {
      if (isIP(host) !== 0) check(host, port, host);
    },
    lookupFor: (port) => (host, options, answer) => {
      addresses(host, port).then(
        (found) => {
          const all = found.map((address) => ({ address, family: isIP(address) }));
          if (options.all === true) return answer(null, all);
          answer(null, all[0]?.address ?? '', all[0]?.family);
        },
        (error: Error) => answer(error, ''),
      );
    },
    permits,
  };
}

/** A URL's host as it is connected to, without brackets; URLs of RTMP may write addresses in octal, hexadecimal or one number. */
export function hostOf(url: URL): string {
  const host = parsedUrl(`http://${url.hostname}`)?.hostname.replace(/^\[|\]$/g, '');
  if (host === undefined || host === '')
    throw new ProbeFailure({ kind: 'refused-address', reason: 'odd-host' });
  return host;
}
