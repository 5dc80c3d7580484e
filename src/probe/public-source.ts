import { isIP } from 'node:net';
import { parsedUrl } from '../ingest/parsed-url.ts';
import { isNamed, type NoProxyEntry } from '../network/no-proxy.ts';
import { isPublicAddress, loopbackOf } from './public-address.ts';

/** Names that lead nowhere but into a network of their own (RFC 6761, 6762, 8375, and ICANN's .internal). */
const privateNames = /(?:^|\.)(?:localhost|localdomain|local|internal|home\.arpa)$/;

/** Where RTMP is spoken if its URL names no port. */
const rtmpPort = '1935';

/**
 * Whether a stream may be pulled from a URL, as far as that tells by itself: its host is no private address, in whatever form
 * it is written, nor a private name, unless `allow` names it; `localhost` is what its addresses are. Other names are looked up by a check alone.
 */
export function mayPullFrom(text: string, allow: readonly NoProxyEntry[]): boolean {
  // URLs of RTMP may write addresses in octal, hexadecimal or one number; as http they are read as they are meant.
  const url = parsedUrl(text.replace(/^rtmp:/i, 'http:'));
  if (url === undefined) return false;
  const host = withoutDots(url.hostname.replace(/^\[|\]$/g, ''));
  const isOpen = isIP(host) === 0 ? !privateNames.test(host) : isPublicAddress(host);
  if (/^rtmp:/i.test(text)) url.port = parsedUrl(text)?.port || rtmpPort;
  return isOpen || isNamed(url, allow) || isAllowedLoopback(host, url, allow);
}

/** Whether a host is a name of this machine itself, of whose addresses one is allowed at the URL's port. */
function isAllowedLoopback(host: string, url: URL, allow: readonly NoProxyEntry[]): boolean {
  return (loopbackOf(host) ?? []).some((address) => {
    const there = new URL(url);
    there.hostname = isIP(address) === 6 ? `[${address}]` : address;
    return isNamed(there, allow);
  });
}

/** A name may end in dots, which mean the same (RFC 1034, 3.1), or nothing. */
function withoutDots(host: string): string {
  let end = host.length;
  while (host.charAt(end - 1) === '.') end -= 1;
  return host.slice(0, end);
}
