import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createContext, runInContext } from 'node:vm';

interface Mermaid {
  /** Rejects if the text is no diagram. */
  parse(text: string): Promise<{ diagramType: string }>;
}

/**
 * Mermaid's own parser. It is made for a browser: the window that it gets here can do nothing, which is enough to parse.
 */
export function loadMermaid(): Mermaid {
  const document = { nodeType: 9, createElement: () => ({}) };
  const window = { document, Element: class {}, addEventListener() {} };
  const context = createContext({ window, structuredClone, setTimeout, clearTimeout, URL });
  runInContext(readFileSync(createRequire(import.meta.url).resolve('@mermaid-js/tiny'), 'utf8'), context);
  return Reflect.get(context, 'mermaid') as Mermaid;
}

/** An arrow of a flowchart or of a state diagram. */
export interface Arrow {
  from: string;
  to: string;
  /** What stands behind its colon, at the commas apart; none where nothing stands there. */
  labels: readonly string[];
}

/** The arrows of a diagram that the parser has taken, where each has a line of its own. */
export function arrowsOf(diagram: string): Arrow[] {
  return [...diagram.matchAll(/^ *(\S+) --> ([^\s:]+)(?:: (.*))?$/gm)].map(
    ([, from = '', to = '', labels]) => ({
      from,
      to,
      labels: labels === undefined ? [] : labels.split(', '),
    }),
  );
}
