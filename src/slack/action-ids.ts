/** Every id that Slack sends back, each used where the thing is built and where it is registered. */
export const actionIds = {
  /** Opens the form filled in with a kept draft; its value is the draft's id. */
  openDraft: 'open-draft',
  /** Opens the form filled in with what a task was asked for; its value is the task's handle. */
  editAndRetry: 'edit-and-retry',
} as const;

export const callbackIds = {
  start: 'start',
} as const;
