import { createBot } from './compose/bot.ts';
import { type Config, secretsOf } from './config.ts';
import { createLogger } from './log.ts';
import { type Runtime, realRuntime } from './runtime.ts';
import { openStore } from './storage/open.ts';

export interface IngestApp {
  /** Opens everything and begins to take requests; gives the port that HTTP is served on. Rejects if it is stopped meanwhile. */
  start(): Promise<number>;
  /** Takes no more requests, finishes what is under way, closes everything; also while it starts, and after a start that failed. */
  stop(): Promise<void>;
}

type Step = () => Promise<void> | void;

/** Members of groups are read again this often; somebody who is refused has them read at once. */
const groupRefreshMs = 5 * 60_000;

/** The bot from its start to its end; compose/ says what it is made of. Nothing is opened, called or listened on before `start`. */
export function createApp(config: Config, runtime: Partial<Runtime> = {}): IngestApp {
  const around = { ...realRuntime, ...runtime };
  const log = createLogger(config.logLevel, secretsOf(config), around.logTo);
  /** What has to be ended, in this order. */
  let ends: readonly Step[] = [];
  let isStopping = false;

  return {
    async start() {
      const opening = openStore(
        config.storeUrl.reveal(),
        { clock: around.clock, logger: log },
        around.openBackend,
      );
      const store = await unlessStopped(opening, ({ close }) => close());
      ends = [store.close];
      const { grants, clients, core, transport, bolt, inbox, inFlight } = createBot({
        config,
        runtime: around,
        log,
        store,
      });
      const { directory } = clients;
      ends = [
        transport.stop,
        () => {
          clients.stopWaiting();
          return core.stop();
        },
        inFlight.drained,
        store.close,
        clients.close,
      ];
      const risks = await unlessStopped(store.risks());
      if (risks.length > 0)
        log.warn({ risks }, 'The store can lose what it takes; /ingest doctor says what to do');
      await unlessStopped(grants.load());
      await unlessStopped(bolt.init());
      await unlessStopped(directory.refreshGroups());
      const groupTimer = setInterval(() => void directory.refreshGroups(), groupRefreshMs).unref();
      ends = [() => clearInterval(groupTimer), ...ends];
      const finishRecovery = await unlessStopped(core.recover());
      const port = await unlessStopped(transport.start(), transport.stop);
      inFlight.add(finishRecovery());
      await inbox.start();
      core.start();
      log.info({ port, mode: config.slack.transport.mode }, 'Ready');
      return port;
    },
    async stop() {
      isStopping = true;
      log.info('Stopping: no new requests, finishing what is under way');
      await inTurn(ends);
      log.info('Stopped');
    },
  };

  /** What a step of the start gives. Throws if the start was stopped meanwhile, after undoing what the stop has not seen. */
  async function unlessStopped<T>(step: Promise<T>, undo?: (made: T) => Promise<void>): Promise<T> {
    const made = await step;
    if (!isStopping) return made;
    await undo?.(made);
    throw new Error('Stopped while it started');
  }
}

/** Takes each step, also if one before has failed; throws the first error when all are taken. */
async function inTurn(steps: readonly Step[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
