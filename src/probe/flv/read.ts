import type { Check } from '../check.ts';
import { ProbeFailure } from '../failure.ts';
import type { ReadMedia } from '../media-file.ts';
import type { Opened } from '../opened.ts';
import { tagsOf } from './file.ts';
import { createTags } from './tags.ts';

/** Reads a file of FLV, or a live stream that looks like one. Throws a ProbeFailure if it carries no media. */
export async function readFlv(opened: Opened, check: Check): Promise<ReadMedia> {
  const tags = createTags();
  try {
    for await (const { kind, time, body } of tagsOf(opened.bytes())) {
      tags.add(kind, time, body);
      if (tags.isEnough()) break;
    }
  } catch (error) {
    // The end of the check does not spoil what is known already.
    if (tags.facts() === undefined) throw error;
  } finally {
    opened.end();
  }
  const facts = tags.facts();
  if (facts === undefined)
    throw new ProbeFailure(
      opened.endedEarly() ? { kind: 'cut-off', bytes: check.bytes } : { kind: 'unreadable' },
    );
  const isLive = opened.size === undefined;
  return {
    media: {
      container: 'flv',
      ...facts,
      length: isLive ? { kind: 'live' } : { kind: 'recorded', seconds: tags.seconds() },
    },
    bitRate: tags.bitRate(),
  };
}
