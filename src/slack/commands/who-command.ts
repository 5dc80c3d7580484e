import type { AccessPolicy } from '../../ingest/access.ts';
import type { GrantBook } from '../../ingest/grants.ts';
import { answer } from '../answers/asker.ts';
import { whoMay } from '../blocks/who.ts';
import { noOptions, onlyOptions } from '../command-line/grammar.ts';
import { command, type SingleCommand } from './command.ts';

/** `/ingest who`. */
export function whoCommand({ policy, grants }: { policy: AccessPolicy; grants: GrantBook }): SingleCommand {
  return command({
    name: 'who',
    usage: '',
    summary: 'lists who may use this, and who gave them their roles.',
    examples: ['who'],
    options: [],
    needs: 'viewer',
    changes: false,
    lead: 'Nothing was done.',
    grammar: onlyOptions<never>('who', noOptions),
    async run(_, by) {
      await grants.load();
      return answer(by, whoMay(policy, grants.list()));
    },
  });
}
