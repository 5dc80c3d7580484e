/** Where a stream is pulled, by the name that the service gives the place, such as ap-singapore. */
export type Region = string;

/** What a region may be, continuing the words "takes …". */
export function oneOfRegions(offered: readonly Region[]): string {
  return `one of ${offered.join(', ')}`;
}
