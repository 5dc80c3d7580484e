import { fields } from '../../ingest/fields.ts';
import type { Application } from '../../ingest/request.ts';
import type { Start } from '../actions/start.ts';
import { nothingStarted } from '../blocks/problems.ts';
import { flagValues } from '../command-line/flags.ts';
import { readStartWords } from '../command-line/start-words.ts';
import { oneOf } from '../format/field-words.ts';
import { type BareForm, command, type SingleCommand } from './command.ts';

/** The empty start form, for those who type nothing else. */
export function emptyForm(start: Pick<Start, 'form'>): BareForm {
  return { needs: 'operator', make: (opening) => start.form({ draft: {} }, opening) };
}

/** `/ingest start`, for these applications: they are offered the same regions. */
export function startCommand(start: Start, [app]: readonly Application[] = []): SingleCommand {
  return command({
    name: 'start',
    usage: '[ROOM URL] [--preset NAME] [OPTIONS]',
    summary: 'pulls a stream into a room; without anything after it, it opens the form.',
    notes: [
      'ROOM comes before URL; put quotes around a name with spaces, and write a space in a URL as %20.',
      `A flag (\`--auto-push\`, \`--progress\`) is on if it stands alone, and takes ${flagValues}.`,
      '`--preset NAME` takes from a preset what is not given.',
    ],
    examples: [
      'start --room room123 --url https://a.b/test.mp4',
      'start room123 https://a.b/test.mp4 --repeat -1 --max-duration 120',
      'start "main stage" rtmp://a.b/live/main --volume 80',
      'start --preset evening --room room123',
    ],
    options: fields,
    ...(app === undefined ? {} : { takes: { region: oneOf(app.regions) } }),
    needs: 'operator',
    changes: true,
    judgesItsAge: true,
    lead: nothingStarted,
    bare: emptyForm(start),
    grammar: (words) => start.read(readStartWords(words)),
    run: start.byCommand,
  });
}
