import { z } from 'zod';
import { longestText } from './characters.ts';
import { isRoomId, readRoomType } from './room.ts';
import { Secret } from './secret.ts';
import { isStreamUrl } from './stream-url.ts';

/** What a start can be told, in the order in which people are shown it. */
export const fields = [
  'room',
  'url',
  'room-type',
  'app',
  'region',
  'repeat',
  'max-duration',
  'seek',
  'volume',
  'tempo',
  'idle-timeout',
  'auto-push',
  'progress',
  'check',
  'user',
  'user-sig',
  'private-map-key',
] as const;

export type Field = (typeof fields)[number];

/** A start as a person gave it: text for each field, unchecked. */
export type Draft = Partial<Record<Field, string>>;

export interface FieldDefinition {
  kind: 'text' | 'whole number' | 'choice' | 'flag' | 'secret';
  /** All that may be chosen, unless that depends on the settings. */
  choices?: readonly string[];
}

/** The speeds that the service knows. */
const tempos: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

/** Whether the source is looked at before the call, and what a certain misfit does to the start: hold it or end it. */
export const startChecks = ['off', 'warn', 'strict'] as const;
export type StartCheck = (typeof startChecks)[number];

export const fieldDefinitions: Record<Field, FieldDefinition> = {
  room: { kind: 'text' },
  url: { kind: 'text' },
  'room-type': { kind: 'choice', choices: ['string', 'integer'] },
  app: { kind: 'choice' },
  region: { kind: 'choice' },
  repeat: { kind: 'whole number' },
  'max-duration': { kind: 'whole number' },
  seek: { kind: 'whole number' },
  volume: { kind: 'whole number' },
  tempo: { kind: 'choice', choices: tempos.map(String) },
  'idle-timeout': { kind: 'whole number' },
  'auto-push': { kind: 'flag' },
  progress: { kind: 'flag' },
  check: { kind: 'choice', choices: startChecks },
  user: { kind: 'text' },
  'user-sig': { kind: 'secret' },
  'private-map-key': { kind: 'secret' },
};

/** Adding zero makes 0 of -0. */
const toNumber = (digits: string) => Number(digits) + 0;

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(toNumber)
    .refine((value) => value >= least && value <= most);

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const secret = z
  .string()
  .refine((text) => text.length <= longestText && /^\S+$/.test(text))
  .transform((value) => new Secret(value));

/**
 * What each field may be, and what is read from its text: the rules of the service's parameter table (page 57835). Those
 * that need more than the text, such as that a region is offered, are in request.ts.
 */
export const fieldRules = {
  room: z.string().refine(isRoomId),
  url: z.string().refine(isStreamUrl),
  'room-type': z
    .string()
    .transform(readRoomType)
    .pipe(z.literal([0, 1])),
  app: z.string(),
  region: z.string(),
  /** How often it is played; -1 is without end. */
  repeat: wholeNumber(-1, 1000).refine((times) => times !== 0),
  /** Minutes. */
  'max-duration': wholeNumber(1, 10_080),
  /** Seconds. */
  seek: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  /** 100 is the source as it is. */
  volume: wholeNumber(0, 200),
  tempo: z
    .string()
    .regex(/^\d{0,2}(\.\d{1,4})?$/)
    .transform(Number)
    .refine((tempo) => tempos.includes(tempo)),
  /** Seconds. */
  'idle-timeout': wholeNumber(0, 600),
  'auto-push': flag,
  progress: flag,
  check: z.enum(startChecks),
  user: z.string().regex(/^[a-zA-Z0-9_-]{1,32}$/),
  'user-sig': secret,
  'private-map-key': secret,
} satisfies Record<Field, z.ZodType>;

/** The fields whose values open doors. */
export const secretFields = fields.filter((field) => fieldDefinitions[field].kind === 'secret');

/** The draft as it may be kept: without the values that open doors. */
export function withoutSecrets(draft: Draft): Draft {
  const kept: Draft = { ...draft };
  for (const field of secretFields) delete kept[field];
  return kept;
}
