import type { Journal, Random } from '../ingest/ports.ts';
import { message } from './blocks/build.ts';
import { explain } from './errors.ts';
import type { InFlight } from './in-flight.ts';
import type { Tell } from './reply.ts';

/** Does the work after its acknowledgement; whatever goes wrong with it, the person is told. */
export function goOn(
  work: () => Promise<void>,
  tell: Tell,
  deps: { inFlight: InFlight; journal: Journal; random: Random },
): void {
  const done = work().catch((error) => tell(message(explain(error, deps))));
  deps.inFlight.add(done);
}
