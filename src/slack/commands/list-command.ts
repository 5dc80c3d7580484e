import type { Lists } from '../actions/lists.ts';
import { onlyOptions } from '../command-line/grammar.ts';
import { command, type SingleCommand } from './command.ts';

/** `/ingest list`. */
export function listCommand(lists: Lists): SingleCommand {
  return command({
    name: 'list',
    usage: '[--all]',
    summary: 'shows what runs; with `--all` what has ended, the newest first.',
    examples: ['list', 'list --all'],
    options: [],
    needs: 'viewer',
    changes: false,
    lead: 'Nothing was done.',
    grammar: onlyOptions<'all'>('list', { values: [], flags: ['all'] }),
    async run({ all }, { tell }) {
      await tell(await lists.first('running'));
      if (all === 'true') await tell(await lists.first('over'));
      return 'done';
    },
  });
}
