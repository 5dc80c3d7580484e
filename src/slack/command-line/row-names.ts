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

/**
 * The same in Chinese and Japanese, as Tencent's own pages name the parameters of StartStreamIngest (page 101872 in
 * Chinese, 57835 abroad), and as people head such lists. An address to which is pushed is none of them.
 */
const eastAsianNames: Partial<Record<RowField, string>> = {
  room: '房间 房间号 房间ID 房间名 房间名称 房間 房間號 房間ID 房間名稱 ルーム ルームID ルーム名',
  url: '源流 源流URL 源流地址 流地址 流URL 拉流地址 拉流URL 播放地址 视频地址 链接 地址 网址 播放位址 連結 網址 ストリームURL リンク',
  'room-type': '房间号类型 房间类型 房間類型',
  app: '应用 应用ID 應用',
  region: '地域 リージョン',
  repeat: '循环播放次数 循环次数 播放次数 循環次數 再生回数',
  'max-duration': '循环播放最大时长 最大时长',
  volume: '音量',
  tempo: '播放倍速 倍速 播放速度 再生速度',
  'idle-timeout': '空闲超时 空闲超时时间',
  'auto-push': '自动旁路推流 旁路推流',
  progress: '播放进度 播放进度回调',
  user: '机器人 机器人ID 用户ID',
  'user-sig': '签名 校验签名',
  preset: '预设 预设名',
};

const names = new Map<string, RowField>([
  ...fields.flatMap((field) => named(field, [field, fieldWords[field].label])),
  ...named('preset', ['preset', 'presetname']),
]);

function named(field: RowField, own: readonly string[]): [string, RowField][] {
  const others = [...(otherNames[field] ?? []), ...(eastAsianNames[field]?.split(' ') ?? [])];
  return [...own, ...others].map((name) => [bare(name), field]);
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
  const found =
    names.get(whole) ?? names.get(bare(header.normalize('NFKC').replace(/[([【][^()[\]【】]*[)\]】]/g, '')));
  return found ?? (whole.endsWith('s') ? names.get(whole.slice(0, -1)) : undefined);
}

/** The field that may have been meant by a header that names none. Of Chinese words, one sign off means another thing. */
export function fieldNear(header: string): RowField | undefined {
  if (/[\p{Script=Han}\p{Script=Katakana}]/u.test(header)) return undefined;
  const near = nearest(bare(header), [...names.keys()]);
  return near === undefined ? undefined : names.get(near);
}

const counters = [
  ...['no', 'nr', 'num', 'number', 'id', 'index', 'row', 'line', 'item', 'pos', 'position'],
  ...['sno', 'srno', 'slno', 'seq', '序号', '序號', '编号', '編號', '番号'].map(bare),
];

/** Whether a column of this header may count the rows, and do no more. */
export function mayCount(header: string): boolean {
  return counters.includes(bare(header));
}

/** Whether the column has no name but one that pandas or Excel gives to those that have none. */
export function isNameless(header: string): boolean {
  return header === '' || /^(?:Unnamed: |Column|Spalte|Colonne|列)\d{1,3}$/.test(header);
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
