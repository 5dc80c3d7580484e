import { type Draft, type Field, secretFields } from '../fields.ts';
import type { HistoryEntry } from '../history.ts';
import { nearest } from '../nearest.ts';
import type { HistoryStore } from '../ports.ts';
import { isPresetName } from '../preset.ts';
import type { Problem } from '../problem.ts';
import { remember } from '../remember.ts';
import { inApplication, readRequest, roomKey, type StartRules } from '../request.ts';
import type { Clock, Logger } from '../runtime.ts';
import type { ShowStore } from '../storage-ports.ts';
import { mostRows, type Show } from './show.ts';

export interface ShowsPorts {
  store: ShowStore;
  history: HistoryStore;
  rules: StartRules;
  logger: Logger;
  clock: Clock;
}

/** One thing that keeps a show from being saved. Rows are counted from 0. */
export type ShowProblem =
  | { type: 'name'; given: string }
  | { type: 'no-rows' }
  | { type: 'too-many-rows'; count: number; most: number }
  /** Shows are kept and shared, so what opens doors cannot be in one. */
  | { type: 'secret'; field: Field; row: number | undefined }
  | { type: 'row'; row: number; draft: Draft; problem: Problem }
  /** The row goes into the room of another. */
  | { type: 'same-room'; row: number; other: number; room: string };

export type SavedShow =
  | { type: 'saved'; show: Show; before: Show | undefined }
  | { type: 'refused'; problems: readonly ShowProblem[] };

/** There is no show of that name; `nearest` is the name that may have been meant. */
export interface UnknownShow {
  type: 'unknown';
  nearest: string | undefined;
}

export type FoundShow = { type: 'found'; show: Show } | UnknownShow;

/** Shows that are kept under names. Whoever calls has checked rights. What gives a promise throws StoreUnavailable. */
export interface Shows {
  /** In the order of their names. */
  all(): Promise<readonly Show[]>;
  find(name: string): Promise<FoundShow>;
  /** The names of the other shows that go into one of its rooms. */
  sharing(show: Pick<Show, 'name' | 'defaults' | 'rows'>): Promise<readonly string[]>;
  /** All that keeps the show from being saved; from memory alone. */
  check(show: Omit<Show, 'by' | 'at'>): readonly ShowProblem[];
  /** Saves it in place of the show of that name, if nothing is wrong with it. */
  save(show: Omit<Show, 'at'>): Promise<SavedShow>;
  delete(show: { name: string; by: string }): Promise<{ type: 'deleted' } | UnknownShow>;
}

/** How shows are saved, found and deleted. Each change is in the history. */
export function createShows({ store, history, rules, logger, clock }: ShowsPorts): Shows {
  return {
    all: store.all,
    find,
    check,

    async sharing(show) {
      const rooms = roomsOf(show);
      const others = (await store.all()).filter(({ name }) => name !== show.name);
      return others
        .filter((other) => [...roomsOf(other)].some((room) => rooms.has(room)))
        .map(({ name }) => name);
    },

    async save(given) {
      const problems = check(given);
      if (problems.length > 0) return { type: 'refused', problems };
      const show: Show = { ...given, at: clock() };
      const before = await store.get(show.name);
      await store.put(show);
      await inHistory(show, before === undefined ? 'saved a show' : 'replaced a show');
      return { type: 'saved', show, before };
    },

    async delete({ name, by }) {
      const found = await find(name);
      if (found.type === 'unknown') return found;
      await store.remove(name);
      await inHistory({ name, by, at: clock() }, 'deleted a show');
      return { type: 'deleted' };
    },
  };

  async function find(name: string): Promise<FoundShow> {
    const show = isPresetName(name) ? await store.get(name) : undefined;
    if (show !== undefined) return { type: 'found', show };
    const names = (await store.all()).map((each) => each.name);
    const lower = name.toLowerCase();
    return {
      type: 'unknown',
      nearest: names.find((each) => each.toLowerCase() === lower) ?? nearest(name, names),
    };
  }

  function check({ name, defaults, rows }: Omit<Show, 'by' | 'at'>): readonly ShowProblem[] {
    const drafts = rows.slice(0, mostRows).map((row) => ({ ...defaults, ...row }));
    return [
      ...(isPresetName(name) ? [] : [{ type: 'name', given: name } as const]),
      ...(rows.length === 0 ? [{ type: 'no-rows' } as const] : []),
      ...(rows.length > mostRows
        ? [{ type: 'too-many-rows', count: rows.length, most: mostRows } as const]
        : []),
      ...secretsIn(defaults, undefined),
      ...drafts.flatMap(rowProblems),
      ...sameRooms(drafts.map((draft) => inApplication(draft, rules))),
    ];
  }

  function roomsOf({ defaults, rows }: Pick<Show, 'defaults' | 'rows'>): Set<string | undefined> {
    return new Set(rows.map((row) => roomKey(inApplication({ ...defaults, ...row }, rules))));
  }

  function rowProblems(draft: Draft, row: number): ShowProblem[] {
    const secrets = secretsIn(draft, row);
    if (secrets.length > 0) return secrets;
    const read = readRequest(draft, rules);
    return read.ok ? [] : read.problems.map((problem) => ({ type: 'row', row, draft, problem }));
  }

  function inHistory(
    { name, by, at }: Pick<Show, 'name' | 'by' | 'at'>,
    what: HistoryEntry['what'],
  ): Promise<void> {
    return remember({ at, by, what, about: name }, { history, logger });
  }
}

function secretsIn(draft: Draft, row: number | undefined): ShowProblem[] {
  return secretFields
    .filter((field) => draft[field] !== undefined)
    .map((field) => ({ type: 'secret', field, row }));
}

function sameRooms(drafts: readonly Draft[]): ShowProblem[] {
  const first = new Map<string, number>();
  return drafts.flatMap((draft, row): ShowProblem[] => {
    const { room } = draft;
    const key = roomKey(draft);
    if (room === undefined || key === undefined) return [];
    const other = first.get(key);
    if (other === undefined) first.set(key, row);
    return other === undefined ? [] : [{ type: 'same-room', row, other, room }];
  });
}
