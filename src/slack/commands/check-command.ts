import { urlFault } from '../../ingest/stream-url.ts';
import { fieldProblem } from '../../ingest/what-is-wrong.ts';
import type { Checkable, CheckSource } from '../actions/check-source.ts';
import { sentence } from '../blocks/problems.ts';
import { noOptions, type Read } from '../command-line/grammar.ts';
import { readStartWords } from '../command-line/start-words.ts';
import { type IsTask, parseTaskWords } from '../command-line/task-words.ts';
import type { Word } from '../command-line/typed-text.ts';
import { command, type SingleCommand } from './command.ts';

/** `/ingest check`. */
export function checkCommand(source: CheckSource, isTask: IsTask): SingleCommand {
  const isName = async (text: string) => (await source.isPreset(text)) || (await isTask(text));
  return command({
    name: 'check',
    usage: 'URL | PRESET | TASK',
    summary: 'looks whether there is media at a URL, and whether TRTC takes its kind; nothing is started.',
    notes: [
      'It is seen from the bot, not from TRTC. A name may be that of a preset or a task; a preset goes before a task.',
    ],
    examples: ['check https://a.b/test.mp4', 'check evening', 'check k7f2qd'],
    options: [],
    needs: 'operator',
    changes: false,
    lead: 'Nothing was checked.',
    grammar: (words) => readCheckWords(words, isName),
    run: source.check,
  });
}

async function readCheckWords(words: readonly Word[], isName: IsTask): Promise<Read<Checkable>> {
  const [first, ...more] = words;
  if (first === undefined) return { ok: false, problems: [nothingGiven] };
  const { draft, problems } = readStartWords([first]);
  if (draft.url !== undefined) {
    const { url } = draft;
    const wrong = [
      ...problems,
      ...(urlFault(url) === undefined ? [] : [sentence(fieldProblem('url', draft))]),
      // What stands behind a URL may be the rest of it, and is not repeated.
      ...(more.length === 0 ? [] : [oneThing]),
    ];
    return wrong.length > 0 ? { ok: false, problems: wrong } : { ok: true, given: { what: 'url', url } };
  }
  const named = await parseTaskWords<never>(words, noOptions, isName);
  const [name, ...others] = named.operands;
  const wrong = [...named.problems, ...(others.length === 0 ? [] : [oneThing])];
  if (wrong.length > 0 || name === undefined)
    return { ok: false, problems: wrong.length > 0 ? wrong : [nothingGiven] };
  return { ok: true, given: { what: 'name', name } };
}

const nothingGiven = '`check` needs a URL, a preset or a task.';
const oneThing = '`check` takes one URL, preset or task; a space in a URL is written %20.';
