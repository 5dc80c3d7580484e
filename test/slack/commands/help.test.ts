import { describe, expect, test } from '@jest/globals';
import type { Invocation } from '../../../src/slack/answers/asker.ts';
import { readStartWords } from '../../../src/slack/command-line/start-words.ts';
import { commandWords, toWords } from '../../../src/slack/command-line/tokens.ts';
import type { Command, SingleCommand } from '../../../src/slack/commands/command.ts';
import { overview, usageOf } from '../../../src/slack/commands/help.ts';
import type { Message } from '../../../src/slack/format/message.ts';
import { dispatcherOf, everyCommand } from '../../support/dispatching.ts';
import { foreignMarkup, messageProblems, wordsOf } from '../../support/slack-limits.ts';
import { plainWord } from '../../support/typed.ts';

const { commands, find } = dispatcherOf(everyCommand());
const start = commandNamed('start');
const named = commands.map((command): [string, Command] => [command.name, command]);

function commandNamed(name: string): Command {
  const command = commands.find((each) => each.name === name);
  if (command === undefined) throw new Error(`There is no ${name}`);
  return command;
}

async function answersTo(text: string): Promise<Message[]> {
  const answers: Message[] = [];
  const tell: Invocation['tell'] = async (message) => void answers.push(message);
  await find(commandWords(text)).run({ user: 'U1', channel: 'C1', triggerId: 'trigger-1', askedAt: 1, tell });
  return answers;
}

test('The overview has every command with its synopsis and what it does', () => {
  const said = wordsOf(overview(commands));
  for (const { name, usage, summary } of commands) {
    expect(said).toContain(`\`${`/ingest ${name} ${usage}`.trimEnd()}\` ${summary}`);
  }
});

describe('The help of', () => {
  test.each(named)('%s lists every option with what it takes', (_, command) => {
    const lines = wordsOf(usageOf(command)).split('\n');
    const missing = command.options.filter(
      (option) => !lines.some((line) => line.startsWith(`• \`--${option}\` `)),
    );
    expect(missing).toEqual([]);
    expect(lines).toContain(command.summary);
  });

  test.each(named)('%s has examples that can be typed', (name, command) => {
    // What takes nothing needs no example.
    if (command.usage !== '') expect(command.examples.length).toBeGreaterThan(0);
    for (const example of command.examples) {
      expect(wordsOf(usageOf(command))).toContain(`\`/ingest ${example}\``);
      const read = toWords(example);
      const [first, ...words] = read.ok ? read.words : [];
      expect(first?.text).toBe(name);
      if (command === start) expect(readStartWords(words).problems).toEqual([]);
    }
  });

  test.each(named)('%s is within Slack’s limits and holds no stray markup', (_, command) => {
    expect(messageProblems(usageOf(command))).toEqual([]);
    expect(foreignMarkup(wordsOf(usageOf(command)))).toEqual([]);
  });
});

/** What the grammar of a command knows, which it says to whoever gives an option that there is none of. */
async function knownOptions(command: SingleCommand): Promise<string[]> {
  const read = await command.read([plainWord('--zzzzzz')]);
  const said = read.ok
    ? []
    : read.problems.filter((problem) => problem.startsWith('`--zzzzzz` is not an option'));
  return said
    .flatMap((problem) => [...problem.matchAll(/`(--[a-z-]+)`/g)].map(([, name = '']) => name))
    .slice(1);
}

const ofGrammar = commands.flatMap((command): [string, SingleCommand][] =>
  'members' in command || ['start', 'help'].includes(command.name) ? [] : [[command.name, command]],
);

test.each(ofGrammar)('The help of %s names every option that its grammar knows', async (_, command) => {
  const known = await knownOptions(command);
  const help = wordsOf(usageOf(command));
  expect(known.filter((option) => !help.includes(option))).toEqual([]);
});

test('The options that a grammar knows are found', async () => {
  const found = await Promise.all(ofGrammar.map(([, command]) => knownOptions(command)));
  expect(found.flat()).toEqual(
    expect.arrayContaining(['--all', '--room', '--url', '--volume', '--tempo', '--progress', '--role']),
  );
});

test('A command without options has no heading for them', () => {
  expect(wordsOf(usageOf(commandNamed('help')))).toMatch(/^`\/ingest help \[COMMAND\]`\n.*\n\*Examples\*\n/);
});

test('The overview is within Slack’s limits and holds no stray markup', () => {
  expect(messageProblems(overview(commands))).toEqual([]);
  expect(foreignMarkup(wordsOf(overview(commands)))).toEqual([]);
});

test.each<[string, Message]>([
  ['help', overview(commands)],
  ['HELP', overview(commands)],
  ['--help', overview(commands)],
  ['—help', overview(commands)],
  ['help --help', overview(commands)],
  ['help start', usageOf(start)],
  ['help START', usageOf(start)],
  ['start --help', usageOf(start)],
  ['start room123 --help', usageOf(start)],
])('/ingest %s helps', async (text, answer) => {
  expect(await answersTo(text)).toEqual([answer]);
});
