import { answer } from '../answers/asker.ts';
import { noOptions, onlyOptions } from '../command-line/grammar.ts';
import { diagnosis } from '../doctor/diagnosis.ts';
import type { Doctor } from '../doctor/doctor.ts';
import { command, type SingleCommand } from './command.ts';

/** `/ingest doctor`. */
export function doctorCommand(doctor: Doctor): SingleCommand {
  return command({
    name: 'doctor',
    usage: '',
    summary: 'checks the token, its scopes, this channel, TRTC, the store and the callbacks.',
    examples: ['doctor'],
    options: [],
    needs: 'admin',
    changes: false,
    lead: 'Nothing was done.',
    grammar: onlyOptions<never>('doctor', noOptions),
    async run(_, by) {
      const { user, channel } = by;
      return answer(by, diagnosis(await doctor.examine({ user, channel })));
    },
  });
}
