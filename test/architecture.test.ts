import { describe, expect, test } from '@jest/globals';
import { sourcesIn } from './support/imports.ts';

const sources = sourcesIn('src');

/** The part of the program that a file belongs to: a folder of src, or a file of its top level. */
const partOf = (path: string) => path.split('/')[1] ?? '';

const mayImport: Record<string, readonly string[]> = {
  'index.ts': ['app.ts', 'config.ts', 'ending.ts', 'log.ts', 'readable.ts', 'storage'],
  'ending.ts': ['readable.ts'],
  'app.ts': ['compose', 'config.ts', 'runtime.ts', 'log.ts', 'storage'],
  compose: [
    'compose',
    'config.ts',
    'runtime.ts',
    'trace.ts',
    'slack',
    'http',
    'health',
    'trtc',
    'storage',
    'metrics',
    'probe',
    'network',
    'async',
    'ingest',
  ],
  'runtime.ts': ['slack', 'trtc', 'storage', 'async', 'ingest'],
  'config.ts': ['settings.ts', 'access-settings.ts', 'region-settings.ts', 'network', 'ingest'],
  'access-settings.ts': ['ingest'],
  'region-settings.ts': ['settings.ts', 'trtc', 'ingest'],
  'settings.ts': ['network', 'ingest'],
  'log.ts': ['trace.ts', 'ingest'],
  'trace.ts': ['ingest'],
  slack: ['slack', 'network', 'async', 'ingest'],
  http: ['http', 'health', 'ingest'],
  health: ['health', 'async', 'ingest'],
  trtc: ['trtc', 'network', 'async', 'ingest'],
  storage: ['storage', 'async', 'ingest'],
  metrics: ['metrics', 'ingest'],
  probe: ['probe', 'network', 'async', 'ingest'],
  network: ['network', 'async', 'ingest'],
  ingest: ['ingest', 'async'],
  async: ['async'],
};
/** Types may come from where values may not. */
const mayImportTypes: Record<string, readonly string[]> = {
  'log.ts': ['settings.ts'],
  'config.ts': ['trtc'],
  'access-settings.ts': ['settings.ts'],
};

describe('Dependencies point one way:', () => {
  test.each(sources.map((source) => [source.path, source] as const))('%s', (path, { imports }) => {
    const part = partOf(path);
    const forbidden = imports.filter(({ to, own, typeOnly }) => {
      const allowed = [...(mayImport[part] ?? []), ...(typeOnly ? (mayImportTypes[part] ?? []) : [])];
      return own && to.startsWith('src/') && !allowed.includes(partOf(to));
    });
    expect(forbidden.map(({ to }) => `${path} imports ${to}: ${insteadOf(part)}`)).toEqual([]);
  });
});

function insteadOf(part: string): string {
  const allowed =
    (mayImport[part] ?? []).filter((each) => each !== part).join(', ') || 'no other part of src';
  return `${part} knows ${allowed}. Declare what it needs as an interface of its own or in ingest, and let what starts the bot hand in the other part.`;
}

test('The domain knows no packages but zod and leven, and of Node only its utilities', () => {
  const outside = sources
    .filter(({ path }) => partOf(path) === 'ingest')
    .flatMap(({ imports }) => imports.filter(({ own }) => !own).map(({ to }) => to));
  expect(outside.filter((name) => !['zod', 'leven', 'node:util'].includes(name))).toEqual([]);
});

describe('The domain’s words are its own:', () => {
  interface Line {
    at: string;
    /** The line without its comment. */
    code: string;
    comment: string;
  }
  const docs = /\bdocs\/[\w./-]+/g;
  const lines: Line[] = sources
    .filter(({ path }) => partOf(path) === 'ingest')
    .flatMap(({ path, text }) =>
      text.split('\n').map((line, index) => {
        const from = line.search(/\/\*\*|^\s*\*|(?:^|\s)\/\/ /);
        const [code, comment] = from < 0 ? [line, ''] : [line.slice(0, from), line.slice(from)];
        return { at: `${path}:${index + 1}: ${line.trim()}`, code, comment: comment.replace(docs, '') };
      }),
    )
    .filter(({ code }) => !/\bfrom '[^']+';$/.test(code));

  test.each<[string, (line: Line) => boolean]>([
    [
      'no names of surfaces, commands, options or settings, in code or in comments; say "the chat", "the person", "the settings"',
      ({ code, comment }) =>
        /slack|(?<![\w.])\/ingest\b|(?<![\w-])--[a-z]|\b(?:INGEST|TRTC|SLACK|TENCENTCLOUD)_[A-Z]/i.test(
          code + comment,
        ),
    ],
    [
      'no markup in texts; a hint names a field by mention(), and src/slack writes the option',
      ({ code }) => /\\`|'[^']*`[^'`]+`[^']*'|"[^"]*`[^"`]+`[^"]*"/.test(code),
    ],
    [
      'the far side is "the service" in names and comments, and TRTC in what people read alone',
      ({ code, comment }) => /trtc|tencent|StreamIngest/i.test(comment) || /^[^'"`]*trtc|tencent/i.test(code),
    ],
  ])('%s', (_, isForeign) => {
    expect(lines.filter(isForeign).map(({ at }) => at)).toEqual([]);
  });
});

test('Each library is known to one part only', () => {
  const owners: [RegExp, string[]][] = [
    [/^@slack\//, ['slack', 'http', 'compose']],
    [/^(tencentcloud-sdk|tls-sig-api)/, ['trtc']],
    [/^(keyv|@keyv\/|classic-level|abstract-level|bullmq)/, ['storage']],
    [/^pino/, ['log.ts', 'runtime.ts', 'compose', 'slack']],
    [/^prom-client/, ['metrics']],
    [/^http-proxy-agent/, ['network']],
    [/^undici/, ['network', 'probe', 'slack']],
    [/^mediabunny/, ['probe']],
  ];
  const strangers = sources.flatMap(({ path, imports }) =>
    imports
      .filter(({ to }) => owners.some(([name, parts]) => name.test(to) && !parts.includes(partOf(path))))
      .map(
        ({ to }) =>
          `${path} imports ${to}: put what it needs of the library behind a port of the part that has it`,
      ),
  );
  expect(strangers).toEqual([]);
});

test('Nothing knows the sandbox or the tests', () => {
  const outside = sources.flatMap(({ path, imports }) =>
    imports
      .filter(({ to, own }) => own && !to.startsWith('src/'))
      .map(
        ({ to }) =>
          `${path} imports ${to}: the bot runs without it. Move what both need into src, or hand it in.`,
      ),
  );
  expect(outside).toEqual([]);
});
