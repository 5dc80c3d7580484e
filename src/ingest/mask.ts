/**
 * UserSig and PrivateMapKey: base64 of a zlib stream, which begins with these letters, in Tencent's alphabet. Only where
 * a word begins, or a line as JSON writes it: a TaskId may hold the same letters further on, and must be seen whole.
 */
export const trtcTicket = /(?<=^|[^\w*+/-]|\\[nrt])eJ[\w*+/-]{30,}[_=-]*/g;

const address = /(rtmps?)?:\/\/(\S*)/gi;

/**
 * Any text without what opens doors: tickets, and of the addresses in it the credentials, the query and the stream key.
 * Unlike maskUrl it also takes what only looks like a URL, which is what people are told of that was not accepted.
 */
export function maskText(text: string): string {
  return text
    .replace(trtcTicket, '…')
    .replace(address, (_, rtmp: string | undefined, rest: string) => `${rtmp ?? ''}://${open(rest, rtmp)}`);
}

/** What follows the last @ is left, since passwords hold what they like; then the host, and the path of what is not rtmp. */
function open(rest: string, rtmp: string | undefined): string {
  const at = rest.lastIndexOf('@');
  const [place = ''] = rest.slice(at + 1).split(/[?#]/, 1);
  const query = at + 1 + place.length < rest.length ? '?…' : '';
  const [host = '', application = '', ...key] = place.split('/');
  if (rtmp === undefined || !place.includes('/')) return `${at < 0 ? '' : '…@'}${place}${query}`;
  const path = key.length === 0 ? '/…' : `/${application}/…`;
  return `${at < 0 ? '' : '…@'}${host}${path}${query}`;
}
