import { type Draft, type Field, fieldDefinitions, fields } from '../../ingest/fields.ts';
import { code } from '../blocks/mrkdwn.ts';
import { parseOptions } from './options.ts';

const isFlag = (field: Field) => fieldDefinitions[field].kind === 'flag';
const spec = { values: fields.filter((field) => !isFlag(field)), flags: fields.filter(isFlag) };

export interface StartWords {
  draft: Draft;
  help: boolean;
  /** What cannot be understood, a sentence each. */
  problems: string[];
}

/** Reads the words after `start`: options, and up to two operands, of which the one with a scheme is the URL. */
export function readStartWords(words: readonly string[]): StartWords {
  const { options, operands, help, problems } = parseOptions<Field>(words, spec);
  const draft: Draft = { ...options };
  for (const operand of operands) {
    const field: Field = operand.includes('://') ? 'url' : 'room';
    if (draft[field] === undefined) draft[field] = operand;
    else problems.push(tooMany(field, operand));
  }
  return { draft, help, problems };
}

function tooMany(field: Field, operand: string): string {
  return `${code(operand, 100)} is one word too many: \`--${field}\` was already given (put quotes around values with spaces).`;
}
