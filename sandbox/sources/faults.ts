import type { ServerResponse } from 'node:http';

/** What can be wrong with a source. */
export type SourceFaultName = 'gone' | 'forbidden' | 'expired' | 'page' | 'silent' | 'drip' | 'cut-off';

interface SourceFault {
  /** What it does, as a choice that somebody makes. */
  words: string;
  /** @param content what would be there; undefined: nothing */
  answer(response: ServerResponse, content: Buffer | undefined): void;
}

const signIn = '<!doctype html><title>Sign in</title><p>Sign in to watch.</p>';
const dripMs = 1_000;
/** Bytes: too few to tell what a file holds. */
const beginning = 1_000;

/** In the order in which they are offered. */
export const sourceFaults: Readonly<Record<SourceFaultName, SourceFault>> = {
  gone: { words: 'is gone: 404', answer: (response) => refuse(response, 404) },
  forbidden: { words: 'is forbidden: 403', answer: (response) => refuse(response, 403) },
  expired: { words: 'has a link that has ended', answer: (response) => refuse(response, 403) },
  page: {
    words: 'asks people to sign in, on a page of HTML',
    answer: (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(signIn),
  },
  silent: { words: 'does not answer', answer: () => {} },
  drip: { words: 'drips, a byte a second', answer: drip },
  'cut-off': {
    words: 'breaks off soon after its beginning',
    answer(response, content) {
      const whole = begin(response, content);
      if (whole === undefined) return;
      response.write(whole.subarray(0, Math.min(beginning, whole.length / 2)), () => response.destroy());
    },
  },
};

export const sourceFaultNames = Object.keys(sourceFaults) as SourceFaultName[];

export function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function drip(response: ServerResponse, content: Buffer | undefined): void {
  const whole = begin(response, content);
  if (whole === undefined) return;
  let sent = 0;
  const next = () => {
    sent += 1;
    response.write(whole.subarray(sent - 1, sent));
  };
  next();
  const dripping = setInterval(next, dripMs);
  response.on('close', () => clearInterval(dripping));
}

/** Promises all of the content; refuses if there is none. */
function begin(response: ServerResponse, content: Buffer | undefined): Buffer | undefined {
  if (content === undefined) refuse(response, 404);
  else response.writeHead(200, { 'content-length': content.length });
  return content;
}
