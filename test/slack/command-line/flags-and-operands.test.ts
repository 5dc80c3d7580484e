import { describe, expect, test } from '@jest/globals';
import { started } from '../../support/typed.ts';

const url = 'https://a.b/1.mp4';
const flags = ['auto-push', 'progress'] as const;
const yes = ['true', 'True', 'TRUE', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', '1'];
const no = ['false', 'False', 'FALSE', 'no', 'No', 'NO', 'off', 'Off', 'OFF', '0'];
const all = [...yes.map((word) => [word, 'true'] as const), ...no.map((word) => [word, 'false'] as const)];

describe.each(flags)('The flag --%s', (flag) => {
  test.each(all)('takes %s for %s, behind a space, =, in quotes and in marks', (word, means) => {
    for (const typed of [
      `--${flag} ${word}`,
      `--${flag}=${word}`,
      `--${flag}="${word}"`,
      `--${flag} \`${word}\``,
    ]) {
      expect(started(typed)).toEqual({ draft: { [flag]: means }, problems: [] });
      expect(started(`--preset evening ${typed}`).draft.room).toBeUndefined();
      expect(started(`${typed} room1 ${url}`)).toEqual({
        draft: { [flag]: means, room: 'room1', url },
        problems: [],
      });
    }
  });

  test('is true alone, false behind no-, and takes no other word', () => {
    expect(started(`--${flag} room1 ${url}`).draft).toEqual({ [flag]: 'true', room: 'room1', url });
    expect(started(`--no-${flag} room1 ${url}`).draft).toEqual({ [flag]: 'false', room: 'room1', url });
    expect(started(`--${flag}=maybe`).draft).toEqual({ [flag]: 'maybe' });
  });
});

describe('What may be a yes or a no behind a flag is neither that nor a room:', () => {
  test.each([
    'flase',
    'fales',
    'fasle',
    'truth',
    'ture',
    'treu',
    'flase!',
    '-1',
    'y',
    'N',
    't',
    'f',
    'nope',
    'yep',
    'enable',
    'enabled',
    'disable',
    'Disabled.',
    'none',
    'null',
    'nein',
    '*y*',
  ])('%s', (word) => {
    const { problems } = started(`--auto-push ${word} ${url}`);
    expect(problems).toContainEqual(expect.stringContaining('may be its value or a word of its own'));
  });

  test.each(['"nope"', 'room1', 'stage', '--room nope', 'north', 'full', '12'])(
    'but %s is a room',
    (word) => {
      expect(started(`--auto-push ${word} ${url}`).problems).toEqual([]);
    },
  );
});

describe('An option without its dashes is no room:', () => {
  test.each([
    'room=room1',
    'ROOM=room1',
    'room:room1',
    'room＝room1',
    `url=${url}`,
    'volume=5',
    'auto-push=no',
  ])('%s', (word) => {
    const { draft, problems } = started(word);
    expect(draft).toEqual({});
    expect(problems).toEqual([expect.stringContaining('without its dashes: write `--')]);
  });

  test.each(['"room=room1"', 'rooms=1', 'a=b', '12:30'])('but %s is one', (word) => {
    expect(started(`${word} ${url}`).problems).toEqual([]);
  });
});

describe('A word behind the URL is never a room:', () => {
  const behind =
    'Something stands behind the URL: a URL has no spaces (write each as %20), and the room comes before it.';

  test.each([
    ['https://a.b/my video.mp4', { url: 'https://a.b/my' }, ['video.mp4']],
    ['room1 https://a.b/my video.mp4', { room: 'room1', url: 'https://a.b/my' }, ['video.mp4']],
    ['<https://a.b/my> video.mp4', { url: 'https://a.b/my' }, ['video.mp4']],
    ['--url https://a.b/my video.mp4', { url: 'https://a.b/my' }, ['video.mp4']],
    ['--url=https://a.b/my video.mp4 --volume 5', { url: 'https://a.b/my', volume: '5' }, ['video.mp4']],
    [
      '--room room1 --url https://a.b/my great video.mp4',
      { room: 'room1', url: 'https://a.b/my' },
      ['great', 'video.mp4'],
    ],
    ['https://a.b/1.mp4 room1', { url }, ['room1']],
    ['--url https://a.b/1.mp4 room1', { url }, ['room1']],
    ['--url https://a.b/1.mp4 --volume 80 room1', { url, volume: '80' }, ['room1']],
    ['room1 https://a.b/1.mp4 https://a.b/2.mp4', { room: 'room1', url }, ['https://a.b/2.mp4']],
  ])('%s', (typed, draft, words) => {
    const { draft: read, problems } = started(typed);
    expect(read).toEqual(draft);
    expect(problems).toEqual([behind]);
    for (const word of words) expect(problems.join()).not.toContain(word);
  });

  describe('behind a flag there, it is said what that takes, and the word is not repeated:', () => {
    const takes = 'is no value of it: the option takes true, yes, on, 1, false, no, off or 0, or nothing.';
    const ofAutoPush = `What stands behind \`--auto-push\` ${takes} A room comes before the URL.`;
    const doubtful = expect.stringMatching(/^`nope` behind `--auto-push` may be its value/);

    test.each([
      [`room1 ${url} --auto-push maybe`, [ofAutoPush]],
      [`--url ${url} --auto-push room1`, [ofAutoPush]],
      [`room1 ${url} --auto-push maybe --progress --volume 5`, [ofAutoPush]],
      [`room1 ${url} --auto-push maybe later`, [ofAutoPush, behind]],
      [`room1 ${url} great --auto-push maybe`, [ofAutoPush, behind]],
      [`room1 ${url} --auto-push nope`, [doubtful]],
    ])('%s', (typed, said) => {
      const { draft, problems } = started(typed);
      expect(draft).toMatchObject({ url, 'auto-push': 'true' });
      expect(problems).toEqual(said);
    });

    test.each([`room1 ${url} --auto-push --`, `room1 ${url} --auto-push — progress`])(
      'a dash is no word: %s',
      (typed) => expect(started(typed).problems).toEqual([]),
    );
  });

  test.each([
    [`room1 ${url}`, { room: 'room1', url }],
    [`room1 --url ${url}`, { room: 'room1', url }],
    [`--url ${url} --room room1`, { room: 'room1', url }],
    [`--volume 80 room1 ${url} --repeat -1`, { volume: '80', room: 'room1', url, repeat: '-1' }],
    [`room1 ${url} --auto-push no`, { room: 'room1', url, 'auto-push': 'false' }],
    [`--room ${url}`, { room: url }],
  ])('and in its order everything has its place: %s', (typed, draft) => {
    expect(started(typed)).toEqual({ draft, problems: [] });
  });

  test.each([
    ['a.b/x.mp4', 'a.b/x.mp4'],
    ['www.a.b', 'www.a.b'],
    ['live.example.com/app/key', 'live.example.com/…'],
  ])('%s in the place of the URL lacks its scheme', (word, shown) => {
    expect(started(`room1 ${word}`)).toEqual({
      draft: { room: 'room1' },
      problems: [`\`${shown}\` is no URL: it needs its scheme, as in \`https://a.b/test.mp4\`.`],
    });
  });
});

test.each(['-5', '-12', '-', '007'])('%s can be a room', (room) => {
  expect(started(`${room} ${url}`)).toEqual({ draft: { room, url }, problems: [] });
  expect(started(`--room ${room}`)).toEqual({ draft: { room }, problems: [] });
  expect(started(`--room=${room}`)).toEqual({ draft: { room }, problems: [] });
});
