import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import GithubSlugger from 'github-slugger';
import { lexer, type Token, type Tokens, walkTokens } from 'marked';

/** A Markdown page, as GitHub reads it. */
export interface Document {
  /** From the root of the repository. */
  path: string;
  text: string;
  /** What a link may name behind #: the headings. */
  anchors: ReadonlySet<string>;
  /** Where its links and pictures lead, as they are written. */
  links: readonly string[];
  /** What stands between backticks in its sentences and tables. */
  codes: readonly string[];
  tables: readonly Table[];
  diagrams: readonly string[];
}

export interface Table {
  /** The heading above it. */
  section: string;
  head: readonly string[];
  /** The cells of each row, in Markdown. */
  rows: readonly (readonly string[])[];
}

/** The pages of docs/ and those at the root. */
export const documentPaths: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

export function readDocument(path: string): Document {
  const text = readFileSync(path, 'utf8');
  const tokens = lexer(text);
  const all: Token[] = [];
  walkTokens(tokens, (token) => void all.push(token));
  const slugger = new GithubSlugger();
  const ofType = <T extends Tokens.Generic>(...types: T['type'][]) =>
    all.filter((token): token is T & Token => types.includes(token.type));
  return {
    path,
    text,
    anchors: new Set(
      ofType<Tokens.Heading>('heading').map((heading) => slugger.slug(heading.text.replaceAll(/[`*]/g, ''))),
    ),
    links: ofType<Tokens.Link | Tokens.Image>('link', 'image').map(({ href }) => href),
    codes: ofType<Tokens.Codespan>('codespan').map(({ text }) => text),
    tables: tablesOf(tokens),
    diagrams: ofType<Tokens.Code>('code')
      .filter(({ lang }) => lang === 'mermaid')
      .map((fence) => fence.text),
  };
}

function tablesOf(tokens: readonly Token[]): Table[] {
  let section = '';
  const tables: Table[] = [];
  for (const token of tokens as readonly (Tokens.Heading | Tokens.Table)[]) {
    if (token.type === 'heading') section = token.text;
    if (token.type !== 'table') continue;
    const { header, rows } = token as Tokens.Table;
    const texts = (cells: readonly Tokens.TableCell[]) => cells.map(({ text }) => text);
    tables.push({ section, head: texts(header), rows: rows.map(texts) });
  }
  return tables;
}

/** What stands between backticks in the cells. */
export function codesIn(...cells: readonly (string | undefined)[]): string[] {
  return cells.flatMap((cell) => [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, text = '']) => text));
}

/** The first cells of the tables whose first column has this name, as what stands between backticks in them. */
export function namesUnder(document: Document, column: string): string[] {
  const tables = document.tables.filter(({ head }) => head[0] === column);
  return tables.flatMap(({ rows }) => rows.flatMap(([first]) => codesIn(first)));
}

const notOurs: ReadonlySet<string> = new Set(['node_modules', 'dist', 'build', 'data', 'coverage', '.git']);

/** Every file and folder of the repository, from its root; folders without a slash at their end. */
export function filesAndFolders(below = ''): string[] {
  return readdirSync(below === '' ? '.' : below)
    .filter((name) => !notOurs.has(name))
    .map((name) => join(below, name))
    .flatMap((path) => [path, ...(statSync(path).isDirectory() ? filesAndFolders(path) : [])]);
}
