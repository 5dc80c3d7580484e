import type { Lists } from '../actions/lists.ts';
import { answer } from '../answers/asker.ts';
import { noOptions, onlyOptions } from '../command-line/grammar.ts';
import { command, type SingleCommand } from './command.ts';

/** `/ingest history`. */
export function historyCommand(lists: Lists): SingleCommand {
  return command({
    name: 'history',
    usage: '',
    summary: 'shows who did what to which task and when, for 90 days.',
    examples: [],
    options: [],
    needs: 'viewer',
    changes: false,
    lead: 'Nothing was done.',
    grammar: onlyOptions<never>('history', noOptions),
    run: async (_, by) => answer(by, await lists.first('history')),
  });
}
