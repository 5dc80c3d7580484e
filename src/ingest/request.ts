import { z } from 'zod';
import { longestText } from './characters.ts';
import type { Draft, Field } from './fields.ts';
import type { Problem } from './problem.ts';
import type { Region } from './region.ts';
import {
  inferRoomType,
  integerRooms,
  isImpossibleInteger,
  isRoomId,
  type Room,
  readRoomType,
} from './room.ts';
import { Secret } from './secret.ts';
import { isStreamUrl } from './stream-url.ts';
import { fieldProblem, nearestOf, regionProblem } from './what-is-wrong.ts';

/** A TRTC application that streams can be started in. */
export interface Application {
  name: string;
  sdkAppId: number;
  /** Where its streams are pulled unless the request says otherwise. */
  region: Region;
  /** Where they can be pulled, in the order in which they are offered. */
  regions: readonly Region[];
  /** Whether the bot has the application's key and mints UserSig itself. */
  mintsUserSig: boolean;
  /** Whether the application demands a PrivateMapKey (advanced permission control). */
  needsPrivateMapKey: boolean;
}

/** A start that satisfies every rule of StartStreamIngest's parameter table. */
export interface StartRequest {
  app: Application;
  region: Region;
  room: Room;
  url: string;
  user?: string;
  userSig?: Secret;
  privateMapKey?: Secret;
  seekSeconds?: number;
  autoPush?: boolean;
  repeat?: number;
  maxDurationMinutes?: number;
  volume?: number;
  tempo?: number;
  progress?: boolean;
  idleTimeoutSeconds?: number;
}

export type ReadRequest = { ok: true; request: StartRequest } | { ok: false; problems: readonly Problem[] };

/** Adding zero makes 0 of -0. */
const toNumber = (digits: string) => Number(digits) + 0;

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(toNumber)
    .refine((value) => value >= least && value <= most);

/** The speeds that the API knows. */
const tempos: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const secret = z
  .string()
  .regex(new RegExp(`^\\S{1,${longestText}}$`))
  .transform((value) => new Secret(value));

const schema = z.object({
  room: z.string().refine(isRoomId),
  url: z.string().refine(isStreamUrl),
  'room-type': z
    .string()
    .transform(readRoomType)
    .pipe(z.literal([0, 1]))
    .optional(),
  app: z.string().optional(),
  region: z.string().optional(),
  repeat: wholeNumber(-1, 1000)
    .refine((times) => times !== 0)
    .optional(),
  'max-duration': wholeNumber(1, 10_080).optional(),
  seek: wholeNumber(0, Number.MAX_SAFE_INTEGER).optional(),
  volume: wholeNumber(0, 200).optional(),
  tempo: z
    .string()
    .regex(/^\d{0,2}(\.\d{1,4})?$/)
    .transform(Number)
    .refine((tempo) => tempos.includes(tempo))
    .optional(),
  'idle-timeout': wholeNumber(0, 600).optional(),
  'auto-push': flag.optional(),
  progress: flag.optional(),
  user: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,32}$/)
    .optional(),
  'user-sig': secret.optional(),
  'private-map-key': secret.optional(),
} satisfies Record<Field, z.ZodType>);

const givenFields = schema.partial();

export type ReadFields =
  | { ok: true; fields: z.infer<typeof givenFields> }
  | { ok: false; problems: readonly Problem[] };

/** Checks what is given by the rules of each field, and asks for nothing that is not. */
export function readFields(draft: Draft): ReadFields {
  const parsed = givenFields.safeParse(draft);
  if (parsed.success) return { ok: true, fields: parsed.data };
  const problems = parsed.error.issues.map((issue) => fieldProblem(issue.path[0] as Field, draft));
  return { ok: false, problems: firstOfEachField(problems) };
}

/**
 * Checks a draft against the rules of StartStreamIngest (its parameter table) and the applications that the bot knows,
 * the first of which is the default. Gives the request, or all that is wrong with the draft at once.
 */
export function readRequest(draft: Draft, applications: readonly Application[]): ReadRequest {
  const parsed = schema.safeParse(draft);
  const app = findApplication(draft.app, applications);
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => fieldProblem(issue.path[0] as Field, draft)),
    ...(app === undefined ? [unknownApplication(draft, applications)] : []),
    ...regionProblems(draft, app ?? applications[0]),
    ...impossibleRooms(draft),
    ...loopProblems(draft),
    ...credentialProblems(draft, app),
  ];
  if (!parsed.success || app === undefined || problems.length > 0) {
    return { ok: false, problems: firstOfEachField(problems) };
  }
  const given = parsed.data;
  const request: StartRequest = {
    app,
    region: given.region ?? app.region,
    room: { id: given.room, type: given['room-type'] ?? inferRoomType(given.room) },
    url: given.url,
    ...present('user', given.user),
    ...present('userSig', given['user-sig']),
    ...present('privateMapKey', given['private-map-key']),
    ...present('seekSeconds', given.seek),
    ...present('autoPush', given['auto-push']),
    ...present('repeat', given.repeat),
    ...present('maxDurationMinutes', given['max-duration']),
    ...present('volume', given.volume),
    ...present('tempo', given.tempo),
    ...present('progress', given.progress),
    ...present('idleTimeoutSeconds', given['idle-timeout']),
  };
  return { ok: true, request };
}

function present<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}

function findApplication(
  text: string | undefined,
  applications: readonly Application[],
): Application | undefined {
  if (text === undefined) return applications[0];
  return applications.find((app) => app.name === text || String(app.sdkAppId) === text);
}

function unknownApplication({ app: given }: Draft, applications: readonly Application[]): Problem {
  const known = applications.map(({ name, sdkAppId }) => ({ name, sdkAppId }));
  const names = known.length < 2 ? [] : known.map(({ name }) => name);
  const nearest = nearestOf(given ?? '', names);
  return { field: 'app', ...present('given', given), code: 'application', known, nearest };
}

function regionProblems({ region }: Draft, app: Application | undefined): Problem[] {
  if (region === undefined || app === undefined || app.regions.includes(region)) return [];
  return [regionProblem(region, app.regions)];
}

function impossibleRooms(draft: Draft): Problem[] {
  const type = draft['room-type'];
  if (draft.room === undefined || type === undefined) return [];
  if (readRoomType(type) !== 1 || !isImpossibleInteger(draft.room)) return [];
  return [{ field: 'room', given: draft.room, code: 'integer-room', ...integerRooms }];
}

function loopProblems(draft: Draft): Problem[] {
  if (draft['max-duration'] === undefined || Number(draft.repeat) === -1) return [];
  return [{ field: 'max-duration', given: draft['max-duration'], code: 'loop-only' }];
}

/** A ticket belongs to one UserId; if the bot cannot mint it, all must be given. */
function credentialProblems(draft: Draft, app: Application | undefined): Problem[] {
  if (app === undefined) return [];
  const needed: ('user' | 'user-sig' | 'private-map-key')[] = [];
  if (!app.mintsUserSig) needed.push('user', 'user-sig');
  if (!app.mintsUserSig && app.needsPrivateMapKey) needed.push('private-map-key');
  const tickets = (['user-sig', 'private-map-key'] as const).filter((ticket) => draft[ticket] !== undefined);
  return [
    ...needed
      .filter((field) => draft[field] === undefined)
      .map((field): Problem => ({ field, code: 'no-key', application: app.name })),
    ...(draft.user === undefined ? tickets : []).map(
      (ticket): Problem => ({ field: 'user', code: 'belongs-to-user', ticket }),
    ),
  ];
}

function firstOfEachField(problems: readonly Problem[]): Problem[] {
  const seen = new Map<Field, Problem>();
  for (const problem of problems) if (!seen.has(problem.field)) seen.set(problem.field, problem);
  return [...seen.values()];
}
