import type { InputElement, Option } from './block-kit/types.ts';
import type { Attached } from './files.ts';
import type { Person, StateValue } from './types.ts';
import type { Workspace } from './workspace.ts';

/** What a person puts into a field: a text, the text or value of options, a name or an id, a tick, or a file. */
export type Entry = string | boolean | readonly string[] | Attached;

export function optionsOf(element: InputElement | { type: 'overflow'; options: Option[] }): Option[] {
  if ('option_groups' in element && element.option_groups !== undefined) {
    return element.option_groups.flatMap((group) => group.options);
  }
  return 'options' in element ? (element.options ?? []) : [];
}

/** @throws Error where there is no such option */
export function findOption(options: readonly Option[], wanted: string): Option {
  const found = options.find((option) => option.text.text === wanted || option.value === wanted);
  if (found === undefined) {
    throw new Error(
      `there is no option ${wanted}, only ${options.map((option) => option.text.text).join(', ')}`,
    );
  }
  return found;
}

function isFile(entry: Entry): entry is Attached {
  return typeof entry === 'object' && 'content' in entry;
}

function typed(
  element: InputElement & { type: 'plain_text_input' | 'number_input' },
  entry: Entry,
): StateValue {
  if (typeof entry !== 'string') throw new Error('it takes a text');
  if (element.type === 'number_input' && entry !== '' && !/^-?\d+(\.\d+)?$/.test(entry))
    throw new Error('it takes a number');
  const multiline = element.type === 'plain_text_input' && element.multiline === true;
  if (!multiline && entry.includes('\n')) throw new Error('it has a single line');
  return { type: element.type, value: entry === '' ? null : entry };
}

function several(options: readonly Option[], entry: Exclude<Entry, Attached>): Option[] {
  if (entry === false) return [];
  if (entry === true) {
    if (options.length !== 1) throw new Error('a tick needs a field with one option');
    return [...options];
  }
  const wanted = typeof entry === 'string' ? [entry] : entry;
  const chosen = wanted.map((one) => findOption(options, one));
  return options.filter((option) => chosen.includes(option));
}

function one(entry: Entry): string {
  if (typeof entry !== 'string') throw new Error('it takes one choice');
  return entry;
}

function userId(workspace: Workspace, wanted: string): string {
  const found = workspace.people.find(
    (person) => person.id === wanted || `@${person.name}` === wanted || person.name === wanted,
  );
  if (found === undefined || found.deleted === true) throw new Error(`there is no ${wanted}`);
  return found.id;
}

function channelId(workspace: Workspace, wanted: string): string {
  const found = workspace.channels.find(
    (channel) => channel.id === wanted || `#${channel.name}` === wanted || channel.name === wanted,
  );
  if (found === undefined || found.archived === true) throw new Error(`there is no channel ${wanted}`);
  return found.id;
}

/** The field's new value. @throws Error with the reason where Slack's client does not offer that */
export function enteredValue(
  element: InputElement,
  entry: Entry,
  { workspace, person }: { workspace: Workspace; person: Person },
): StateValue {
  const { type } = element;
  if (isFile(entry) !== (type === 'file_input') && entry !== '')
    throw new Error(isFile(entry) ? 'it takes no file' : 'it takes a file');
  if (isFile(entry)) return { type, files: [workspace.files.add(person, entry, workspace.now())] };
  switch (type) {
    case 'file_input':
      return { type, files: [] };
    case 'plain_text_input':
    case 'number_input':
      return typed(element, entry);
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: entry === '' ? null : findOption(optionsOf(element), one(entry)) };
    case 'multi_static_select':
    case 'checkboxes':
      return { type, selected_options: several(optionsOf(element), entry) };
    case 'users_select':
      return { type, selected_user: entry === '' ? null : userId(workspace, one(entry)) };
    case 'multi_users_select':
      return { type, selected_users: [entry].flat().map((name) => userId(workspace, one(name))) };
    case 'channels_select':
      return { type, selected_channel: entry === '' ? null : channelId(workspace, one(entry)) };
    case 'conversations_select':
      return { type, selected_conversation: entry === '' ? null : channelId(workspace, one(entry)) };
  }
}
