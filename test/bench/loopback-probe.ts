import { createProbe } from '../../src/probe/probe.ts';
import { realRuntime } from '../../src/runtime.ts';

/** Looks at a source of this machine as the bot does. Throws an Error unless there is media. */
export type Look = (url: string) => Promise<void>;

/** A probe that may connect to loopback. */
export function loopbackProbe(): Look {
  const loopback = { kind: 'addresses', address: '127.0.0.1', bits: 32, port: undefined } as const;
  const probe = createProbe({ ...realRuntime, allow: [loopback] });
  return async (url) => {
    const report = await probe.check(url, { signal: new AbortController().signal });
    if (report.kind !== 'media') throw new Error(`${url}: ${report.kind}`);
  };
}
