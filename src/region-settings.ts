import type { Region } from './ingest/region.ts';
import { type Settings, settings } from './settings.ts';
import { type RegionTable, regionsAt } from './trtc/regions.ts';

type Given = Record<string, string | undefined>;

const usual: Region = 'ap-singapore';

/** The regions of each call, by TRTC_ENDPOINT and TRTC_REGIONS. */
export function regionTable(from: Pick<Settings, 'TRTC_ENDPOINT' | 'TRTC_REGIONS'>): RegionTable {
  return regionsAt(new URL(from.TRTC_ENDPOINT), from.TRTC_REGIONS);
}

/** Where an application's streams are pulled that names no region of its own. */
export function usualRegion(given: Region | undefined, { StartStreamIngest: offered }: RegionTable): Region {
  return given ?? (offered.includes(usual) ? usual : (offered[0] ?? usual));
}

/**
 * What is wrong with the regions in which streams are to be started, a line each; nothing if the settings are wrong
 * that say which there are, or stand in quotes, which is said of each already.
 */
export function regionProblems(given: Given, quoted: readonly string[]): string[] {
  const read = (name: string) => (quoted.includes(name) ? undefined : given[name]);
  const { TRTC_ENDPOINT, TRTC_REGIONS, TRTC_APPS } = settings.shape;
  const endpoint = TRTC_ENDPOINT.safeParse(read('TRTC_ENDPOINT'));
  const own = TRTC_REGIONS.safeParse(read('TRTC_REGIONS'));
  if (!endpoint.success || !own.success) return [];
  const { StartStreamIngest: offered } = regionTable({
    TRTC_ENDPOINT: endpoint.data,
    TRTC_REGIONS: own.data,
  });
  const apps = TRTC_APPS.safeParse(read('TRTC_APPS')).data ?? [];
  const named: [string, Region | undefined][] = [
    ['TRTC_REGION', read('TRTC_REGION')],
    ...apps.map(({ region }, at): [string, Region | undefined] => [`TRTC_APPS.${at}.region`, region]),
  ];
  return named
    .filter(([, region]) => region !== undefined && !offered.includes(region))
    .map(([name]) => `${name} must be one of ${offered.join(', ')}`);
}
