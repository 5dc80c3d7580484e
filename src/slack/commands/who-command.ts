import type { AccessPolicy } from '../../ingest/access.ts';
import type { GrantBook } from '../../ingest/grants.ts';
import { answer } from '../answers/asker.ts';
import { whoMay } from '../blocks/who.ts';
import type { Command } from './command.ts';
import { usageOf } from './help.ts';

/** `/ingest who`. */
export function whoCommand({ policy, grants }: { policy: AccessPolicy; grants: GrantBook }): Command {
  const command: Command = {
    name: 'who',
    usage: '',
    summary: 'lists who may use this, and who gave them their roles.',
    examples: ['who'],
    needs: 'viewer',
    options: [],
    async run(words, asked) {
      if (words.length > 0) return answer(asked, usageOf(command));
      await grants.load();
      return answer(asked, whoMay(policy, grants.list()));
    },
  };
  return command;
}
