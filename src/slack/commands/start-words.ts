import { type Draft, type Field, fieldDefinitions, fields } from '../../ingest/fields.ts';
import { code } from '../blocks/mrkdwn.ts';
import { mayGoOn } from './may-go-on.ts';
import { parseOptions } from './options.ts';

const isFlag = (field: Field) => fieldDefinitions[field].kind === 'flag';
const values = fields.filter((field) => !isFlag(field));
const spec = {
  values: [...values, 'preset'] as const,
  flags: fields.filter(isFlag),
  listedBy: 'help start',
};

export interface StartWords {
  draft: Draft;
  /** Name of the preset that gives what is not given here. */
  preset?: string;
  /** What cannot be understood, a sentence each. */
  problems: string[];
}

/**
 * Reads the words after `start`: options, and up to two operands, of which the one with a scheme is the URL. Words
 * that may be the rest of a URL with a secret are not repeated.
 */
export function readStartWords(words: readonly string[]): StartWords {
  const { options, operands, problems } = parseOptions<Field | 'preset'>(words, spec);
  const { preset, ...draft } = options;
  const secret = words.some(mayGoOn);
  for (const operand of operands) {
    const field: Field = operand.includes('://') ? 'url' : 'room';
    if (draft[field] === undefined) draft[field] = operand;
    else problems.push(tooMany(field, secret ? '…' : operand));
  }
  return { draft, ...(preset === undefined ? {} : { preset }), problems };
}

function tooMany(field: Field, operand: string): string {
  return `${code(operand, 100)} is one word too many: \`--${field}\` was already given (put quotes around values with spaces).`;
}
