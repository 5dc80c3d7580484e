import { describe, expect, test } from '@jest/globals';
import type { SourceReport } from '../../../src/ingest/source-report.ts';
import type { NewsEvent, SeenInNews } from '../../../src/ingest/task.ts';
import { threadNews } from '../../../src/slack/blocks/thread-news.ts';
import { ended, live, taskIn } from '../../support/samples.ts';

const way = { answeredAfterMs: 3, redirects: 0, expiry: undefined, findings: [] };
const missing: SourceReport = { ...way, kind: 'status', status: 404 };
const length = { kind: 'live' } as const;
const good: SourceReport = {
  ...way,
  kind: 'media',
  media: { container: 'flv', video: undefined, audio: { codec: 'aac' }, length },
};
const unknown: SourceReport = { ...way, kind: 'not-checked', why: 'busy' };

const [at, hour] = [7_200_000, 3_600_000];
const seen = (report: SourceReport, more: Partial<SeenInNews> = {}): SeenInNews => ({
  ...{ at, since: at, url: 'https://a.b/c.mp4', report },
  ...more,
});
const lead = '👀 *Seen from the bot at <!date^7200^{time}|02:00 UTC>, not from TRTC:*';
const elsewhere = "look at geo-blocking, at the link's signature, or at the region that TRTC pulls from";
const orElse = 'stop this task and start again, or change the source with `/ingest update k7f2qd --url …`.';

const running = taskIn(live, { source: 'failed', sourceFailures: 3 });
const failed: NewsEvent = { type: 'source', at, source: 'failed' };
const linesOf = (task: typeof running, event: NewsEvent) =>
  threadNews(task, event).text.split('\n').slice(-3);

describe('A source that TRTC could not pull three times:', () => {
  test.each<[string, SeenInNews | undefined, readonly string[]]>([
    ['nobody looked', undefined, [`*What to do:* check that the URL plays, then ${orElse}`]],
    [
      'it is not there',
      seen(missing),
      [
        `${lead} The server says 404: there is nothing at this address, or not yet.`,
        `*What to do:* mend the source, then ${orElse}`,
      ],
    ],
    [
      'it has not been there for an hour',
      seen(missing, { since: hour }),
      [
        `${lead} The server says 404: there is nothing at this address, or not yet. It has been so since <!date^3600^{time}|01:00 UTC>.`,
        `*What to do:* mend the source, then ${orElse}`,
      ],
    ],
    ['it plays', seen(good), [`${lead} It plays from here.`, `*What to do:* ${elsewhere}, then ${orElse}`]],
    [
      'it could not be looked at',
      seen(unknown),
      [
        `${lead} It could not be checked. Too many other checks were under way.`,
        `*What to do:* check that the URL plays, then ${orElse}`,
      ],
    ],
    [
      'it was changed, and the new one plays',
      seen(good, { isOfNewSource: true }),
      [
        `${lead} The source was changed meanwhile; this is the new one. It plays from here.`,
        `*What to do:* nothing, if \`k7f2qd\` plays the new source; else ${orElse}`,
      ],
    ],
  ])('%s', (_, found, lines) => {
    const event = { ...failed, ...(found && { seen: found }) } as NewsEvent;
    const text = threadNews(running, event).text.split('\n');
    expect(text[0]).toMatch(/: 🔴 TRTC could not pull the source, three times\.$/);
    expect(text.slice(1)).toEqual(lines);
  });
});

describe('A source that is pulled again:', () => {
  const restarting: NewsEvent = { type: 'source', at, source: 'restarting' };
  test.each<[string, SeenInNews | undefined, readonly string[]]>([
    ['nobody looked', undefined, ['🔁 The source stuttered; TRTC is trying again. Nothing to do.']],
    [
      'it is not there',
      seen(missing),
      [
        '🔁 The source stuttered; TRTC is trying again.',
        `${lead} The server says 404: there is nothing at this address, or not yet.`,
      ],
    ],
    [
      'it plays',
      seen(good),
      [
        '🔁 The source stuttered; TRTC is trying again.',
        `${lead} It plays from here.`,
        `Nothing to do now. If this goes on, ${elsewhere}.`,
      ],
    ],
  ])('%s', (_, found, lines) => {
    expect(linesOf(taskIn(live), { ...restarting, ...(found && { seen: found }) } as NewsEvent)).toEqual(
      lines,
    );
  });
});

test('What ended too soon says what was seen before what to do about it', () => {
  const short = taskIn({ ...ended, at: ended.since + 9_000, end: { how: 'by-itself' } });
  const [, line, todo] = linesOf(short, { type: 'ended', at, seen: seen(missing) });
  expect([line, todo]).toEqual([
    `${lead} The server says 404: there is nothing at this address, or not yet.`,
    '*What to do:* mend the source, then start again. Media that is really so short ends like this, too.',
  ]);
});
