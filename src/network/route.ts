import { parsedUrl } from '../ingest/parsed-url.ts';
import { isNamed, type NoProxyEntry } from './no-proxy.ts';
import type { ProxyServer } from './proxy.ts';

/** What the settings say of proxies. */
export interface Proxies {
  /** For http:// and ws://. */
  http: ProxyServer | undefined;
  /** For https:// and wss://. */
  https: ProxyServer | undefined;
  /** What is reached directly all the same, and the name of the setting that says so. */
  noProxy: { setting: string; entries: readonly NoProxyEntry[] };
  /** So many milliseconds may pass until the way through a proxy stands. */
  openWithinMs: number;
}

/** Half of what an answer is waited for, so that it can be said that it was the proxy. */
export const openWithinMs = 5_000;

/** Nothing goes through a proxy. */
export const noProxies: Proxies = {
  http: undefined,
  https: undefined,
  noProxy: { setting: 'NO_PROXY', entries: [] },
  openWithinMs,
};

/** How an address is reached. */
export type Route =
  | { kind: 'proxy'; proxy: ProxyServer }
  /** Without a proxy, since the setting says so, or is not set. */
  | { kind: 'direct'; setting: string; isSet: boolean };

/** The one rule by which every way out goes through a proxy or past it. Loopback is an address like any other. */
export function routeTo(url: URL, { http, https, noProxy }: Proxies): Route {
  const isSecure = ['https:', 'wss:'].includes(url.protocol);
  const proxy = isSecure ? https : http;
  if (proxy === undefined) {
    return { kind: 'direct', setting: isSecure ? 'HTTPS_PROXY' : 'HTTP_PROXY', isSet: false };
  }
  if (isNamed(url, noProxy.entries)) return { kind: 'direct', setting: noProxy.setting, isSet: true };
  return { kind: 'proxy', proxy };
}

/**
 * Whether there may be no way to an address but through a proxy. What is neither HTTP nor WebSocket goes through none, but
 * meets the same firewall, whichever of the two proxies is set.
 */
export function mayNeedProxy(url: URL, proxies: Proxies): boolean {
  const asked = /^(?:http|ws)s?:$/.test(url.protocol)
    ? [url]
    : ['http:', 'https:'].map((scheme) => parsedUrl(url.href.replace(/^[^:]+:/, scheme)));
  return asked.some((each) => each !== undefined && routeTo(each, proxies).kind === 'proxy');
}
