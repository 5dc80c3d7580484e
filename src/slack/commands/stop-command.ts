import type { StopTasks } from '../actions/stop-tasks.ts';
import type { Read } from '../command-line/grammar.ts';
import { type IsTask, parseTaskWords, type TaskWords } from '../command-line/task-words.ts';
import { command, type SingleCommand } from './command.ts';

/** What is to be stopped. */
type StopWords =
  | { what: 'tasks'; names: readonly string[] }
  | { what: 'room'; room: string }
  | { what: 'all' };

/** `/ingest stop`. */
export function stopCommand({ stop, isTask }: { stop: StopTasks; isTask: IsTask }): SingleCommand {
  return command({
    name: 'stop',
    usage: 'TASK… | --room ROOM | --all',
    summary: 'stops tasks: by name, all of a room, or everything that runs or is being started (asks first).',
    notes: [
      'A start that TRTC has not been asked for yet is cancelled; if it was, it is stopped once TRTC has answered.',
      'If the answer to a start was lost, `stop TASK` throws its robot out of the room.',
    ],
    examples: ['stop k7f2qd', 'stop k7f2qd m3xw9a', 'stop --room room123', 'stop --all'],
    options: [],
    needs: 'operator',
    changes: true,
    lead: 'Nothing was done.',
    async grammar(words) {
      const spec = { values: ['room'], flags: ['all'] } as const;
      return readStopWords(await parseTaskWords<'room' | 'all'>(words, spec, isTask));
    },
    run(given, by) {
      switch (given.what) {
        case 'tasks':
          return stop.named(given.names, by);
        case 'room':
          return stop.inRoom(given.room, by);
        case 'all':
          return stop.askAboutAll(by);
      }
    },
  });
}

function readStopWords({ options, operands, problems }: TaskWords<'room' | 'all'>): Read<StopWords> {
  if (problems.length > 0) return { ok: false, problems };
  const { room } = options;
  const all = options.all === 'true';
  if (operands.length === 1 && operands[0]?.toLowerCase() === 'all')
    return { ok: false, problems: [wordAll] };
  const ways = [operands.length > 0, room !== undefined, all].filter(Boolean).length;
  if (ways !== 1) return { ok: false, problems: [oneOfThree] };
  if (all) return { ok: true, given: { what: 'all' } };
  if (room !== undefined) return { ok: true, given: { what: 'room', room } };
  return { ok: true, given: { what: 'tasks', names: [...new Set(operands)] } };
}

const wordAll = 'To stop everything, write `/ingest stop --all`: it asks first.';
const oneOfThree = '`stop` takes tasks, or `--room ROOM`, or `--all`: one of the three.';
