import type { Region } from '../ingest/region.ts';

/** The calls that the bot makes, by the API's names. */
export type Action =
  | 'StartStreamIngest'
  | 'UpdateStreamIngest'
  | 'StopStreamIngest'
  | 'DescribeStreamIngest'
  | 'RemoveUser'
  | 'RemoveUserByStrRoomId';

/** The regions of each call, in the order in which they are tried. */
export type RegionTable = Readonly<Record<Action, readonly Region[]>>;

/** What a page says in the row "Region" of its table of input parameters. */
interface Page {
  source: string;
  regions: readonly Region[];
}
type Site = Readonly<Record<Action, Page>>;

const six = ['ap-bangkok', 'ap-guangzhou', 'ap-jakarta', 'ap-mumbai', 'ap-singapore', 'ap-tokyo'];
/** What the page of a start named too until 2024. If a stream is started and not in these, it is stopped from another region. */
const four = ['ap-bangkok', 'ap-jakarta', 'ap-mumbai', 'ap-singapore'];
const five = ['ap-beijing', 'ap-chongqing', 'ap-guangzhou', 'ap-shanghai', 'ap-singapore'];
/** In the order in which they are tried: first the one that is on most of the other lists. */
const removals = ['ap-singapore', 'ap-guangzhou', 'ap-beijing'];

/**
 * Documented: each list is what its page says. Observed: nothing, nobody here has an account. Assumed: that a call about a
 * task, or a room, can be made in each region of its list, wherever the task was started (region-walk.ts).
 */
const sites = {
  international: {
    StartStreamIngest: { source: 'https://trtc.io/document/57835', regions: six },
    UpdateStreamIngest: { source: 'https://trtc.io/document/63238', regions: six },
    StopStreamIngest: { source: 'https://trtc.io/document/57834', regions: four },
    DescribeStreamIngest: { source: 'https://trtc.io/document/57836', regions: four },
    RemoveUser: { source: 'https://trtc.io/document/34268', regions: removals },
    RemoveUserByStrRoomId: { source: 'https://trtc.io/document/39630', regions: removals },
  },
  mainland: {
    StartStreamIngest: { source: 'the page of StartStreamIngest at cloud.tencent.com', regions: five },
    UpdateStreamIngest: { source: 'https://cloud.tencent.com/document/product/647/110076', regions: five },
    StopStreamIngest: { source: 'https://cloud.tencent.com/document/api/647/101871', regions: five },
    DescribeStreamIngest: { source: 'assumed to be as for StopStreamIngest, 647/101871', regions: five },
    RemoveUser: {
      source: 'assumed to be as for RemoveUserByStrRoomId, 647/50426',
      regions: ['ap-guangzhou', 'ap-beijing'],
    },
    RemoveUserByStrRoomId: {
      source: 'https://cloud.tencent.com/document/api/647/50426',
      regions: ['ap-guangzhou', 'ap-beijing'],
    },
  },
} as const satisfies Record<string, Site>;

/**
 * The pages that hold at an endpoint. The international ones name trtc.intl.tencentcloudapi.com. The others name
 * trtc.tencentcloudapi.com, and so did the international ones until 2024 (StartStreamIngest.txt, this product's first
 * reference, does): what either says counts there. At any other host, such as a proxy's, the international ones do.
 */
function pagesAt({ hostname }: URL): readonly Site[] {
  const isShared = /(?:^|\.)tencentcloudapi\.com$/.test(hostname) && !/(?:^|\.)intl\./.test(hostname);
  return isShared ? [sites.international, sites.mainland] : [sites.international];
}

/**
 * The regions of each call at an endpoint. If `own` (TRTC_REGIONS) is given, starts are offered there and nowhere else.
 * The other calls are tried there first, and after that where the pages say: none of them does harm, and a stream that
 * cannot be stopped does.
 */
export function regionsAt(endpoint: URL, own: readonly Region[] = []): RegionTable {
  const pages = pagesAt(endpoint);
  const documented = (action: Action) => pages.flatMap((site) => site[action].regions);
  const withOwn = (action: Action) => [...new Set([...own, ...documented(action)])];
  return {
    StartStreamIngest: own.length > 0 ? own : withOwn('StartStreamIngest'),
    UpdateStreamIngest: withOwn('UpdateStreamIngest'),
    StopStreamIngest: withOwn('StopStreamIngest'),
    DescribeStreamIngest: withOwn('DescribeStreamIngest'),
    RemoveUser: withOwn('RemoveUser'),
    RemoveUserByStrRoomId: withOwn('RemoveUserByStrRoomId'),
  };
}
