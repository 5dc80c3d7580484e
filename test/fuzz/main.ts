import { fuzz, type Output } from './fuzz.ts';
import { pureSubjects } from './pure.ts';
import { routeAlone } from './route.ts';
import { sourceBodies } from './source-bodies.ts';
import { wholeBot } from './whole.ts';

const { stderr, stdout } = process;
const output: Output = {
  line: (text) => void stdout.write(`${text}\n`),
  progress: stderr.isTTY ? (text) => void stderr.write(`\r\u001b[K${text}\r`) : undefined,
};

let unhandled = 0;
for (const event of ['unhandledRejection', 'uncaughtException']) {
  process.on(event, (reason) => {
    unhandled += 1;
    output.line(`✗ ${event}: ${reason instanceof Error ? reason.stack : reason}`);
  });
}

const status = await fuzz(
  process.argv.slice(2),
  [
    { name: 'what is read and shown', part: 0.6, subjects: pureSubjects },
    { name: 'the source check', part: 0.2, ...(await sourceBodies()) },
    { name: 'the route alone', part: 0.15, ...(await routeAlone()) },
    { name: 'the whole bot', part: 0.05, ...wholeBot() },
  ],
  output,
);
process.exitCode = unhandled > 0 ? 1 : status;
