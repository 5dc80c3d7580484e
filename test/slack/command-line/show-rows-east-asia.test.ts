import { describe, expect, test } from '@jest/globals';
import { readShowRows } from '../../../src/slack/command-line/show-rows.ts';

const a = { room: 'a', url: 'https://a.b/a.mp4' };
const b = { room: 'b', url: 'https://a.b/b.mp4' };
const two = [a, b];
const [ua, ub] = [a.url, b.url];

/** Lists as people in China and Japan keep them: what it is, the text, and the rows that are meant. */
const samples: readonly [string, string, readonly object[]][] = [
  // cloud.tencent.com/document/product/647/101872 and the comments of tencentcloud-sdk-nodejs-trtc
  [
    "Tencent's names of the parameters",
    `房间号\t源流URL\t循环播放次数\t循环播放最大时长\t音量\t播放倍速\na\t${ua}\t-1\t60\t80\t1.25`,
    [{ ...a, repeat: '-1', 'max-duration': '60', volume: '80', tempo: '1.25' }],
  ],
  [
    "Tencent's names with what its table says of them",
    `RoomId（房间号）,源流URL【必填】,音量（0-200）\na,${ua},80`,
    [{ ...a, volume: '80' }],
  ],
  ['names of other media servers', `房间\t拉流地址\na\t${ua}\nb\t${ub}`, two],
  ['names in traditional signs', `房間號,播放位址\na,${ua}`, [a]],
  ['names in Japanese', `ルームID\tストリームURL\t音量\na\t${ua}\t80`, [{ ...a, volume: '80' }]],
  ['names in another order', `链接,房间\n${ua},a\n${ub},b`, two],
  ['a column that counts the rows', `序号\t房间\t链接\n1\ta\t${ua}\n2\tb\t${ub}`, two],
  ['names with spaces between', `房间号 流地址\na ${ua}\nb ${ub}`, two],
  ['names behind the sign of a comment', `#房间号，流地址\na，${ua}`, [a]],
  // EvilCult/iptv-m3u-maker#34: 频道名称，url地址, one a line, with the commas of the keyboard
  ['commas of two keyboards', `房间号，流地址\na,${ua}\nb,${ub}`, two],
  ['commas of two keyboards in the rows', `a，${ua}\nb,${ub}`, two],
  [
    'signs of one keyboard, and those of the other in URLs',
    `流地址；房间号\nhttps://a.b/a;b.flv；a\nhttps://a.b/v_,5,.m3u8；b`,
    [
      { room: 'a', url: 'https://a.b/a;b.flv' },
      { room: 'b', url: 'https://a.b/v_,5,.m3u8' },
    ],
  ],
  ['semicolons of two keyboards', `a；${ua}；\nb;${ub}`, two],
  ['commas of lists', `a、${ua}\nb、${ub}`, two],
  ['colons', `a：${ua}\nb：${ub}`, two],
  ['full-width lines of a table', `｜房间｜流地址｜\n｜a｜${ua}｜`, [a]],
  ['quotes of two keyboards', `“a”，"${ua}"\n「b」，"${ub}"`, two],
  ['numbers of a list', `1、a ${ua}\n2、b ${ub}`, two],
  ['numbers of a list, with commas', `1、a，${ua}\n2、b，${ub}`, two],
  ['numbers in brackets', `（1）a ${ua}\n（2）b ${ub}`, two],
  ['numbers in circles', `① a ${ua}\n② b ${ub}`, two],
  ['full-width numbers', `１．a ${ua}\n２．b ${ub}`, two],
  ['signs at the end of lines', `a ${ua}，\nb ${ub}。`, two],
];

test.each(samples)('%s: it is read', (_, text, rows) => {
  const read = readShowRows(text);
  expect(read.problems).toEqual([]);
  expect(read.rows.map(({ draft }) => draft)).toEqual(rows);
});

describe('It is named by its line and column, and nothing is guessed:', () => {
  test.each<[string, string, readonly string[]]>([
    ['an address to which is pushed', `房间号,推流地址\na,rtmp://a.b/live`, ['Line 1, column 2', '推流地址']],
    ['a column of notes', `房间号,流地址,备注\na,${ua},主会场`, ['Line 1, column 3', '备注']],
    ['a column of people', `主播,房间号,流地址\nx,a,${ua}`, ['Line 1, column 1', '主播']],
    ['two columns of one option', `房间号,房间ID,流地址\na,b,${ua}`, ['Line 1, column 2', 'two columns']],
    ['a secret', `房间号,流地址,签名\na,${ua},eJw`, ['Line 1, column 3', 'opens doors']],
    [
      'names and values in one line',
      `房间：a 地址：${ua}`,
      ['Line 1, column 1', 'more than a room stands before the URL'],
    ],
  ])('%s', (_, text, said) => {
    const { problems } = readShowRows(text);
    expect(problems).toHaveLength(1);
    for (const part of said) expect(problems[0]).toContain(part);
    expect(problems[0]).not.toContain('nearest');
  });
});
