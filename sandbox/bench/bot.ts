import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { reportToBench } from './report.ts';

/** The bot in a process of its own, as in production but for the limit, which the bench may lift. */
const { BENCH_CALLS_PER_SECOND: callsPerSecond } = process.env;
const app = createApp(
  readConfig(),
  callsPerSecond === undefined ? {} : { callsPerSecond: Number(callsPerSecond) },
);
reportToBench(await app.start(), app.stop);
