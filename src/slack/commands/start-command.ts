import { fields } from '../../ingest/fields.ts';
import type { Start } from '../start.ts';
import { usageOf } from './help.ts';
import { readStartWords } from './start-words.ts';
import type { Command } from './table.ts';

/** `/ingest start`. */
export function startCommand(start: Start): Command {
  const command: Command = {
    name: 'start',
    usage: '[ROOM URL] [OPTIONS]',
    summary: 'pulls a stream into a room; without anything after it, it opens the form.',
    examples: [
      'start --room room123 --url https://a.b/test.mp4',
      'start room123 https://a.b/test.mp4 --repeat -1 --max-duration 120',
      'start "main stage" rtmp://a.b/live/main --volume 80',
    ],
    options: fields,
    run: (words, invocation) =>
      readStartWords(words).help ? invocation.tell(usageOf(command)) : start.byCommand(words, invocation),
  };
  return command;
}
