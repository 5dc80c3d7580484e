import { StoreUnavailable } from '../../ingest/errors.ts';
import { type Draft, secretFields, withoutSecrets } from '../../ingest/fields.ts';
import { newHandle } from '../../ingest/handle.ts';
import type { Logger, Random } from '../../ingest/runtime.ts';
import type { DraftStore, Seal } from '../../ingest/storage-ports.ts';

/** Drafts that buttons go on with, for an hour. */
export interface KeptDrafts {
  /** Keeps it for a form, which secrets are typed into anew; gives its id. Undefined if the store does not take it. */
  keep(draft: Draft): Promise<string | undefined>;
  /** Keeps it as it is, its secrets closed. */
  keepWhole(draft: Draft): Promise<string | undefined>;
  /** What is kept under the id, without secrets. Throws StoreUnavailable. */
  find(id: string): Promise<Draft | undefined>;
  /** The same as it was given; undefined also if its secrets were closed with another key. Throws StoreUnavailable. */
  findWhole(id: string): Promise<Draft | undefined>;
}

export interface KeptDraftsDeps {
  drafts: DraftStore;
  seal: Seal;
  logger: Logger;
  random: Random;
}

const lifeMs = 60 * 60 * 1000;

export function createKeptDrafts({ drafts, seal, logger, random }: KeptDraftsDeps): KeptDrafts {
  return {
    keep: (draft) => put(withoutSecrets(draft)),
    keepWhole: (draft) => put(mapSecrets(draft, seal.close)),
    async find(id) {
      const draft = await drafts.get(id);
      return draft && withoutSecrets(draft);
    },
    async findWhole(id) {
      const draft = await drafts.get(id);
      return draft && mapSecrets(draft, seal.open);
    },
  };

  async function put(draft: Draft | undefined): Promise<string | undefined> {
    if (draft === undefined) return undefined;
    const id = newHandle(random) + newHandle(random);
    try {
      await drafts.put(id, draft, lifeMs);
      return id;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      logger.warn({ error }, 'A draft could not be kept');
      return undefined;
    }
  }
}

/** The draft with its secrets as they become; undefined if one becomes nothing. */
function mapSecrets(draft: Draft, become: (text: string) => string | undefined): Draft | undefined {
  const mapped = withoutSecrets(draft);
  for (const field of secretFields) {
    const text = draft[field];
    if (text === undefined) continue;
    const becomes = become(text);
    if (becomes === undefined) return undefined;
    mapped[field] = becomes;
  }
  return mapped;
}
