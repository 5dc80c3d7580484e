import { nearest } from '../../ingest/nearest.ts';
import type { ShowBoard } from '../actions/show-board.ts';
import type { ShowActions } from '../actions/shows.ts';
import { presetNameRule } from '../blocks/presets.ts';
import { showVerbs } from '../blocks/shows.ts';
import type { Grammar, Read } from '../command-line/grammar.ts';
import { plainName } from '../command-line/marks.ts';
import { asTyped, type Word } from '../command-line/typed-text.ts';
import { commandName } from '../format/ids.ts';
import { code } from '../format/mrkdwn.ts';
import { type CommandFamily, command, type SingleCommand } from './command.ts';
import { type Member, member, memberLine } from './family.ts';

export interface ShowCommandDeps {
  showActions: ShowActions;
  showBoard: ShowBoard;
}

/** `/ingest show`. */
export function showCommand({ showActions, showBoard }: ShowCommandDeps): CommandFamily {
  const members = [...runningOf(showBoard), ...keepingOf(showActions)];
  return {
    name: 'show',
    usage: ['[NAME]', ...members.map(({ name, usage }) => `${name} ${usage}`.trimEnd())].join(' | '),
    summary:
      'runs many rooms from one list, on one board; without anything after it, it opens the form of a new show.',
    notes: [
      '`show NAME` posts the board, or leads to it; its buttons start, stop and check all of it. Whoever may only look is shown it alone.',
      ...members.map(memberLine),
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
    members,
    otherwise: openingOf({ showActions, showBoard }),
  };
}

const lead = 'Nothing was done.';

/** `show` with a name or with nothing after it. */
function openingOf({ showActions, showBoard }: ShowCommandDeps): SingleCommand {
  return command({
    ...{ name: 'show', usage: '', summary: '', examples: [], options: [] },
    needs: 'operator',
    changes: true,
    lead,
    bare: { needs: 'operator', lookUp: (opening) => showActions.form(opening) },
    grammar: (words) =>
      words[0]?.text.toLowerCase() === 'help'
        ? wrong(`\`${commandName} help show\` says what it takes.`)
        : boardOf(words),
    run: showBoard.open,
    less: { needs: 'viewer', run: showActions.look },
  });
}

function runningOf({ start, stop }: ShowBoard): readonly Member[] {
  return [
    member({
      name: 'start',
      usage: 'NAME [ROW…]',
      summary: 'starts the rows that are not on, or those of them that are named.',
      ...{ needs: 'operator', changes: true, lead },
      grammar: nameAndRows('start'),
      run: ({ name, rows }, by) => start(name, rows, by),
    }),
    member({
      name: 'stop',
      usage: 'NAME [ROW…]',
      summary: 'stops the rows that are on, or those of them that are named.',
      ...{ needs: 'operator', changes: true, lead },
      grammar: nameAndRows('stop'),
      run: ({ name, rows }, by) => stop(name, rows, by),
    }),
  ];
}

function keepingOf(shows: ShowActions): readonly Member[] {
  return [
    member({
      ...{ name: 'list', usage: '', summary: 'lists the shows.', needs: 'viewer', changes: false, lead },
      grammar: (words) =>
        words.length === 0 ? { ok: true, given: undefined } : wrong('`show list` takes nothing after it.'),
      run: (_, by) => shows.list(by),
    }),
    member({
      name: 'edit',
      usage: 'NAME',
      summary: 'opens the form filled in with one.',
      ...{ needs: 'operator', changes: false, lead },
      grammar: oneName('show edit'),
      run: shows.edit,
    }),
    member({
      name: 'copy',
      usage: 'NAME NEW',
      summary: 'keeps the same under another name.',
      ...{ needs: 'operator', changes: true, lead },
      grammar: twoNames,
      run: ({ name, to }, by) => shows.copy(name, to, by),
    }),
    member({
      name: 'delete',
      usage: 'NAME',
      summary: 'asks whether to delete one of which nothing is on, and says what is lost.',
      ...{ needs: 'operator', changes: false, lead },
      grammar: oneName('show delete'),
      run: shows.askToDelete,
    }),
    member({
      name: 'export',
      usage: 'NAME',
      summary: 'gives its rows as CSV, to you alone.',
      ...{ needs: 'operator', changes: false, lead },
      grammar: oneName('show export'),
      run: shows.export,
    }),
  ];
}

/** A name alone. What stands with it may be a word of `show` that was mistyped, or that stands behind the name. */
const boardOf: Grammar<string> = (words) => {
  const read = readNames(words);
  const [first = '', second, ...more] = read.ok ? read.given : [];
  if (second === undefined) return oneName('show')(words);
  const isVerb = showVerbs.some((verb) => verb === second.toLowerCase());
  const [verb, name] = isVerb ? [second.toLowerCase(), first] : [nearest(first, showVerbs), second];
  const typed = [commandName, 'show', verb, name, ...more].join(' ');
  return wrong(
    verb === undefined
      ? `${code(first, 60)} is none of ${showVerbs.join(', ')}; a name that stands alone opens the board of a show.`
      : `${code(first, 60)} is none of ${showVerbs.join(', ')}. Did you mean ${code(typed, 200)}?`,
  );
};

function oneName(typed: string): Grammar<string> {
  return (words) => {
    const read = readNames(words);
    if (!read.ok) return read;
    const [name, ...more] = read.given;
    if (name === undefined) return nameless(typed);
    return more.length === 0
      ? { ok: true, given: name }
      : wrong(`${code(more.join(' '), 60)} is too much: \`${typed}\` takes one name.`);
  };
}

function nameAndRows(verb: string): Grammar<{ name: string; rows: readonly string[] }> {
  return (words) => {
    const read = readNames(words);
    if (!read.ok) return read;
    const [name, ...rows] = read.given;
    return name === undefined ? nameless(`show ${verb}`) : { ok: true, given: { name, rows } };
  };
}

function twoNames(words: readonly Word[]): Read<{ name: string; to: string }> {
  const read = readNames(words);
  if (!read.ok) return read;
  const [name, to, ...more] = read.given;
  return name === undefined || to === undefined || more.length > 0
    ? wrong('`show copy` takes two names: the show, and what the copy is called.')
    : { ok: true, given: { name, to } };
}

/** Names of shows and rows, all that is wrong with them at once. */
function readNames(words: readonly Word[]): Read<readonly string[]> {
  const problems: string[] = [];
  const names = words.map((word) => {
    const typed = asTyped(word, '`show`', 'text');
    if (!typed.ok) problems.push(typed.problem);
    const text = typed.ok ? typed.text : '';
    if (word.exact !== 'all' && text.startsWith('-'))
      problems.push(`${code(text, 60)} is not an option: \`show\` takes none.`);
    return word.exact === 'nothing' ? plainName(text) : text;
  });
  return problems.length === 0 ? { ok: true, given: names } : { ok: false, problems };
}

function nameless(typed: string): Read<never> {
  return wrong(`\`${typed}\` needs the name of a show.`);
}

function wrong(problem: string): Read<never> {
  return { ok: false, problems: [problem] };
}
