import type { TooLong } from './characters.ts';
import type { Field } from './fields.ts';
import type { Region } from './region.ts';
import type { UrlFault } from './stream-url.ts';

/** Why a field is not taken as it is. */
export type Fault =
  | UrlFault
  | TooLong
  /** It is needed and was not given. */
  | { code: 'missing' }
  /** It is needed, since the bot has no key of the application to mint it with. */
  | { code: 'no-key'; field: 'user' | 'user-sig' | 'private-map-key'; application: string }
  /** The UserId is needed, since what was given belongs to one. */
  | { code: 'belongs-to-user'; ticket: 'user-sig' | 'private-map-key' }
  /** It breaks the rule of its field. */
  | { code: 'not-allowed' }
  /** It is no whole number: it has a fraction or a unit, or is written in something else than digits. */
  | { code: 'no-whole-number'; because: 'fraction' | 'unit' | 'signs' }
  /** It holds characters that its field does not take. */
  | { code: 'characters'; characters: readonly string[] }
  /** It is none of the field's choices; `nearest` may have been meant. */
  | { code: 'no-choice'; nearest: string | undefined }
  | { code: 'region'; offered: readonly Region[]; nearest: Region | undefined }
  | { code: 'application'; known: readonly KnownApplication[]; nearest: string | undefined }
  /** An integer room has a number in these limits. */
  | { code: 'integer-room'; least: number; most: number }
  /** It leads to an address that is not public, and that is not allowed. */
  | { code: 'not-public' }
  /** No sources are looked at here. */
  | { code: 'no-looks' }
  /** It has an effect in an endless loop alone. */
  | { code: 'loop-only' };

interface KnownApplication {
  name: string;
  sdkAppId: number;
}

/** One thing that is wrong with what a person asked for. */
export type Problem = Fault & {
  field: Field;
  /** What was given; undefined if nothing was, or if it must not be repeated. */
  given?: string;
};
