const SIX = ['ap-bangkok', 'ap-guangzhou', 'ap-jakarta', 'ap-mumbai', 'ap-singapore', 'ap-tokyo'];
const FOUR = ['ap-bangkok', 'ap-jakarta', 'ap-mumbai', 'ap-singapore'];
const REMOVAL = ['ap-beijing', 'ap-guangzhou', 'ap-singapore'];

/**
 * Where each API is served, by the international pages: https://trtc.io/document/57835, 63238, 57834, 57836, 34268 and
 * 39630. Written down here for itself: what the bot knows of it is to be held against this.
 */
export const REGIONS = {
  StartStreamIngest: SIX,
  UpdateStreamIngest: SIX,
  StopStreamIngest: FOUR,
  DescribeStreamIngest: FOUR,
  RemoveUser: REMOVAL,
  RemoveUserByStrRoomId: REMOVAL,
} as const;

/** Every region in which something is served. */
export const ALL_REGIONS: readonly string[] = [...new Set(Object.values(REGIONS).flat())].sort();
