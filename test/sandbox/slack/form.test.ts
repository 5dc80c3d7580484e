import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Entry, SlackStandIn } from '../../../sandbox/slack/index.ts';
import {
  alice,
  bob,
  closeAll,
  general,
  listenOnHttp,
  newApp,
  newClient,
  newSlack,
} from '../../support/workspace.ts';

let slack: SlackStandIn;
let view = '';
const options = ['One', 'Two'].map((text) => ({
  text: { type: 'plain_text' as const, text },
  value: text.toLowerCase(),
}));

const elements = {
  line: { type: 'plain_text_input', max_length: 5, min_length: 2 },
  lines: { type: 'plain_text_input', multiline: true },
  number: { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '10' },
  select: { type: 'static_select', options },
  radio: { type: 'radio_buttons', options },
  boxes: { type: 'checkboxes', options },
  tick: { type: 'checkboxes', options: options.slice(0, 1) },
  person: { type: 'users_select' },
  people: { type: 'multi_users_select', max_selected_items: 1 },
  channel: { type: 'conversations_select' },
};

beforeAll(async () => {
  slack = await newSlack();
  const app = newApp(slack);
  app.command('/ingest', ({ ack }) => ack());
  app.view('form', ({ ack }) => ack({ response_action: 'errors', errors: { line: 'seen' } }));
  await listenOnHttp(slack, app);
  const { request } = await slack.person(alice).command('');
  const client = newClient(slack);
  await client.apiCall('views.open', {
    trigger_id: request.body.trigger_id,
    view: {
      type: 'modal',
      callback_id: 'form',
      title: { type: 'plain_text', text: 'Form' },
      submit: { type: 'plain_text', text: 'Go' },
      blocks: Object.entries(elements).map(([name, element]) => ({
        type: 'input',
        block_id: name,
        optional: true,
        label: { type: 'plain_text', text: `The ${name}` },
        element,
      })),
    },
  });
  view = slack.person(alice).form?.id ?? '';
});
afterAll(closeAll);

function held(name: string): unknown {
  return Object.values(slack.views[0]?.state[name] ?? {})[0];
}

describe('a field', () => {
  test.each<[string, Entry, object]>([
    ['line', 'abc', { value: 'abc' }],
    ['line', '', { value: null }],
    ['lines', 'a\nb', { value: 'a\nb' }],
    ['number', '7', { value: '7' }],
    ['select', 'Two', { selected_option: options[1] }],
    ['select', 'one', { selected_option: options[0] }],
    ['select', '', { selected_option: null }],
    ['radio', 'One', { selected_option: options[0] }],
    ['boxes', ['Two', 'One'], { selected_options: options }],
    ['boxes', [], { selected_options: [] }],
    ['tick', true, { selected_options: options.slice(0, 1) }],
    ['tick', false, { selected_options: [] }],
    ['person', '@bob', { selected_user: bob }],
    ['people', ['alice'], { selected_users: [alice] }],
    ['channel', '#general', { selected_conversation: general }],
  ])('%s takes %j', (name, entry, value) => {
    slack.person(alice).fill(view, { [`The ${name}`]: entry });
    expect(held(name)).toMatchObject(value);
  });

  test.each<[string, Entry, string]>([
    ['line', 'a\nb', 'line: it has a single line'],
    ['line', true, 'line: it takes a text'],
    ['number', 'seven', 'number: it takes a number'],
    ['select', 'Three', 'select: there is no option Three, only One, Two'],
    ['boxes', true, 'boxes: a tick needs a field with one option'],
    ['person', '@gone', 'person: there is no @gone'],
    ['channel', '#old', 'channel: there is no channel #old'],
    ['nowhere', 'a', 'there is no field nowhere among The line'],
  ])('%s does not take %j', (name, entry, reason) => {
    expect(() => slack.person(alice).fill(view, { [name]: entry })).toThrow(reason);
  });

  test.each<[string, Entry, string]>([
    ['line', 'abcdef', 'The line: Must be less than 6 characters.'],
    ['line', 'a', 'The line: Must be at least 2 characters.'],
    ['lines', 'x'.repeat(3001), 'The lines: Must be less than 3001 characters.'],
    ['number', '0', 'The number: Must be at least 1.'],
    ['number', '11', 'The number: Must be at most 10.'],
    ['number', '1.5', 'The number: Must be a whole number.'],
    ['people', ['alice', 'bob'], 'The people: Too many are selected.'],
  ])('%s with %j keeps the form from being sent', async (name, entry, reason) => {
    const person = slack.person(alice);
    const empty = Array.isArray(entry) ? [] : '';
    person.fill(view, { [name]: entry });
    await expect(person.submit(view)).rejects.toThrow(`Slack would not let alice submit this: ${reason}`);
    person.fill(view, { [name]: empty });
    expect((await person.submit(view)).status).toBe(200);
  });
});
