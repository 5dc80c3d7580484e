import { answer } from '../answers/asker.ts';
import { diagnosis } from '../doctor/diagnosis.ts';
import type { Doctor } from '../doctor/doctor.ts';
import type { Command } from './command.ts';
import { usageOf } from './help.ts';

/** `/ingest doctor`. */
export function doctorCommand(doctor: Doctor): Command {
  const command: Command = {
    name: 'doctor',
    usage: '',
    summary: 'checks the token, its scopes, this channel, TRTC, the store and the callbacks.',
    examples: ['doctor'],
    needs: 'admin',
    options: [],
    async run(words, asked) {
      if (words.length > 0) return answer(asked, usageOf(command));
      const { user, channel } = asked;
      return answer(asked, diagnosis(await doctor.examine({ user, channel })));
    },
  };
  return command;
}
