import { withoutInvisible } from '../../ingest/characters.ts';
import { isStreamUrl } from '../../ingest/stream-url.ts';
import { addressesIn, linked } from './addresses.ts';
import { type Part, partsOf } from './message-parts.ts';

/**
 * The different http, https and rtmp URLs in a message as Slack sends it: those that somebody wrote, in the order in
 * which they are read; if there are none, those of previews; if there are none either, those of pictures and files.
 */
export function linksIn(message: unknown): readonly string[] {
  const { written, previews, others } = partsOf(message);
  for (const parts of [written, previews, others]) {
    const urls = different(parts.flatMap(urlsOf).filter(isReachable));
    if (urls.length > 0) return urls;
  }
  return [];
}

/** Whether somebody attached a file, to the message itself or to one that it forwards. */
export function hasFile(message: unknown): boolean {
  return partsOf(message).others.some(
    (part) => 'url' in part && isStreamUrl(part.url) && !isReachable(part.url),
  );
}

function urlsOf(part: Part): string[] {
  if ('text' in part) return addressesIn(withoutInvisible(part.text), part.writing);
  const url = withoutInvisible(part.url);
  return [part.labelled ? url : linked(url)].filter(isStreamUrl);
}

/** Slack's own files, messages and pictures are for people who are signed in, so TRTC cannot pull them. */
function isReachable(url: string): boolean {
  const { hostname } = new URL(url);
  return !/(?:^|\.)slack(?:-edge|-files|-imgs)?\.com$/.test(hostname);
}

/** Slack writes the same link in the text and in the blocks, at times with and without a slash at its end. */
function different(urls: readonly string[]): string[] {
  const byAddress = new Map<string, string>();
  for (const url of urls) {
    const { href } = new URL(url);
    if (!byAddress.has(href)) byAddress.set(href, url);
  }
  return [...byAddress.values()];
}
