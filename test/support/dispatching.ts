import type { Access } from '../../src/ingest/access.ts';
import { readAdjustment } from '../../src/ingest/adjustment.ts';
import type { TaskActions } from '../../src/slack/actions/tasks.ts';
import { type Authorizer, createAuthorizer } from '../../src/slack/answers/authorize.ts';
import type { Command } from '../../src/slack/commands/command.ts';
import { createDispatcher, type Dispatcher } from '../../src/slack/commands/dispatch.ts';
import { createCommands } from '../../src/slack/commands/table.ts';
import { notice } from '../../src/slack/views/notice.ts';
import { openMemory } from '../../src/storage/local/memory.ts';
import { createTaskStore } from '../../src/storage/stores/tasks.ts';
import { everybody, rulesOf } from './samples.ts';
import { createTestLogger } from './test-logger.ts';

/** Decides by these rights, without Slack: a form that is opened is noted by the text of its title. */
export function authorizerFor(access: Access, opened: string[] = []): Authorizer {
  return createAuthorizer({
    access,
    forms: {
      async open(_, form) {
        opened.push((await form).title.text);
      },
      async layOver(_, lookUp) {
        opened.push((await lookUp()).title.text);
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

/** Every command that the bot has but help, on nothing but an empty store of tasks: their words can be read. */
export function everyCommand(): readonly Command[] {
  const logger = createTestLogger();
  return createCommands({
    ...{
      start: unused(),
      tasks: { ...unused<TaskActions>(), readAdjustment: (given) => readAdjustment(given, rulesOf()) },
      stop: unused(),
      showActions: unused(),
      showBoard: unused(),
      lists: unused(),

      policy: unused(),
    },
    ...{ grants: unused(), roles: unused(), doctor: unused() },
    checkSource: {
      ...{ isPreset: async () => false, check: async () => 'failed' },
      ...{ checkTask: async () => 'failed', checkForm: async () => notice('') },
    },
    taskStore: createTaskStore(openMemory(Date.now, logger), logger),
    presets: unused(),
    applications: [],
  });
}

/** Something of which nothing is used but the names of its parts. */
export function unused<T extends object>(): T {
  const part = () => {
    throw new Error('Nothing of it is to be used');
  };
  return new Proxy({}, { get: () => part }) as T;
}
