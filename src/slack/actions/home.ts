import type { HomeView } from '@slack/types';
import { includes, type Role } from '../../ingest/access.ts';
import type { TaskStore } from '../../ingest/ports.ts';
import type { Presets } from '../../ingest/presets.ts';
import type { Clock } from '../../ingest/runtime.ts';
import type { Shows } from '../../ingest/shows/shows.ts';
import { endedShown, homeView } from '../blocks/home.ts';

export interface HomeDeps {
  tasks: TaskStore;
  presets: Pick<Presets, 'all'>;
  shows: Pick<Shows, 'all'>;
  /** Whether sources are looked at here. */
  checks: boolean;
  clock: Clock;
}

export interface Home {
  /** Home as it is now, for a person of that role, at a page of running tasks counted from 0. Throws StoreUnavailable. */
  view(page: number, role: Role): Promise<HomeView>;
}

export function createHome({ tasks, presets, shows, checks, clock }: HomeDeps): Home {
  return {
    async view(page, role) {
      const [active, over, saved, ofShows] = await Promise.all([
        tasks.active(),
        tasks.over(0, endedShown),
        presets.all(),
        shows.all(),
      ]);
      const mayOperate = includes(role, 'operator');
      return homeView({
        active,
        page,
        over,
        presets: saved,
        shows: ofShows,
        mayOperate,
        checks,
        at: clock(),
      });
    },
  };
}
