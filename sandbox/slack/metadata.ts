import { isObject, type JsonObject } from './json.ts';
import { Refusal } from './refusal.ts';

/** What an app keeps with its message, unseen by people. */
export interface MessageMetadata {
  event_type: string;
  event_payload: JsonObject;
}

/** What a call says about a message's metadata; null takes it away, and undefined leaves it as it is. */
export interface MetadataArgument {
  metadata?: MessageMetadata | null;
  /** Slack ignores the metadata then, and the message is written all the same. */
  warning?: 'invalid_metadata_schema';
}

/** Slack says that there is a limit, and not which. */
const maxMetadataBytes = 8000;

/**
 * Reads the argument `metadata`, as https://docs.slack.dev/messaging/message-metadata has it.
 * @throws Refusal invalid_metadata_format, invalid_metadata_schema, metadata_too_large
 */
export function readMetadata({ metadata }: JsonObject): MetadataArgument {
  if (metadata === undefined || metadata === '') return {};
  if (!isObject(metadata)) throw new Refusal('invalid_metadata_format');
  if (Object.keys(metadata).length === 0) return { metadata: null };
  const { event_type, event_payload } = metadata;
  if (typeof event_type !== 'string' || !/^[A-Za-z0-9_-]+$/.test(event_type)) {
    return { warning: 'invalid_metadata_schema' };
  }
  if (!isObject(event_payload)) throw new Refusal('invalid_metadata_schema');
  if (Buffer.byteLength(JSON.stringify(metadata)) > maxMetadataBytes) throw new Refusal('metadata_too_large');
  return { metadata: { event_type, event_payload } };
}
