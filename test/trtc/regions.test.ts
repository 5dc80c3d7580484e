import { describe, expect, test } from '@jest/globals';
import { ALL_REGIONS, REGIONS } from '../../sandbox/trtc/regions.ts';
import { type Action, regionsAt } from '../../src/trtc/regions.ts';

const actions = Object.keys(REGIONS) as Action[];
const at = (host: string, own?: readonly string[]) => regionsAt(new URL(`https://${host}`), own);
const sorted = (list: readonly string[]) => [...list].sort();

describe('At the international endpoint', () => {
  test.each(actions)(
    '%s is served where its page says (57835, 63238, 57834, 57836, 34268, 39630)',
    (action) => expect(sorted(at('trtc.intl.tencentcloudapi.com')[action])).toEqual([...REGIONS[action]]),
  );

  test.each(['127.0.0.1:8080', 'trtc-proxy.corp.test', 'trtc.eu-frankfurt.intl.tencentcloudapi.com'])(
    'as at %s, of which no page says more',
    (host) => expect(at(host)).toEqual(at('trtc.intl.tencentcloudapi.com')),
  );
});

// cloud.tencent.com 647/101871 (stop) and 647/110076 (update); 647/50426 (removal).
const five = ['ap-beijing', 'ap-chongqing', 'ap-guangzhou', 'ap-shanghai', 'ap-singapore'];

describe.each(['trtc.tencentcloudapi.com', 'trtc.ap-guangzhou.tencentcloudapi.com'])(
  'At %s, which pages of both sites name,',
  (host) => {
    test.each(actions)('%s is served where either page says', (action) => {
      const chinese = action.startsWith('Remove') ? ['ap-beijing', 'ap-guangzhou'] : five;
      expect(sorted(at(host)[action])).toEqual(sorted([...new Set([...REGIONS[action], ...chinese])]));
    });
  },
);

test('What is no endpoint of Tencent’s is not taken for one by its name', () => {
  expect(at('nottencentcloudapi.com')).toEqual(at('127.0.0.1'));
});

describe('Regions of one’s own', () => {
  const own = ['eu-frankfurt', 'ap-singapore'];
  const table = at('trtc.intl.tencentcloudapi.com', own);

  test('are all that a start is offered, in their order', () => {
    expect(table.StartStreamIngest).toEqual(own);
  });

  test.each(actions.filter((action) => action !== 'StartStreamIngest'))(
    'are tried first for %s, and after them what the pages say: a stream that cannot be stopped costs',
    (action) => {
      expect(table[action].slice(0, 2)).toEqual(own);
      expect(sorted(table[action])).toEqual(sorted([...new Set([...own, ...REGIONS[action]])]));
    },
  );
});

test('The stand-in’s page offers every region that it serves', () => {
  expect(ALL_REGIONS).toEqual(sorted([...new Set(Object.values(REGIONS).flat())]));
});
