/** The command as it is registered with Slack; manifest.yml names it too. */
export const commandName = '/ingest';

/** Ids of forms and shortcuts, each used where the thing is built and where it is registered. */
export const callbackIds = {
  start: 'start',
  adjust: 'adjust',
  show: 'show',
  /** Shortcuts; manifest.yml names them too. */
  startShortcut: 'start-stream',
  ingestLink: 'ingest-link',
} as const;
