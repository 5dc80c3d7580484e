/** The command as it is registered with Slack; manifest.yml names it too. */
export const commandName = '/ingest';

/** Every id that Slack sends back, each used where the thing is built and where it is registered. */
export const actionIds = {
  /** Opens the form filled in with a kept draft; its value is the draft's id. */
  openDraft: 'open-draft',
  /** Opens the form filled in with what a task was asked for; its value is the task's handle. */
  editAndRetry: 'edit-and-retry',
  /** Opens the form filled in with a preset; its value is the preset's name. */
  startPreset: 'start-preset',
  /** What is done to a task; the value of each is the task's handle. */
  stop: 'stop',
  pause: 'pause',
  resume: 'resume',
  removeRobot: 'remove-robot',
  dismiss: 'dismiss',
  adjust: 'adjust',
  status: 'status',
  /** Stops every task that it names: handles with spaces between them. */
  stopAll: 'stop-all',
  /** Shows another page of something; the value says which. */
  page: 'page',
  pageBack: 'page-back',
  /** Opens the empty form. */
  openForm: 'open-form',
  /** Shows another page of Home; the value is its number, counted from 0. */
  homeNext: 'home-next',
  homePrevious: 'home-previous',
} as const;

export const callbackIds = {
  start: 'start',
  adjust: 'adjust',
  /** Shortcuts; manifest.yml names them too. */
  startShortcut: 'start-stream',
  ingestLink: 'ingest-link',
} as const;
