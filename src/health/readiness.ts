import { type Deadline, withDeadline } from '../async/deadline.ts';
import type { Standing } from './credential-watch.ts';

/** Whether each thing that the bot needs is there, by its name; true if it is. */
export type Readiness = () => Promise<Record<string, boolean>>;

export interface ReadinessParts {
  /** Whether Slack's requests can come in. */
  connected: () => boolean;
  /** Rejects if the store does not work. */
  checkStore: () => Promise<void>;
  slackToken: () => Promise<Standing>;
  /** False from a refusal of the token of the socket until Slack takes it again. */
  appTokenAccepted: () => boolean;
  trtcCredentials: () => Promise<Standing>;
  /** The store is waited for no longer. */
  deadline: Deadline;
}

/**
 * Looks at all that the bot needs, side by side and within the deadline. A TRTC that cannot be reached is left out of it:
 * people are told of that, and another instance would fare no better.
 */
export function createReadiness(parts: ReadinessParts): Readiness {
  const { connected, checkStore, slackToken, appTokenAccepted, trtcCredentials, deadline } = parts;

  const storeWorks = () =>
    withDeadline(
      checkStore().then(
        () => true,
        () => false,
      ),
      deadline,
      () => false,
    );

  return async () => {
    const [store, token, credentials] = await Promise.all([storeWorks(), slackToken(), trtcCredentials()]);
    return {
      slack: connected() && token.reachable,
      store,
      slackToken: token.accepted && appTokenAccepted(),
      trtcCredentials: credentials.accepted,
    };
  };
}
