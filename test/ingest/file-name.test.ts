import { describe, expect, test } from '@jest/globals';
import { isPlainFileName } from '../../src/ingest/file-name.ts';

describe('Plainly a name', () => {
  test.each([
    ...[
      'test.mp4',
      'show.mp4',
      'Show.MP4',
      '1.mp4',
      '042.mov',
      'evening-show-2026-11-27.mp4',
      '20261127.mkv',
    ],
    ...[
      'intro_v2.mp4',
      'show-s01e02-1080p.mp4',
      'room123.mp3',
      'keynote.2026.webm',
      'news-1.m4a',
      'nightshift.mp4',
    ],
    ...[
      'index.m3u8',
      'playlist.m3u8',
      'master.m3u8',
      'manifest.mpd',
      'live.flv',
      '1080p.ts',
      '1.m3u8',
      'prog_index.m3u8',
    ],
  ])('%s', (name) => expect(isPlainFileName(name, false)).toBe(true));
});

describe('Perhaps a key', () => {
  test.each([
    ...[
      '',
      '.mp4',
      'test',
      'test.',
      'test.php',
      'test.mp4.',
      'streamkey',
      'te%73t.mp4',
      'te st.mp4',
      '@a.mp4',
      'a=b.mp4',
    ],
    ...[
      'streamkey.flv',
      'hunter.m3u8',
      'test.ts',
      'evening-show.mpd',
      '1234.m3u8',
      'live77.flv',
      'chunklist_w123.m3u8',
    ],
    ...[
      'a1b2c3d4.mp4',
      'deadbeef.mp4',
      'facade.mp4',
      'cafe-babe-5f3a.mp4',
      'hunter2pass.mp4',
      'tEsTrUn.mp4',
      'sdGVzdA.mp4',
    ],
    ...['550e8400-e29b-41d4-a716-446655440000.mp4', 'ab12-cd34-ef56-gh78.mp4', 'abc1-def2-ghij-klmn.mp4'],
    ...[
      '1234-5678-9012-3456.mp4',
      '123-456-789.mp4',
      '48151623.mp4',
      '20261399.mp4',
      'xkqzjwvb.mp4',
      'BCDFGHJK.mp4',
    ],
    ...[
      'ABCDEFGHIJKLMNOP.mp4',
      'a-b-c-d-e-f-g-h.mp4',
      `${'a-'.repeat(20)}a.mp4`,
      'aeiouaeiou.mp4',
      'a--b.mp4',
      'тест.mp4',
    ],
  ])('%j', (name) => expect(isPlainFileName(name, false)).toBe(false));

  test('over rtmp also what would be the name of a file elsewhere', () => {
    expect(isPlainFileName('show.mp4', true)).toBe(false);
    expect(isPlainFileName('1.mp4', true)).toBe(true);
  });
});
