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
  'user',
  'user-sig',
  'private-map-key',
] as const;

export type Field = (typeof fields)[number];

/** A start as a person gave it: text for each field, unchecked. */
export type Draft = Partial<Record<Field, string>>;

export interface FieldDefinition {
  kind: 'text' | 'whole number' | 'choice' | 'flag' | 'secret';
}

/** The rules are those of the service's parameter table; request.ts enforces them. */
export const fieldDefinitions: Record<Field, FieldDefinition> = {
  room: { kind: 'text' },
  url: { kind: 'text' },
  'room-type': { kind: 'choice' },
  app: { kind: 'choice' },
  region: { kind: 'choice' },
  repeat: { kind: 'whole number' },
  'max-duration': { kind: 'whole number' },
  seek: { kind: 'whole number' },
  volume: { kind: 'whole number' },
  tempo: { kind: 'choice' },
  'idle-timeout': { kind: 'whole number' },
  'auto-push': { kind: 'flag' },
  progress: { kind: 'flag' },
  user: { kind: 'text' },
  'user-sig': { kind: 'secret' },
  'private-map-key': { kind: 'secret' },
};

/** The draft as it may be kept: without the values that open doors. */
export function withoutSecrets(draft: Draft): Draft {
  const kept: Draft = { ...draft };
  for (const field of fields) if (fieldDefinitions[field].kind === 'secret') delete kept[field];
  return kept;
}
