import { z } from 'zod';
import { type Draft, type Field, fieldRules } from './fields.ts';
import { maskUrl } from './mask.ts';
import type { Problem } from './problem.ts';
import type { Region } from './region.ts';
import { inferRoomType, integerRooms, isImpossibleInteger, type Room, readRoomType } from './room.ts';
import { isStreamUrl } from './stream-url.ts';
import { fieldProblem, nearestOf, regionProblem } from './what-is-wrong.ts';

/** An application of the service that streams can be started in. */
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

/** What a start is judged by besides the service's table. */
export interface StartRules {
  /** The first is the default. */
  applications: readonly Application[];
  /** Whether a stream may be pulled from there, as far as the URL itself tells. */
  mayPull(url: string): boolean;
  /** Whether sources may be looked at. */
  mayLook: boolean;
}

const givenFields = z.object(fieldRules).partial();
const neededFields = givenFields.required({ room: true, url: true });

type GivenFields = z.infer<typeof givenFields>;

/** What a start is given besides where it goes and from where: by the fields' names, in the units of their rules. */
export type StartOptions = Omit<GivenFields, 'room' | 'url' | 'room-type' | 'app' | 'region'>;

/** A start that satisfies every rule of the service's parameter table. */
export interface StartRequest extends StartOptions {
  app: Application;
  region: Region;
  room: Room;
  url: string;
}

export type ReadRequest = { ok: true; request: StartRequest } | { ok: false; problems: readonly Problem[] };

export type ReadFields = { ok: true; fields: GivenFields } | { ok: false; problems: readonly Problem[] };

/** Checks what is given by the rules of each field, and asks for nothing that is not. */
export function readFields(draft: Draft, rules: Pick<StartRules, 'mayPull'>): ReadFields {
  const parsed = givenFields.safeParse(draft);
  const wrong = (parsed.error?.issues ?? []).map((issue) => fieldProblem(issue.path[0] as Field, draft));
  const problems = [...wrong, ...closedSources(draft, rules)];
  if (parsed.success && problems.length === 0) return { ok: true, fields: parsed.data };
  return { ok: false, problems: firstOfEachField(problems) };
}

/**
 * Checks a draft against the rules of the service's parameter table, and those that are set. Gives the request, or all that is wrong with the draft at once.
 */
export function readRequest(draft: Draft, rules: StartRules): ReadRequest {
  const { applications } = rules;
  const parsed = neededFields.safeParse(draft);
  const app = findApplication(draft.app, applications);
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => fieldProblem(issue.path[0] as Field, draft)),
    ...(app === undefined ? [unknownApplication(draft, applications)] : []),
    ...regionProblems(draft, app ?? applications[0]),
    ...impossibleRooms(draft),
    ...loopProblems(draft),
    ...credentialProblems(draft, app),
    ...closedSources(draft, rules),
    ...unlookedSources(draft, rules),
  ];
  if (!parsed.success || app === undefined || problems.length > 0) {
    return { ok: false, problems: firstOfEachField(problems) };
  }
  const { room, url, 'room-type': type, app: _named, region, ...options } = parsed.data;
  const request: StartRequest = {
    ...options,
    app,
    region: region ?? app.region,
    room: { id: room, type: type ?? inferRoomType(room) },
    url,
  };
  return { ok: true, request };
}

/** The draft with its application by name, however it was named; as it is if there is none such. */
export function inApplication(draft: Draft, { applications }: Pick<StartRules, 'applications'>): Draft {
  const app = findApplication(draft.app, applications);
  return app === undefined ? draft : { ...draft, app: app.name };
}

/**
 * What two drafts have in common if and only if they go into one room of the service, which has a room of each type under
 * one id; their applications must be by name (`inApplication`). Undefined if no room is given.
 */
export function roomKey({ app, room, 'room-type': type }: Draft): string | undefined {
  if (room === undefined) return undefined;
  return JSON.stringify([app, room, readRoomType(type ?? '') ?? inferRoomType(room)]);
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
  const problem: Problem = { field: 'app', code: 'application', known, nearest };
  return given === undefined ? problem : { ...problem, given };
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

/** Of an address that is not public, nothing is asked for. */
function closedSources({ url }: Draft, { mayPull }: Pick<StartRules, 'mayPull'>): Problem[] {
  if (url === undefined || !isStreamUrl(url) || mayPull(url)) return [];
  return [{ field: 'url', given: maskUrl(url), code: 'not-public' }];
}

function unlookedSources({ check }: Draft, { mayLook }: StartRules): Problem[] {
  if (check === undefined || check === 'off' || mayLook) return [];
  return [{ field: 'check', given: check, code: 'no-looks' }];
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
