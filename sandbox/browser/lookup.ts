import { lookup as addressesOf } from 'node:dns/promises';

/** Hosts of the documents' examples, which are nowhere: TRTC's stand-in plays them all the same. */
const examples = /^(?:a\.b|(?:.+\.)?example(?:\.com)?)$/i;

/**
 * All addresses of a name, as the machine's own look-up gives them; those of examples cannot be looked up (EAI_AGAIN), so that
 * they are not checked, and a start that somebody copies from the documents is not held.
 */
export async function lookup(hostname: string): Promise<readonly string[]> {
  if (examples.test(hostname))
    throw Object.assign(new Error(`${hostname} is an example`), { code: 'EAI_AGAIN' });
  return (await addressesOf(hostname, { all: true })).map(({ address }) => address);
}
