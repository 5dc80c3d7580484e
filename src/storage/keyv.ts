import { Keyv, type KeyvOptions } from 'keyv';

/** A Keyv that says what goes wrong, on a store of its own. Values are what JSON holds. */
export function createKeyv(options: Pick<KeyvOptions, 'store' | 'namespace'>): Keyv {
  return new Keyv({
    ...options,
    useKeyPrefix: false,
    throwOnErrors: true,
    // Keyv's own also carry binary data, which nothing here has, and take ten times as long.
    serialize: JSON.stringify,
    deserialize: JSON.parse,
  });
}
