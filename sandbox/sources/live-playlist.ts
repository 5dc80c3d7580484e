/** Pieces of show/list.m3u8, each of a second. */
const pieces = ['show/piece0.m4s', 'show/piece1.m4s'];
/** In the playlist at a time. */
const windowSize = 4;

/**
 * A live playlist that goes round and round, with a discontinuity at each beginning (RFC 8216, 4.3.2.3).
 * @param elapsedMs since its first piece
 */
export function livePlaylist(elapsedMs: number): string {
  const first = Math.floor(elapsedMs / 1000);
  const listed = Array.from({ length: windowSize }, (_, at) => (first + at) % pieces.length);
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-TARGETDURATION:1',
    `#EXT-X-MEDIA-SEQUENCE:${first}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${Math.ceil(first / pieces.length)}`,
    '#EXT-X-MAP:URI="show/init.mp4"',
    ...listed.flatMap((piece) => [
      ...(piece === 0 ? ['#EXT-X-DISCONTINUITY'] : []),
      '#EXTINF:1.0,',
      pieces[piece] ?? '',
    ]),
    '',
  ].join('\n');
}
