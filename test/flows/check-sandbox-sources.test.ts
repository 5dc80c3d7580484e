import { describe, expect, test } from '@jest/globals';
import {
  type SourceFaultName,
  type SourceName,
  sourceFaultNames,
  sourceNames,
} from '../../sandbox/sources/index.ts';
import { realWait } from '../../src/async/wait.ts';
import { usualLimits } from '../../src/probe/probe.ts';
import {
  cardNow,
  people,
  type Stage,
  stageFor,
  startOne,
  threadOf,
  whispered,
} from '../support/bot-stage.ts';

/** What alice is told of a source of the sandbox. */
async function toldOf({ slack, sources }: Stage, name: SourceName): Promise<string> {
  await slack.person(people.alice.id).command(`check ${sources.url(name)}`);
  const { blocks = [] } = await whispered(slack);
  return blocks.map((block) => ('text' in block ? (block.text as { text: string }).text : '')).join('\n');
}

const good = '✅ *This fits what TRTC takes:*';
const doubtful = '⚠️ *This may not play:*';
const bad = '❌ *This cannot be played as it is:*';

const verdicts: Record<SourceName, [string, string]> = {
  'film.mp4': [good, 'MP4 · H.264, 1280 × 720, 25 frames a second · AAC · 2 s long'],
  'show/list.m3u8': [good, 'HLS · H.264, 640 × 360, 25 frames a second · AAC · 2 s long'],
  'live.m3u8': [good, 'HLS · H.264, 640 × 360, 25 frames a second · AAC · live'],
  'channel.flv': [good, 'FLV · H.264, 640 × 360, 25 frames a second · AAC · 2 s long'],
  'h265.mp4': [bad, '• TRTC does not take H.265: encode the video as H.264 or VP8.'],
  '1440p60.mp4': [bad, '• 2560 × 1440 is larger than 1080p, the most that TRTC takes: scale it down.'],
  'player.html': [bad, 'It is a web page and no media: copy the address of the stream itself.'],
  'missing.mp4': [bad, 'The server says 404: there is nothing at this address, or not yet.'],
};

describe('A source of the sandbox is named for what it is:', () => {
  test.each(sourceNames)('%s', async (name) => {
    const said = await toldOf(await stageFor(), name);
    for (const words of verdicts[name]) expect(said).toContain(words);
  });
});

const faulty: Record<SourceFaultName, [string, string | RegExp]> = {
  gone: [bad, 'The server says 404: there is nothing at this address, or not yet.'],
  forbidden: [doubtful, 'The server says 403: it does not let the bot have this.'],
  expired: [bad, '• The link ended on'],
  page: [bad, 'It is a web page and no media: copy the address of the stream itself.'],
  silent: [doubtful, 'The server took the connection and did not answer within'],
  drip: [doubtful, 'bytes came within'],
  // What its first kilobyte tells of an FLV is enough to name its codecs.
  'cut-off': [doubtful, /The connection ended|longer than it is/],
};

/** A check has no more time than this. */
const hurriedMs = 300;

describe('A fault of the sandbox’s sources is named for what it is:', () => {
  const kinds: readonly SourceName[] = ['film.mp4', 'live.m3u8', 'channel.flv'];
  test.each(sourceFaultNames.flatMap((fault) => kinds.map((name) => [fault, name] as const)))(
    '%s, %s',
    async (fault, name) => {
      const stage = await stageFor({
        runtime: { wait: (ms, signal) => realWait(ms === usualLimits.ms ? hurriedMs : ms, signal) },
      });
      stage.sources.break(name, fault);
      const said = await toldOf(stage, name);
      const [verdict, reason] = faulty[fault];
      expect(said).toContain(verdict);
      expect(said).toMatch(reason);
    },
  );

  test('and once it is mended, the source is as good as before', async () => {
    const stage = await stageFor();
    stage.sources.break('film.mp4', 'gone');
    stage.sources.mend('film.mp4');
    expect(await toldOf(stage, 'film.mp4')).toContain(good);
  });
});

const key = 'callbackKey123';

/** A bot to which TRTC tells of its events. */
async function told(): Promise<Stage> {
  const stage = await stageFor({ settings: { TRTC_CALLBACK_KEY: key } });
  stage.trtc.callbackTo({ url: `http://127.0.0.1:${stage.port}/trtc/events`, key });
  return stage;
}

describe('TRTC pulls the sandbox’s sources as they are:', () => {
  test('a task whose source breaks is told of it, and again when it is mended', async () => {
    const stage = await told();
    const { slack, sources, trtc } = stage;
    const { card } = await startOne(stage, `start room1 ${sources.url('film.mp4')}`);
    await slack.until((now) => cardNow(now, card.ts)?.text.includes('is live'));
    sources.break('film.mp4', 'gone');
    await slack.until((now) => threadOf(now, card.ts).length === 2);
    expect(trtc.tasks).toMatchObject([{ state: 'running', lacksSource: true }]);
    sources.mend('film.mp4');
    const texts = await slack.until((now) => {
      const found = threadOf(now, card.ts);
      return found.length === 3 && found;
    });
    expect(texts[2]).toContain('The source is back');
    expect(trtc.tasks[0]).not.toHaveProperty('lacksSource');
  });

  test.each(['h265.mp4', 'missing.mp4'] as const)('%s cannot be pulled', async (name) => {
    const stage = await told();
    const { slack, sources, trtc } = stage;
    await slack.person(people.alice.id).command(`start room1 ${sources.url(name)}`);
    await trtc.until(({ tasks }) => tasks[0]?.lacksSource === true);
    await slack.until((now) =>
      now.messages('C0LIVEOPS').some(({ text }) => text.includes('cannot reach the source')),
    );
  });
});
