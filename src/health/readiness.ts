import type { Standing } from './credential-watch.ts';

/** Whether each thing that the bot needs is there, by its name; true where it is. */
export type Readiness = () => Promise<Record<string, boolean>>;

export interface ReadinessParts {
  /** Whether Slack's requests can come in. */
  connected: () => boolean;
  /** Rejects where the store does not work. */
  checkStore: () => Promise<void>;
  slackToken: () => Promise<Standing>;
  /** False from a refusal of the token of the socket until Slack takes it again. */
  appTokenAccepted: () => boolean;
  trtcCredentials: () => Promise<Standing>;
  /** Resolves when no part is waited for any longer. */
  timeUp: () => Promise<unknown>;
}

/**
 * Looks at all that the bot needs, side by side and within `timeUp`. A TRTC that cannot be reached is left out of it:
 * people are told of that, and another instance would fare no better.
 */
export function createReadiness(parts: ReadinessParts): Readiness {
  const { connected, checkStore, slackToken, appTokenAccepted, trtcCredentials, timeUp } = parts;

  const storeWorks = () =>
    Promise.race([
      checkStore().then(
        () => true,
        () => false,
      ),
      timeUp().then(() => false),
    ]);

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
