import { noPaceOfOurs } from '../../sandbox/stage.ts';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { reportToBench } from './report.ts';

/** The bot in a process of its own, as in production but for the limits of TRTC and Slack, which the bench may lift. */
const { BENCH_CALLS_PER_SECOND: callsPerSecond, BENCH_SLACK_PACE: slackPace } = process.env;
const app = createApp(readConfig(), {
  ...(callsPerSecond === undefined ? {} : { callsPerSecond: Number(callsPerSecond) }),
  ...(slackPace === 'lifted' ? { slackPace: noPaceOfOurs } : {}),
});
reportToBench(await app.start(), app.stop);
