import type { ShowBoard } from '../actions/show-board.ts';
import type { ShowActions } from '../actions/shows.ts';
import type { Invocation, Outcome } from '../answers/asker.ts';
import { presetNameRule } from '../blocks/presets.ts';
import { showVerbs } from '../blocks/shows.ts';
import type { Read } from '../command-line/grammar.ts';
import { plainName } from '../command-line/marks.ts';
import { asTyped, type Word } from '../command-line/typed-text.ts';
import { code } from '../format/mrkdwn.ts';
import { command, type SingleCommand } from './command.ts';

export interface ShowCommandDeps {
  showActions: ShowActions;
  showBoard: ShowBoard;
}

/** What the words after `show` ask for. */
type Asked =
  | { verb: 'open' | 'edit' | 'delete' | 'export'; name: string }
  | { verb: 'start' | 'stop'; name: string; rows: readonly string[] }
  | { verb: 'copy'; name: string; to: string }
  | { verb: 'list' };

/** `/ingest show`. */
export function showCommand({ showActions, showBoard }: ShowCommandDeps): SingleCommand {
  return command({
    name: 'show',
    usage:
      '[NAME | start NAME [ROW…] | stop NAME [ROW…] | list | edit NAME | copy NAME NEW | delete NAME | export NAME]',
    summary:
      'runs many rooms from one list, on one board; without anything after it, it opens the form of a new show.',
    notes: [
      '`show NAME` posts the board, or leads to it; its buttons start, stop and check all of it.',
      'A ROW is named by its room, or by its number as in `#3`. What is on is not started again.',
      `A name takes ${presetNameRule}, and is none of the words above.`,
    ],
    examples: [
      'show late-show',
      'show start late-show',
      'show start late-show room7 #9',
      'show stop late-show',
      'show list',
    ],
    options: [],
    needs: 'operator',
    changes: true,
    lead: 'Nothing was done.',
    bare: { needs: 'operator', make: (opening) => showActions.form(opening) },
    grammar: readShowWords,
    run: (asked, by) => perform(asked, by, { showActions, showBoard }),
  });
}

function perform(
  asked: Asked,
  by: Invocation,
  { showActions, showBoard }: ShowCommandDeps,
): Promise<Outcome> {
  switch (asked.verb) {
    case 'open':
      return showBoard.open(asked.name, by);
    case 'start':
    case 'stop':
      return showBoard[asked.verb](asked.name, asked.rows, by);
    case 'copy':
      return showActions.copy(asked.name, asked.to, by);
    case 'list':
      return showActions.list(by);
    default:
      return showActions[asked.verb](asked.name, by);
  }
}

function readShowWords(words: readonly Word[]): Read<Asked> {
  const problems: string[] = [];
  const [first = '', ...others] = words.map((word) => {
    const typed = asTyped(word, '`show`', 'text');
    if (!typed.ok) problems.push(typed.problem);
    const text = typed.ok ? typed.text : '';
    if (word.exact !== 'all' && text.startsWith('-'))
      problems.push(`${code(text, 60)} is not an option: \`show\` takes none.`);
    return word.exact === 'nothing' ? plainName(text) : text;
  });
  if (problems.length > 0) return { ok: false, problems };
  const verb = showVerbs.find((each) => each === first.toLowerCase());
  if (verb === undefined) return alone('open', [first, ...others]);
  const [name, ...rest] = others;
  switch (verb) {
    case 'list':
      return others.length === 0
        ? { ok: true, given: { verb } }
        : wrong('`show list` takes nothing after it.');
    case 'start':
    case 'stop':
      return name === undefined ? nameless(verb) : { ok: true, given: { verb, name, rows: rest } };
    case 'copy': {
      const [to, ...more] = rest;
      return name === undefined || to === undefined || more.length > 0
        ? wrong('`show copy` takes two names: the show, and what the copy is called.')
        : { ok: true, given: { verb, name, to } };
    }
    case 'help':
      return wrong('`/ingest help show` says what it takes.');
    default:
      return alone(verb, others);
  }
}

function alone(verb: 'open' | 'edit' | 'delete' | 'export', [name, ...more]: readonly string[]): Read<Asked> {
  if (name === undefined) return nameless(verb);
  return more.length === 0
    ? { ok: true, given: { verb, name } }
    : wrong(
        `${code(more.join(' '), 60)} is too much: ${verb === 'open' ? '`show`' : `\`show ${verb}\``} takes one name.`,
      );
}

function nameless(verb: string): Read<Asked> {
  return wrong(`\`show ${verb}\` needs the name of a show.`);
}

function wrong(problem: string): Read<Asked> {
  return { ok: false, problems: [problem] };
}
