import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../src', import.meta.url));

interface Import {
  /** A file of src, relative to it, or a package. */
  to: string;
  own: boolean;
  typeOnly: boolean;
}

interface Source {
  path: string;
  text: string;
  imports: readonly Import[];
}

const statement =
  /^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm;

function importsOf(path: string, text: string): Import[] {
  return [...text.matchAll(statement)].map(([, type, named, dynamic]) => {
    const target = named ?? dynamic ?? '';
    const own = target.startsWith('.');
    const to = own ? relative(root, join(root, dirname(path), target)) : target;
    return { to, own, typeOnly: type !== undefined };
  });
}

const sources: Source[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .sort()
  .map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return { path, text, imports: importsOf(path, text) };
  });

/** The part of the program that a file belongs to: a folder, or a file of the top level. */
const partOf = (path: string) => path.split('/')[0] ?? '';

const mayImport: Record<string, readonly string[]> = {
  'index.ts': ['app.ts', 'config.ts', 'ending.ts', 'log.ts', 'readable.ts', 'storage'],
  'ending.ts': ['readable.ts'],
  'app.ts': [
    'config.ts',
    'runtime.ts',
    'log.ts',
    'trace.ts',
    'observability.ts',
    'wiring.ts',
    'slack',
    'http',
    'trtc',
    'storage',
    'network',
    'async',
    'ingest',
  ],
  'wiring.ts': [
    'config.ts',
    'runtime.ts',
    'trace.ts',
    'observability.ts',
    'slack',
    'storage',
    'metrics',
    'network',
    'async',
    'ingest',
  ],
  'observability.ts': ['trace.ts', 'slack', 'http', 'health', 'trtc', 'metrics', 'ingest'],
  'runtime.ts': ['slack', 'trtc', 'storage', 'async', 'ingest'],
  'config.ts': ['settings.ts', 'access-settings.ts', 'region-settings.ts', 'network', 'ingest'],
  'access-settings.ts': ['ingest'],
  'region-settings.ts': ['settings.ts', 'trtc', 'ingest'],
  'settings.ts': ['network', 'ingest'],
  'log.ts': ['trace.ts', 'ingest'],
  'trace.ts': ['ingest'],
  slack: ['slack', 'health', 'network', 'async', 'ingest'],
  http: ['http', 'health', 'ingest'],
  health: ['health', 'ingest'],
  trtc: ['trtc', 'health', 'network', 'async', 'ingest'],
  storage: ['storage', 'async', 'ingest'],
  metrics: ['metrics', 'ingest'],
  probe: ['probe', 'network', 'async', 'ingest'],
  network: ['network', 'ingest'],
  ingest: ['ingest', 'async'],
  async: ['async'],
};
/** Types may come from where values may not. */
const mayImportTypes: Record<string, readonly string[]> = {
  'log.ts': ['settings.ts'],
  'config.ts': ['trtc'],
  'access-settings.ts': ['settings.ts'],
};

test('The imports that are looked at are those that there are', () => {
  expect(sources.length).toBeGreaterThan(50);
  const own = sources.flatMap(({ imports }) => imports.filter((each) => each.own));
  const paths = sources.map(({ path }) => path);
  expect(own.filter(({ to }) => !paths.includes(to))).toEqual([]);
  const lines = sources.flatMap(({ text }) => text.match(/\bfrom '[^']+'/g) ?? []);
  expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThanOrEqual(lines.length);
});

describe('Dependencies point one way:', () => {
  test.each(sources.map((source) => [source.path, source] as const))('%s', (path, { imports }) => {
    const part = partOf(path);
    const forbidden = imports.filter(({ to, own, typeOnly }) => {
      const allowed = [...(mayImport[part] ?? []), ...(typeOnly ? (mayImportTypes[part] ?? []) : [])];
      return own && !allowed.includes(partOf(to));
    });
    expect(forbidden).toEqual([]);
  });
});

test('The domain knows no packages but zod and leven, and of Node only its utilities', () => {
  const outside = sources
    .filter(({ path }) => partOf(path) === 'ingest')
    .flatMap(({ imports }) => imports.filter(({ own }) => !own).map(({ to }) => to));
  expect(outside.filter((name) => !['zod', 'leven', 'node:util'].includes(name))).toEqual([]);
});

test('Each library is known to one part only', () => {
  const owners: [RegExp, string[]][] = [
    [/^@slack\//, ['slack', 'http', 'observability.ts', 'wiring.ts']],
    [/^(tencentcloud-sdk|tls-sig-api)/, ['trtc']],
    [/^(keyv|@keyv\/|classic-level|abstract-level|bullmq)/, ['storage']],
    [/^pino/, ['log.ts', 'runtime.ts', 'observability.ts', 'wiring.ts', 'slack']],
    [/^prom-client/, ['metrics']],
    [/^http-proxy-agent/, ['network']],
    [/^undici/, ['network', 'probe', 'slack']],
    [/^mediabunny/, ['probe']],
  ];
  const strangers = sources.flatMap(({ path, imports }) =>
    imports
      .filter(({ to }) => owners.some(([name, parts]) => name.test(to) && !parts.includes(partOf(path))))
      .map(({ to }) => `${path} imports ${to}`),
  );
  expect(strangers).toEqual([]);
});

test('No imports go in a circle', () => {
  const graph = new Map(
    sources.map(({ path, imports }) => [path, imports.filter(({ own }) => own).map(({ to }) => to)]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, way: readonly string[]) => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '));
    if (way.includes(path) || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  };
  for (const { path } of sources) visit(path, []);
  expect(circles).toEqual([]);
});

test('Only the settings read the environment', () => {
  const readers = sources.filter(({ text }) =>
    /process\s*(\.|\?\.|\[['"])\s*env|\benv\b.*from 'node:process'/.test(text),
  );
  expect(readers.map(({ path }) => path)).toEqual(['config.ts']);
});

test('Nothing knows the sandbox or the tests', () => {
  const outside = sources.flatMap(({ path, imports }) =>
    imports.filter(({ to, own }) => own && to.startsWith('..')).map(({ to }) => `${path} imports ${to}`),
  );
  expect(outside).toEqual([]);
});

test('Every file is named in kebab-case', () => {
  const odd = sources.filter(
    ({ path }) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.ts$/.test(path),
  );
  expect(odd.map(({ path }) => path)).toEqual([]);
});

test('No file has more than 250 lines', () => {
  const long = sources.filter(({ text }) => text.split('\n').length - 1 > 250);
  expect(long.map(({ path }) => path)).toEqual([]);
});
