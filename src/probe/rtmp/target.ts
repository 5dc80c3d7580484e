import { hostOf } from '../guard.ts';

/** What a URL of RTMP asks for. */
export interface RtmpTarget {
  host: string;
  port: number;
  app: string;
  stream: string;
  /** The application's URL, as servers want it said again: without credentials. */
  url: string;
}

const rtmpPort = 1935;

/**
 * Reads a URL of RTMP as ffmpeg does: the application is the first name of the path, or the first two if there are three;
 * the rest is the stream, with the query. Throws a ProbeFailure for a host that is none.
 */
export function rtmpTarget(url: URL): RtmpTarget {
  const host = hostOf(url);
  const port = Number(url.port || rtmpPort);
  const names = url.pathname.replace(/^\//, '').split('/');
  const appNames = names.length > 2 ? 2 : 1;
  const app = names.slice(0, appNames).join('/');
  const stream = `${names.slice(appNames).join('/')}${url.search}`;
  const shown = host.includes(':') ? `[${host}]` : host;
  return { host, port, app, stream, url: `rtmp://${shown}:${port}/${app}` };
}
