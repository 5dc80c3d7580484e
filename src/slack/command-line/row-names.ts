import { type Field, fields } from '../../ingest/fields.ts';
import { nearest } from '../../ingest/nearest.ts';
import { fieldWords } from '../format/field-words.ts';

/** What a column can be: an option of a start, or the preset that gives those that are not given. */
export type RowField = Field | 'preset';

/**
 * Names that people, players and Tencent give the fields, beside their own; in small letters and digits alone. What may also
 * head something else, such as Start and Times, is none of them.
 */
const otherNames: Partial<Record<RowField, readonly string[]>> = {
  room: ['roomid', 'roomname', 'roomno', 'roomnr', 'roomnumber', 'strroomid', 'trtcroom', 'roomstr'],
  url: [
    ...['stream', 'streamuri', 'streamlink', 'streamaddress', 'source', 'sourceurl', 'sourcelink'],
    ...['link', 'uri', 'address', 'input', 'inputurl', 'media', 'mediaurl', 'video', 'videourl'],
    ...['pullurl', 'playurl', 'rtmpurl', 'hlsurl', 'feed', 'feedurl', 'httpurl'],
  ],
  app: ['applicationid', 'appid', 'sdkappid', 'sdkapp'],
  repeat: ['loop', 'loops', 'repeats', 'repeatnum', 'repeattimes', 'playtimes'],
  'max-duration': ['maxloop', 'maxminutes', 'longestloop'],
  'room-type': ['roomidtype'],
  tempo: ['playbackspeed'],
  seek: ['startsecond', 'seeksecond', 'seekseconds'],
  volume: ['vol'],
  progress: ['enableprogress', 'sendprogress'],
  'auto-push': ['cdn', 'relay', 'push'],
  'idle-timeout': ['idle', 'timeout'],
  user: ['userid', 'robot', 'robotid', 'robotuser'],
};

const names = new Map<string, RowField>([
  ...fields.flatMap((field) => named(field, [field, fieldWords[field].label])),
  ...named('preset', ['preset', 'presetname']),
]);

function named(field: RowField, own: readonly string[]): [string, RowField][] {
  return [...own, ...(otherNames[field] ?? [])].map((name) => [bare(name), field]);
}

/** In small letters and digits alone, without accents. */
function bare(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The field that a header names, whatever its spelling; a unit in brackets behind it is no part of the name. */
export function fieldNamed(header: string): RowField | undefined {
  const whole = bare(header);
  if (whole === '') return undefined;
  const found = names.get(whole) ?? names.get(bare(header.replace(/[([][^()[\]]*[)\]]/g, '')));
  return found ?? (whole.endsWith('s') ? names.get(whole.slice(0, -1)) : undefined);
}

/** The field that may have been meant by a header that names none. */
export function fieldNear(header: string): RowField | undefined {
  const near = nearest(bare(header), [...names.keys()]);
  return near === undefined ? undefined : names.get(near);
}

const counters = ['', 'no', 'nr', 'num', 'number', 'index', 'row', 'line', 'item', 'pos', 'position'];

/** Whether a column of this header may count the rows, and do no more. */
export function mayCount(header: string): boolean {
  return counters.includes(bare(header));
}

/** The words of a line as headers, each of which may be several words such as `Stream URL`; undefined if they are none. */
export function headersAmong(words: readonly string[]): readonly string[] | undefined {
  const found: string[] = [];
  for (let at = 0; at < words.length; ) {
    const length = [4, 3, 2, 1].find(
      (count) =>
        at + count <= words.length && fieldNamed(words.slice(at, at + count).join(' ')) !== undefined,
    );
    found.push(words.slice(at, at + (length ?? 1)).join(' '));
    at += length ?? 1;
  }
  const named = found.map(fieldNamed);
  const [hasRoom, hasUrl] = [named.includes('room'), named.includes('url')];
  const isWhole = named.every((field) => field !== undefined);
  return (hasRoom && hasUrl) || (isWhole && (hasRoom || hasUrl)) ? found : undefined;
}
