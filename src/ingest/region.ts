/** The regions that StartStreamIngest supports (its parameter table). */
export const regions = [
  'ap-bangkok',
  'ap-guangzhou',
  'ap-jakarta',
  'ap-mumbai',
  'ap-singapore',
  'ap-tokyo',
] as const;

export type Region = (typeof regions)[number];
