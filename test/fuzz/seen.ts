import { isObject } from '../../sandbox/slack/json.ts';
import { mark, typedSecrets } from './nasty.ts';

/** Whom and what the bot may name by itself, by id. */
export interface Known {
  users: readonly string[];
  groups: readonly string[];
  channels: readonly string[];
}

const control = /<([^<>]*)>/g;
/** Slack's `code`, in which nothing is taken for markup but what stands in <…>. */
const code = /```[\s\S]+?```|`[^`\n]+`/g;
const date = /^!date\^\d{1,13}\^(?:\{[a-z_]+\},? ?)+\|[\d: -]+ UTC$/;
/** Moves or hides text where it is shown: control characters, and those that turn the direction of writing. */
const unseen = /[^\P{Cc}\n]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** What in a text of mrkdwn does not come from the bot itself. */
export function foreignMarkup(text: string, known: Known): string[] {
  const inBrackets = [...text.matchAll(control)].map(([, inner = '']) => inner);
  const rest = text.replace(control, '');
  const outside = rest.replace(code, '');
  return [
    ...inBrackets.filter((inner) => !isOwn(inner, known)).map((inner) => `<${inner}> is not the bot's own`),
    ...(/[<>]|&(?!(?:amp|lt|gt);)/.test(rest) ? ['a <, > or & is not escaped'] : []),
    ...(outside.toLowerCase().includes(mark) ? ['the input stands outside of code'] : []),
    ...(unseen.test(text) ? ['a character that moves or hides others'] : []),
  ];
}

function isOwn(inner: string, { users, groups, channels }: Known): boolean {
  return (
    users.some((id) => inner === `@${id}`) ||
    groups.some((id) => inner === `!subteam^${id}`) ||
    channels.some((id) => inner === `#${id}`) ||
    date.test(inner)
  );
}

/** What is wrong with something that was sent to Slack: a message, or what holds a view. `secrets` are looked for in all of it. */
export function wrongIn(sent: unknown, known: Known, secrets: readonly string[] = typedSecrets): string[] {
  const own = isObject(sent) && typeof sent.text === 'string' ? [{ text: sent.text, verbatim: true }] : [];
  const markup = [...own, ...mrkdwnIn(sent)].flatMap(({ text, verbatim }) =>
    [
      ...foreignMarkup(text, known),
      ...(verbatim ? [] : ['Slack would make links and mentions of words']),
    ].map((what) => `${what}: ${JSON.stringify(text.slice(0, 300))}`),
  );
  const visible = JSON.stringify(sent, (key, value) => (key === 'initial_value' ? undefined : value)) ?? '';
  return [...markup, ...secretsIn(visible, secrets)];
}

/** The secrets that a text holds. */
export function secretsIn(text: string, secrets: readonly string[]): string[] {
  return secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} is shown`);
}

function mrkdwnIn(value: unknown): { text: string; verbatim: boolean }[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (!isObject(value)) return [];
  if (value.type === 'mrkdwn' && typeof value.text === 'string')
    return [{ text: value.text, verbatim: value.verbatim === true }];
  return Object.values(value).flatMap(mrkdwnIn);
}

/** Why Slack would not take a form's errors: it knows no other blocks, and takes no empty text. */
export function errorRefusals(errors: unknown, inputs: readonly string[]): string[] {
  if (!isObject(errors) || Object.keys(errors).length === 0)
    return ['the errors of a form must not be empty'];
  return Object.entries(errors).flatMap(([block, text]) => [
    ...(inputs.includes(block) ? [] : [`the form has no block ${block}`]),
    ...(typeof text === 'string' && text !== '' ? [] : [`the error of ${block} is no text`]),
  ]);
}

/** @throws Error with all that is wrong, where anything is. */
export function refuse(wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}
