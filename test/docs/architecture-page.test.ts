import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { accepts, isNews, transition } from '../../src/ingest/task-machine.ts';
import { codesIn, documentPaths, filesAndFolders, readDocument } from '../support/documents.ts';
import { arrowsOf, loadMermaid } from '../support/mermaid.ts';
import { events, states, taskIn } from '../support/samples.ts';

const page = readDocument('docs/architecture.md');
/** The diagram below a heading. */
function diagramIn(section: string): string {
  const [, text = ''] = page.text.split(`# ${section}\n`);
  return /```mermaid\n(.*?)```/s.exec(text)?.[1] ?? '';
}

describe('Diagrams:', () => {
  const mermaid = loadMermaid();
  const diagrams = documentPaths.flatMap((path) =>
    readDocument(path).diagrams.map((text, at) => [`${path}, diagram ${at + 1}`, text] as const),
  );

  test.each(diagrams)('Mermaid can read %s', async (_, text) => {
    expect(await mermaid.parse(text)).toMatchObject({ diagramType: expect.any(String) });
  });

  test.each(['flowchart TB\n  a --> ', 'stateDiagram-v2\n  a -> b', 'sequenceDiagram\n  a>b: c', 'grafh\n'])(
    'Mermaid refuses %j',
    async (text) => {
      await expect(mermaid.parse(text)).rejects.toThrow();
    },
  );
});

describe('The diagram of the states of a task', () => {
  const arrows = arrowsOf(diagramIn('The states of a task'));
  const drawn = arrows
    .filter(({ from, to }) => from !== '[*]' && to !== '[*]')
    .flatMap(({ from, to, labels }) => labels.map((label) => `${from} --> ${to}: ${label}`));
  const possible = states.flatMap((state) =>
    events
      .filter((event) => accepts(taskIn(state), event))
      .map((event) => `${state.name} --> ${transition(taskIn(state), event).state.name}: ${event.type}`),
  );

  test('has an arrow for each event in each state that takes it, and no other', () => {
    expect(drawn.length).toBeGreaterThan(20);
    expect([...drawn].sort()).toEqual([...new Set(possible)].sort());
  });

  test('begins where a task begins, and ends where nothing can happen any more', () => {
    expect(arrows.filter(({ from }) => from === '[*]').map(({ to }) => to)).toEqual(['queued']);
    const over = states.filter((state) => events.every((event) => !accepts(taskIn(state), event)));
    const ends = arrows.filter(({ to }) => to === '[*]').map(({ from }) => from);
    expect([...ends].sort()).toEqual([...new Set(over.map(({ name }) => name))].sort());
  });

  test('stands above what is said of all other events, and of those that nobody is told of', () => {
    const [, section = ''] = page.text.split('# The states of a task\n');
    const below = section.split('```').at(2)?.split('\n## ').at(0) ?? '';
    const said = codesIn(below);
    const elsewhere = events.filter(({ type }) => !possible.some((arrow) => arrow.endsWith(`: ${type}`)));
    const untold = events.filter((event) => !isNews(event));
    const missing = [...elsewhere, ...untold].map(({ type }) => type).filter((type) => !said.includes(type));
    expect(missing).toEqual([]);
  });
});

describe('The diagram of the parts', () => {
  const diagram = diagramIn('The parts, and what may import what');
  const arrows = arrowsOf(diagram);
  const folders = readdirSync('src', { withFileTypes: true })
    .filter((part) => part.isDirectory())
    .map(({ name }) => name);
  /** The files beside the folders stand in the boxes of the diagram. */
  const boxes = [...diagram.matchAll(/^ *(\w+)\["(.*)"\]$/gm)].map(([, name = '', label = '']) => ({
    name,
    label,
  }));
  const partOf = (path: string): string =>
    folders.find((folder) => path.startsWith(`${folder}/`)) ??
    boxes.find(({ label }) => label.split(/, |<br\/>/).includes(`src/${path}`))?.name ??
    `src/${path}`;

  /** What can be reached along the arrows. */
  function reach(from: string, seen = new Set<string>()): ReadonlySet<string> {
    for (const { to } of arrows.filter((arrow) => arrow.from === from && !seen.has(arrow.to))) {
      seen.add(to);
      reach(to, seen);
    }
    return seen;
  }

  test('shows every folder and file of src', () => {
    const shown = new Set(arrows.flatMap(({ from, to }) => [from, to]));
    const parts = readdirSync('src').map((name) => (folders.includes(name) ? name : partOf(name)));
    expect([...new Set(parts)].filter((part) => !shown.has(part))).toEqual([]);
  });

  test('has no arrows that go in a circle', () => {
    const inCircle = arrows.filter(({ from, to }) => reach(to).has(from));
    expect(inCircle).toEqual([]);
  });

  const imports = filesAndFolders('src')
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\bfrom '(\.[^']+)'/g)].map(([, to = '']) => ({
        from: partOf(relative('src', path)),
        to: partOf(relative('src', join(path, '..', to))),
      })),
    );

  test('allows every import that there is', () => {
    expect(imports.length).toBeGreaterThan(500);
    const strange = imports.filter(({ from, to }) => from !== to && !reach(from).has(to));
    expect([...new Set(strange.map(({ from, to }) => `${from} --> ${to}`))]).toEqual([]);
  });

  test('has no arrow that no import goes along', () => {
    const isUsed = (arrow: { from: string; to: string }) =>
      imports.some(({ from, to }) => from === arrow.from && to === arrow.to);
    expect(arrows.filter((arrow) => !isUsed(arrow)).map(({ from, to }) => `${from} --> ${to}`)).toEqual([]);
  });
});

test('The steps of a start have their files, each step once and in its order', () => {
  const messages = diagramIn('The way of a start through the files').match(/^ +\S+-?->>\S+: /gm) ?? [];
  const [steps] = page.tables.filter(({ head }) => head[0] === 'steps');
  const explained = (steps?.rows ?? []).flatMap(([step = '']) => {
    const [first = 0, last = first] = (step.match(/\d+/g) ?? []).map(Number);
    return Array.from({ length: last - first + 1 }, (_, more) => first + more);
  });
  expect(messages.length).toBeGreaterThan(10);
  expect(explained).toEqual(messages.map((_, at) => at + 1));
});

test.each(['src', 'src/slack', 'src/storage', 'sandbox', 'trial', 'test'])(
  'docs/architecture.md says what is in every folder of %s',
  (parent) => {
    const explained = page.tables.flatMap(({ head, rows }) =>
      ['folder', 'room'].includes(head[0] ?? '') ? rows.flatMap((cells) => codesIn(...cells)) : [],
    );
    const folders = readdirSync(parent, { withFileTypes: true })
      // A folder stays behind, empty, where all its files were moved elsewhere.
      .filter((entry) => entry.isDirectory() && readdirSync(`${parent}/${entry.name}`).length > 0)
      // What mirrors src is where src is.
      .filter(({ name }) => parent !== 'test' || !existsSync(`src/${name}`))
      .map(({ name }) => `${parent}/${name}/`);
    expect(folders.length).toBeGreaterThan(0);
    expect(folders.filter((folder) => !explained.includes(folder))).toEqual([]);
  },
);

test('Every word of the glossary has its file, and the words are in their order', () => {
  const [glossary] = page.tables.filter(({ section }) => section === 'Glossary');
  const rows = glossary?.rows ?? [];
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter(([, , files]) => codesIn(files).length === 0)).toEqual([]);
  const words = rows.map(([word = '']) => word.toLowerCase());
  expect(words).toEqual(words.toSorted());
});
