import type { Config } from '../config.ts';
import type { StartRules } from '../ingest/request.ts';
import { mayPullFrom } from '../probe/public-source.ts';

/** What starts are judged by, whichever way they come. */
export function startRules({ trtc, probe, probeAllow }: Config): StartRules {
  return {
    applications: trtc.applications,
    mayPull: (url) => mayPullFrom(url, probeAllow),
    mayLook: probe !== 'off',
  };
}
