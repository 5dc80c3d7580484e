import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** How to start the machine's own Chromium; undefined where there is none. Nothing that it does by itself leaves the machine. */
export function chromiumOptions(): { executablePath: string; args: string[] } | undefined {
  const executablePath = places.find((path) => existsSync(path));
  if (executablePath === undefined) return undefined;
  return {
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
