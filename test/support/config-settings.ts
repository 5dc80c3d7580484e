import { ConfigError, readConfig } from '../../src/config.ts';

/** The least that must be set. */
export const enough = {
  SLACK_BOT_TOKEN: 'xoxb-token',
  SLACK_SIGNING_SECRET: 'signing-secret',
  TENCENTCLOUD_SECRET_ID: 'cloud-id',
  TENCENTCLOUD_SECRET_KEY: 'cloud-key',
  TRTC_SDK_APP_ID: '1400000001',
  INGEST_ALLOWLIST: 'U0ALICE',
};

/** What is wrong with settings, a line each. */
export function lines(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
}
