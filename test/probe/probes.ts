import { lookup } from 'node:dns/promises';
import { setTimeout } from 'node:timers/promises';
import type { Probe } from '../../src/ingest/source-check.ts';
import { readNoProxy } from '../../src/network/no-proxy.ts';
import type { Limits } from '../../src/probe/check.ts';
import type { Lookup } from '../../src/probe/guard.ts';
import { createProbe, usualLimits } from '../../src/probe/probe.ts';

/** A probe with this machine's clock, name service and network. */
export function realProbe(
  allow: string,
  limits: Partial<Limits> = {},
  look: Lookup = async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  isProxied: (url: URL) => boolean = () => false,
): Probe {
  const entries = readNoProxy(allow);
  if ('problem' in entries) throw new Error(entries.problem);
  return createProbe({
    allow: entries,
    lookup: look,
    isProxied,
    clock: Date.now,
    wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
    limits: { ...usualLimits, ...limits },
  });
}

/** Whoever asks stays. */
export const stays = () => ({ signal: new AbortController().signal });
