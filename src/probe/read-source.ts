import type { Random } from '../ingest/runtime.ts';
import type { Finding, MediaFacts } from '../ingest/source-report.ts';
import type { Check } from './check.ts';
import { ProbeFailure } from './failure.ts';
import { readFlv } from './flv/read.ts';
import type { Guard } from './guard.ts';
import { readHls } from './hls/read.ts';
import { createHttp, type Http } from './http.ts';
import { type ReadMedia, readMedia } from './media-file.ts';
import { topBoxes } from './mp4-boxes.ts';
import { type Opened, openFile } from './opened.ts';
import { readRtmp } from './rtmp/read.ts';
import { sniff } from './sniff.ts';

/** What was read at an address. */
export interface Source extends ReadMedia {
  findings: readonly Finding[];
  /** Other qualities of the same, by what a playlist says of them. */
  alternatives: readonly MediaFacts[];
}

/** Reads what there is at an address, by what it is and not by what it is called. Throws a ProbeFailure if there is no media. */
export async function readSource(url: URL, check: Check, guard: Guard, random: Random): Promise<Source> {
  if (url.protocol === 'rtmp:') return plain(await readRtmp(url, check, guard, random));
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new ProbeFailure({ kind: 'refused-address', reason: 'scheme' });
  const http = createHttp(url, check, guard);
  try {
    return await readFile(await openFile(http, url, check), http, check);
  } finally {
    await http.close();
  }
}

async function readFile(opened: Opened, http: Http, check: Check): Promise<Source> {
  const sniffed = sniff(opened.head);
  switch (sniffed.kind) {
    case 'page':
      throw new ProbeFailure({ kind: 'page' });
    case 'other':
      throw new ProbeFailure({ kind: 'other-format', format: sniffed.format });
    case 'flv':
      return { ...plain(await readFlv(opened, check)), findings: shortness(opened) };
    case 'playlist':
      return readHls(opened, http, check);
    case 'media': {
      const read = await readMedia(opened, http, check);
      return { ...plain(read), findings: flaws(opened) };
    }
  }
}

const cutOff: Finding = { certain: false, code: 'cut-off' };

/** What is wrong with a file that can be read all the same. */
function flaws(opened: Opened): Finding[] {
  const boxes = topBoxes(opened.head, opened.size);
  const found: Finding[] = boxes?.missing === 'end' ? [cutOff] : shortness(opened);
  if (boxes?.indexAtEnd === true && !opened.hasRanges) found.push({ certain: false, code: 'index-at-end' });
  return found;
}

/** A connection that ended before enough had come. */
function shortness(opened: Opened): Finding[] {
  return opened.endedEarly() ? [cutOff] : [];
}

function plain(read: ReadMedia): Source {
  return { ...read, findings: [], alternatives: [] };
}
