import { StoreDamaged, StoreUnavailable } from '../../ingest/errors.ts';
import type { Logger } from '../../ingest/runtime.ts';
import type { StoreRisk } from '../../ingest/storage-ports.ts';
import { appTokenRefusals } from '../api/token-verdict.ts';
import { code, escapeText } from '../format/mrkdwn.ts';
import { broken, type Check, type Finding, fine, warning } from './finding.ts';

export interface OwnParts {
  /** Both throw StoreUnavailable if it does not work. */
  store: { check(): Promise<void>; examine(): Promise<void>; risks(): Promise<readonly StoreRisk[]> };
  transport: { mode: 'http' | 'socket'; connected(): boolean; refusal(): string | undefined };
}

const reachStore =
  'Check STORE_URL, and that its disk has room or its Redis runs. Until then nothing is started, so that no task is lost.';

const damagedStore =
  'Until then what stands in the damaged part can be neither read nor told. Look at `/ingest list` and into the rooms afterwards.';

const riskFindings: Record<StoreRisk, Finding> = {
  'in-memory': warning(
    'The store is in memory: every task is forgotten when the bot stops.',
    'Set STORE_URL to a folder, or to Redis.',
  ),
  evicts: warning(
    'Redis throws tasks away when its memory is full.',
    'Set its `maxmemory-policy` to `noeviction`.',
  ),
  unsaved: warning(
    'Redis has no append-only file: what it took last is lost if it crashes.',
    'Set its `appendonly` to `yes`.',
  ),
};

export function storeCheck(store: OwnParts['store'], logger: Logger): Check {
  return {
    subject: 'The store',
    whenSilent: reachStore,
    async run() {
      try {
        await store.check();
        await store.examine();
        const risks = (await store.risks()).map((risk) => riskFindings[risk]);
        return [fine('The store can be written and read.'), ...risks];
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        if (error instanceof StoreDamaged) {
          logger.error({ error }, 'The store is damaged');
          return [broken(escapeText(error.message), damagedStore)];
        }
        logger.error({ error }, 'The store is unavailable');
        return [broken('The store cannot be written and read.', reachStore)];
      }
    },
  };
}

export function transportFinding({ mode, connected, refusal }: OwnParts['transport']): Finding {
  const isConnected = connected();
  if (mode === 'http') {
    return isConnected
      ? fine("Slack's requests come in by HTTP.")
      : broken('The HTTP server does not listen.', 'The bot is stopping: start it again.');
  }
  if (isConnected) return fine("Slack's requests come in by Socket Mode, which is connected.");
  const reason = refusal();
  return broken(
    `Socket Mode is not connected at the moment${reason === undefined ? '' : ` (${code(reason)})`}.`,
    reason !== undefined && appTokenRefusals.has(reason)
      ? 'Put the app-level token (xapp-…) of this app, with the scope connections:write, into SLACK_APP_TOKEN, and restart the bot.'
      : 'It connects again by itself; if it stays so, check SLACK_APP_TOKEN and the network.',
  );
}
