import { cpus, loadavg } from 'node:os';
import { acks } from './acks.ts';
import { checkedStarts } from './checked-starts.ts';
import { checks } from './checks.ts';
import { lists } from './lists.ts';
import { memory } from './memory.ts';
import { monitor } from './monitor.ts';
import { ownTime } from './own-time.ts';
import { page } from './page.ts';
import { ready } from './ready.ts';
import { shows } from './shows.ts';
import { slackPace } from './slack-pace.ts';
import { starts } from './starts.ts';
import { stoppedShows } from './stopped-shows.ts';

/** What can be measured, in the order in which it is; `npm run bench -- acks ready` measures parts of it. */
const parts: Readonly<Record<string, () => Promise<string>>> = {
  acks,
  'own-time': ownTime,
  starts,
  'slack-pace': slackPace,
  memory,
  ready,
  lists,
  monitor,
  page,
  checks,
  'checked-starts': checkedStarts,
  shows,
  'stopped-shows': stoppedShows,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
  process.stderr.write(`Unknown: ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}\n`);
  process.exit(1);
}
const loadBefore = loadavg()[0] ?? 0;
for (const [name, measure] of Object.entries(parts))
  if (asked.length === 0 || asked.includes(name)) process.stdout.write(`${await measure()}\n\n`);
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.versions.node}`;
process.stdout.write(
  `${machine}; load of the machine before ${loadBefore.toFixed(1)}, after ${(loadavg()[0] ?? 0).toFixed(1)}\n`,
);
