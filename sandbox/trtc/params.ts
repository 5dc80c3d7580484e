import { ApiError } from './api-error.ts';

/** The JSON object of a request's body. */
export type Params = Readonly<Record<string, unknown>>;

/** @returns the body's JSON object, or undefined where it holds none. */
export function parseParams(body: Buffer): Params | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** @throws ApiError UnknownParameter for the first parameter that the API does not have. */
export function refuseUnknown(params: Params, known: readonly string[]): void {
  const unknown = Object.keys(params).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new ApiError('UnknownParameter', `The parameter \`${unknown}\` is not recognized.`);
}

/** The codes that TRTC has for single parameters; the others share the plain MissingParameter. */
const MISSING_CODES = ['SdkAppId', 'RoomId', 'UserId', 'UserSig', 'TaskId', 'UserIds'];

/** @throws ApiError MissingParameter.* where the value is absent or an empty string. */
export function required<T>(name: string, value: T | undefined): T {
  if (value !== undefined && value !== '') return value;
  const code = MISSING_CODES.includes(name) ? `MissingParameter.${name}` : 'MissingParameter';
  throw new ApiError(code, `The request is missing a required parameter \`${name}\`.`);
}

/** @throws ApiError InvalidParameter where the value is of another JSON type (so for all readers below). */
export function integer(params: Params, name: string): number | undefined {
  const value = number(params, name);
  if (value === undefined || Number.isInteger(value)) return value;
  throw wrongType(name, 'integer');
}

export function number(params: Params, name: string): number | undefined {
  const value = params[name];
  if (value === undefined || typeof value === 'number') return value;
  throw wrongType(name, 'number');
}

export function string(params: Params, name: string): string | undefined {
  const value = params[name];
  if (value === undefined || typeof value === 'string') return value;
  throw wrongType(name, 'string');
}

export function boolean(params: Params, name: string): boolean | undefined {
  const value = params[name];
  if (value === undefined || typeof value === 'boolean') return value;
  throw wrongType(name, 'boolean');
}

export function strings(params: Params, name: string): string[] | undefined {
  const value = params[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw wrongType(name, 'array');
  return value.map((item: unknown, index) => {
    if (typeof item !== 'string') throw wrongType(`${name}.${index}`, 'string');
    return item;
  });
}

/** @throws ApiError InvalidParameter.OutOfRange where the integer lies outside low..high. */
export function integerWithin(params: Params, name: string, low: number, high: number): number | undefined {
  const value = integer(params, name);
  if (value === undefined || (value >= low && value <= high)) return value;
  throw outOfRange(name, `${low} to ${high}`);
}

export function outOfRange(name: string, permitted: string): ApiError {
  return new ApiError(
    'InvalidParameter.OutOfRange',
    `Parameter value is out of range: ${name} takes ${permitted}.`,
  );
}

function wrongType(name: string, type: string): ApiError {
  return new ApiError(
    'InvalidParameter',
    `The value type of parameter \`${name}\` is wrong. It should be \`${type}\`.`,
  );
}
