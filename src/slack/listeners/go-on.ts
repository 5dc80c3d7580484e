import type { InFlight } from '../../async/in-flight.ts';
import type { Logger, Random } from '../../ingest/runtime.ts';
import { explain } from '../answers/explain.ts';
import type { Tell } from '../answers/reply.ts';
import { message } from '../format/message.ts';

/** Does the work after its acknowledgement; whatever goes wrong with it, the person is told. */
export function goOn(
  work: () => Promise<unknown>,
  tell: Tell,
  deps: { inFlight: InFlight; logger: Logger; random: Random },
): void {
  const done = work().then(
    () => {},
    (error) => tell(message(explain(error, deps))),
  );
  deps.inFlight.add(done);
}
