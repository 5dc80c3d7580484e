/** A source that the sandbox serves. */
export interface CataloguedSource {
  /** Its path on the server. */
  readonly name: string;
  /** What it is, in a few words. */
  readonly about: string;
  /** Whether TRTC can play it by what it documents. */
  readonly plays: boolean;
}

/** What make.sh makes, a live stream of its pieces, and an address where nothing is. */
export const catalogue = [
  { name: 'film.mp4', about: 'MP4 with H.264 and AAC, 720p', plays: true },
  { name: 'show/list.m3u8', about: 'HLS on demand', plays: true },
  { name: 'live.m3u8', about: 'HLS, live', plays: true },
  { name: 'channel.flv', about: 'FLV with H.264 and AAC', plays: true },
  { name: 'h265.mp4', about: 'MP4 with H.265', plays: false },
  { name: '1440p60.mp4', about: 'MP4 of 1440p with 60 frames a second', plays: false },
  { name: 'player.html', about: 'A web page with a player', plays: false },
  { name: 'missing.mp4', about: 'Nothing: 404', plays: false },
] as const satisfies readonly CataloguedSource[];

export type SourceName = (typeof catalogue)[number]['name'];

export const sourceNames: readonly SourceName[] = catalogue.map(({ name }) => name);
