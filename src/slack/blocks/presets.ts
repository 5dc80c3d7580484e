import { type Draft, type Field, fields } from '../../ingest/fields.ts';
import { maskUrl } from '../../ingest/mask.ts';
import type { Preset } from '../../ingest/preset.ts';
import type { PresetProblem, UnknownPreset } from '../../ingest/presets.ts';
import { button, type Message, messageOfLines } from '../format/message.ts';
import { code, date, user } from '../format/mrkdwn.ts';
import { actionIds } from './buttons.ts';
import { sentence } from './problems.ts';

/** What is allowed as a preset's name, continuing the words "a name takes …"; isPresetName enforces it. */
export const presetNameRule = '1 to 40 letters, digits, - and _, the first of them not -';

/** Presets on a page: however long their rooms and URLs, so many fit into a message. */
export const pageSize = 15;

/** Characters of a room or URL in a list: a page of them has to fit into one message, escaped. */
const inList = 45;

/** All that a preset holds, and the button that opens the start form with it. */
export function presetDetails(preset: Preset): Message {
  return details(`*${code(preset.name)}* · saved by ${user(preset.by)} · ${date(preset.at)}`, preset);
}

/** What a preset holds now that it was saved, and which one it replaced. */
export function presetSaved(preset: Preset, before: Preset | undefined): Message {
  const place =
    before === undefined
      ? '.'
      : `, in place of the one that ${user(before.by)} saved on ${date(before.at)}, which is gone.`;
  return details(`Saved as *${code(preset.name)}*${place}`, preset);
}

/** That there is no preset of that name, and which may have been meant. */
export function unknownPreset(name: string, { nearest }: UnknownPreset): string {
  const suggestion = nearest === undefined ? '' : ` Did you mean ${code(nearest)}?`;
  return `There is no preset ${code(name, 60)}.${suggestion} \`/ingest preset list\` lists them.`;
}

/** Why a preset cannot be saved, a sentence each; `unclear` are those about words that were not understood. */
export function presetSentences(problems: readonly PresetProblem[], unclear: readonly string[]): string[] {
  const aboutName = problems.filter(({ type }) => type === 'name');
  // What was not understood may be what would have been saved.
  const rest = problems.filter(({ type }) => type !== 'name' && (type !== 'empty' || unclear.length === 0));
  return [...aboutName.map(presetSentence), ...unclear, ...rest.map(presetSentence)];
}

function presetSentence(problem: PresetProblem): string {
  switch (problem.type) {
    case 'name':
      return `${code(problem.given, 60)} cannot be the name of a preset: a name takes ${presetNameRule}.`;
    case 'secret':
      return `\`--${problem.field}\` cannot be in a preset, since presets are kept and shared: give it with the start.`;
    case 'field':
      return sentence(problem.problem);
    case 'empty':
      return 'A preset holds at least one option of a start, such as `--room room123`.';
  }
}

function details(headline: string, { name, draft }: Preset): Message {
  const options = given(draft).map(([field, value]) => `• \`--${field}\` ${shown(field, value)}`);
  const use = `\`/ingest start --preset ${name}\` starts it; options after that win over these.`;
  return messageOfLines([headline, ...options, use], [button(actionIds.startPreset, 'Start', name)]);
}

/** A page of presets, a line each; `page` counts from 1, and one after the last page is the last. */
export function presetPage(presets: readonly Preset[], page: number): Message {
  const total = presets.length;
  if (total === 0) {
    return messageOfLines([
      'There are no presets. `/ingest preset save NAME` and the options of a start after it save one.',
    ]);
  }
  const shownPage = Math.min(page, Math.ceil(total / pageSize));
  const from = (shownPage - 1) * pageSize;
  const lines = presets.slice(from, from + pageSize).map(presetLine);
  const to = from + lines.length;
  const range = lines.length === total ? `${total}` : `${from + 1}–${to} of ${total}`;
  const next =
    to < total
      ? `\`/ingest preset list ${shownPage + 1}\` lists the next.`
      : '`/ingest preset show NAME` says all of one.';
  return messageOfLines([`*Presets* (${range})`, ...lines, next]);
}

function presetLine({ name, draft, by }: Preset): string {
  const everyday = [draft.room, draft.url === undefined ? undefined : maskUrl(draft.url)]
    .filter((value) => value !== undefined)
    .map((value) => code(value, inList));
  const others = given(draft).filter(([field]) => field !== 'room' && field !== 'url').length;
  const count = others === 0 ? [] : [`${others} ${others === 1 ? 'option' : 'options'}`];
  return [`• *${code(name)}*`, ...everyday, ...count, user(by)].join(' · ');
}

function shown(field: Field, value: string): string {
  return code(field === 'url' ? maskUrl(value) : value);
}

/** What was given, in the order of the form. */
function given(draft: Draft): [Field, string][] {
  return fields.flatMap((field): [Field, string][] => {
    const value = draft[field];
    return value === undefined ? [] : [[field, value]];
  });
}
