import { parseArgs } from 'node:util';

export interface Options {
  /** Of the page; 0: any free one. */
  port: number;
  /** Forgets what earlier runs left. */
  reset: boolean;
  /** Socket Mode in place of HTTP. */
  socket: boolean;
}

/** `problem`: one sentence */
export type OptionsRead = { ok: true; options: Options } | { ok: false; problem: string };

const usage = 'the options are --port NUMBER, --socket and --reset';
const known = { port: { type: 'string' }, reset: { type: 'boolean' }, socket: { type: 'boolean' } } as const;
const defaultPort = '4000';

/** Reads the words after `npm run sandbox --`. */
export function readOptions(words: readonly string[]): OptionsRead {
  const { tokens } = parseArgs({ args: [...words], options: known, strict: false, tokens: true });
  const given = new Map<string, string | undefined>();
  for (const token of tokens) {
    if (token.kind === 'positional') return wrong(`"${token.value}" is no option: ${usage}.`);
    if (token.kind === 'option-terminator') continue;
    const { name, rawName, value } = token;
    if (!(name in known)) return wrong(`There is no option ${rawName}: ${usage}.`);
    if (name !== 'port' && value !== undefined) return wrong(`${rawName} takes no value.`);
    given.set(name, value ?? '');
  }
  const port = given.get('port') ?? defaultPort;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return wrong('--port takes a whole number from 0 to 65535, as in --port 4000.');
  }
  return {
    ok: true,
    options: { port: Number(port), reset: given.has('reset'), socket: given.has('socket') },
  };
}

function wrong(problem: string): OptionsRead {
  return { ok: false, problem };
}
