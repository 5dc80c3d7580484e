import { longestText } from '../../ingest/characters.ts';
import { type Field, fieldDefinitions } from '../../ingest/fields.ts';
import { type Mentioned, withMentions } from '../../ingest/mention.ts';

/** How people are shown a field of a start, on the form and as the option `--NAME` of a command. */
export interface FieldWords {
  /** The field's name on the form. */
  label: string;
  /** What it is for, in a few words. */
  purpose: string;
  /** What is allowed, continuing the words "--name takes …". fieldRules enforces it. */
  takes: string;
  /** A value that a person might type, as an example. */
  example: string;
}

export const fieldWords: Record<Field, FieldWords> = {
  room: {
    label: 'Room',
    purpose: 'the TRTC room that the stream goes into',
    takes: 'a room: up to 64 letters, digits, spaces and ! # $ % & ( ) + - : ; < = . > ? @ [ ] ^ _ { } | ~ ,',
    example: 'room123',
  },
  url: {
    label: 'Stream URL',
    purpose: 'where the media comes from: http, https or rtmp',
    takes: `an http, https or rtmp URL of at most ${longestText} characters`,
    example: 'https://a.b/test.mp4',
  },
  'room-type': {
    label: 'Room type',
    purpose: 'how the room was created; worked out from the room if not given',
    takes: '`string` (or 0) or `integer` (or 1)',
    example: 'string',
  },
  app: {
    label: 'Application',
    purpose: 'the TRTC application of the room',
    takes: 'the name or SdkAppId of an application that the bot knows',
    example: 'prod',
  },
  region: {
    label: 'Region',
    purpose: 'where TRTC pulls the stream',
    takes: 'one of the regions that the bot offers',
    example: 'ap-singapore',
  },
  repeat: {
    label: 'Times to play',
    purpose: 'how often it is played; -1 loops until it is stopped; 1 if not given',
    takes: 'a whole number from 1 to 1000, or -1 to loop until stopped',
    example: '-1',
  },
  'max-duration': {
    label: 'Longest loop (minutes)',
    purpose: 'when a loop (`--repeat -1`) ends by itself',
    takes: 'whole minutes from 1 to 10080 (7 days)',
    example: '120',
  },
  seek: {
    label: 'Start at second',
    purpose: 'the second at which playback starts',
    takes: 'whole seconds, 0 or more',
    example: '30',
  },
  volume: {
    label: 'Volume',
    purpose:
      'how loud; 100 is the source as it is. Above 100 the answer decides: the API pages say 0 to 100, the SDK 0 to 200',
    takes: 'a whole number from 0 to 200',
    example: '100',
  },
  tempo: {
    label: 'Speed',
    purpose: 'how fast it is played',
    takes: oneOf(fieldDefinitions.tempo.choices ?? []),
    example: '1.25',
  },
  'idle-timeout': {
    label: 'Idle time-out (seconds)',
    purpose: 'after how long without media the task ends by itself',
    takes: 'whole seconds from 0 to 600',
    example: '300',
  },
  'auto-push': {
    label: 'Relay to CDN',
    purpose: 'relay to the CDN too; must be enabled in the TRTC console',
    takes: 'true or false',
    example: 'true',
  },
  progress: {
    label: 'Send progress to viewers',
    purpose: 'send the playback progress to viewers as custom data',
    takes: 'true or false',
    example: 'true',
  },
  check: {
    label: 'Source check',
    purpose:
      'whether the source is looked at first; if TRTC cannot play it, `warn` holds the start until you decide, `strict` ends it',
    takes: oneOf(fieldDefinitions.check.choices ?? []),
    example: 'warn',
  },
  user: {
    label: 'Robot UserId',
    purpose: 'the UserId with which the robot enters the room; one of its own if not given',
    takes: 'at most 32 letters, digits, _ and -',
    example: 'robot123',
  },
  'user-sig': {
    label: 'UserSig',
    purpose: 'the UserSig of that UserId, if the bot has no key to mint it; not kept once it was used',
    takes: `a UserSig without spaces, at most ${longestText} characters`,
    example: 'eJw…',
  },
  'private-map-key': {
    label: 'PrivateMapKey',
    purpose: 'the room ticket, if advanced permission control is on; not kept once it was used',
    takes: `a PrivateMapKey without spaces, at most ${longestText} characters`,
    example: 'eJw…',
  },
};

/** What a field takes whose values depend on the settings, continuing the words "--name takes …". */
export function oneOf(values: readonly string[]): string {
  return `one of ${values.join(', ')}`;
}

/** A hint with the names that fields and commands have here, such as `--room-type`. */
export function inCommandWords(hint: string): string {
  return withMentions(hint, commandWord);
}

function commandWord(what: Mentioned): string {
  return what === 'status' ? '`/ingest status`' : `\`--${what}\``;
}
