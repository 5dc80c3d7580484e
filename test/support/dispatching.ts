import type { Access } from '../../src/ingest/access.ts';
import { type Authorizer, createAuthorizer } from '../../src/slack/answers/authorize.ts';
import type { Command } from '../../src/slack/commands/command.ts';
import { createDispatcher, type Dispatcher } from '../../src/slack/commands/dispatch.ts';
import { everybody } from './samples.ts';
import { createTestLogger } from './test-logger.ts';

/** Decides by these rights, without Slack: a form that is opened is noted by the text of its title. */
export function authorizerFor(access: Access, opened: string[] = []): Authorizer {
  return createAuthorizer({
    access,
    forms: {
      async open(_, form) {
        opened.push((await form).title.text);
      },
    },
    logger: createTestLogger(),
    random: () => 0,
  });
}

/** A dispatcher of these commands; a text without words opens a form whose title is `unnamed`. */
export function dispatcherOf(
  commands: readonly Command[],
  access: Access = everybody,
  opened: string[] = [],
): Dispatcher {
  const title = { type: 'plain_text', text: 'unnamed' } as const;
  return createDispatcher(commands, {
    authorizer: authorizerFor(access, opened),
    bare: { needs: 'operator', make: () => ({ type: 'modal', title, blocks: [] }) },
  });
}

/** Something of which nothing is used but the names of its parts. */
export function unused<T extends object>(): T {
  const part = () => {
    throw new Error('Nothing of it is to be used');
  };
  return new Proxy({}, { get: () => part }) as T;
}
