import { describe, expect, test } from '@jest/globals';
import { blocks } from '../../../sandbox/slack/block-kit/blocks.ts';
import { inSlackWords } from '../../../sandbox/slack/block-kit/check.ts';
import { homeView, modalView } from '../../../sandbox/slack/block-kit/view.ts';

const long = (length: number) => 'x'.repeat(length);
const many = <T>(length: number, item: T) => Array.from({ length }, () => item);
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const option = (value: string, text = value) => ({ text: plain(text), value });
const button = (more: object = {}) => ({ type: 'button', text: plain('Stop'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const section = (accessory: object) => ({ type: 'section', text: mrkdwn('a'), accessory });
const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Room'),
  element,
  ...more,
});
const textInput = (more: object = {}) => ({ type: 'plain_text_input', ...more });
const numberInput = (more: object = {}) => ({ type: 'number_input', is_decimal_allowed: false, ...more });
const select = (more: object = {}) => ({ type: 'static_select', options: [option('a')], ...more });
const confirm = {
  title: plain('Sure?'),
  text: mrkdwn('*All* of them'),
  confirm: plain('Stop'),
  deny: plain('Keep'),
};
const modal = (more: object = {}) => ({
  type: 'modal',
  title: plain('Start'),
  blocks: [{ type: 'divider' }],
  ...more,
});

function messageProblems(...given: object[]): string[] {
  return blocks('message')(given, '/blocks').map(inSlackWords);
}
function modalProblems(...given: object[]): string[] {
  return modalView(modal({ submit: plain('Go'), blocks: given }), '/view').map(inSlackWords);
}

describe('messages', () => {
  test('everything within the limits passes', () => {
    const fine = [
      { type: 'header', text: plain(long(150)) },
      {
        type: 'section',
        block_id: 'b'.repeat(255),
        text: mrkdwn(long(3000)),
        fields: many(10, mrkdwn(long(2000))),
      },
      { type: 'context', elements: many(10, mrkdwn('a')) },
      actions(
        ...Array.from({ length: 25 }, (_, index) =>
          button({ action_id: `a${index}`, value: long(2000), style: 'danger', confirm }),
        ),
      ),
      section({ type: 'overflow', options: many(5, option(long(150), long(75))) }),
      section(select({ options: many(100, option('a')), initial_option: option('a') })),
      { type: 'image', image_url: 'https://a.b/c.png', alt_text: 'a' },
    ];
    expect(messageProblems(...fine)).toEqual([]);
  });

  const refused: [string, object[], string][] = [
    ['51 blocks', many(51, { type: 'divider' }), 'no more than 50 items allowed [json-pointer:/blocks]'],
    [
      'a long section',
      [{ type: 'section', text: mrkdwn(long(3001)) }],
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'an empty section',
      [{ type: 'section', text: mrkdwn('') }],
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'a section with nothing',
      [{ type: 'section' }],
      'must define either `text` or `fields` [json-pointer:/blocks/0]',
    ],
    [
      '11 fields',
      [{ type: 'section', fields: many(11, plain('a')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'a long field',
      [{ type: 'section', fields: [plain(long(2001))] }],
      'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    [
      'a long header',
      [{ type: 'header', text: plain(long(151)) }],
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'mrkdwn in a header',
      [{ type: 'header', text: mrkdwn('a') }],
      'must be one of: plain_text [json-pointer:/blocks/0/text/type]',
    ],
    [
      'emoji in mrkdwn',
      [{ type: 'section', text: { ...mrkdwn('a'), emoji: true } }],
      'invalid additional property: emoji [json-pointer:/blocks/0/text]',
    ],
    [
      '11 parts of a context',
      [{ type: 'context', elements: many(11, plain('a')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'a button in a context',
      [{ type: 'context', elements: [button()] }],
      'unsupported type: button [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      '26 buttons',
      [actions(...many(26, button()))],
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    ['no buttons', [actions()], 'no fewer than 1 items allowed [json-pointer:/blocks/0/elements]'],
    [
      'a long button',
      [actions(button({ text: plain(long(76)) }))],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'mrkdwn on a button',
      [actions(button({ text: mrkdwn('a') }))],
      'must be one of: plain_text [json-pointer:/blocks/0/elements/0/text/type]',
    ],
    [
      'a long value',
      [actions(button({ value: long(2001) }))],
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'an unknown style',
      [actions(button({ style: 'default' }))],
      'must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'a url that is none',
      [actions(button({ url: 'a.b' }))],
      'invalid url [json-pointer:/blocks/0/elements/0/url]',
    ],
    [
      'a long action_id',
      [actions(button({ action_id: long(256) }))],
      'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
    ],
    [
      'a long block_id',
      [{ type: 'divider', block_id: long(256) }],
      'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
    ],
    [
      'a block_id twice',
      many(2, { type: 'divider', block_id: 'b' }),
      '`block_id` b already exists [json-pointer:/blocks/1/block_id]',
    ],
    [
      'an action_id twice in a block',
      [actions(...many(2, button({ action_id: 'a' })))],
      '`action_id` a already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ],
    [
      'an unknown property',
      [{ type: 'divider', color: 'red' }],
      'invalid additional property: color [json-pointer:/blocks/0]',
    ],
    ['an unknown block', [{ type: 'card' }], 'unsupported type: card [json-pointer:/blocks/0/type]'],
    ['an input', [input(textInput())], 'unsupported type: input [json-pointer:/blocks/0/type]'],
    [
      'a text field among buttons',
      [actions(textInput())],
      'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      '6 options in a menu',
      [section({ type: 'overflow', options: many(6, option('a')) })],
      'no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]',
    ],
    [
      'a long confirm title',
      [actions(button({ confirm: { ...confirm, title: plain(long(101)) } }))],
      'must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]',
    ],
    [
      'a long confirm text',
      [actions(button({ confirm: { ...confirm, text: plain(long(301)) } }))],
      'must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
    ],
    [
      'a long confirm button',
      [actions(button({ confirm: { ...confirm, confirm: plain(long(31)) } }))],
      'must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/confirm/text]',
    ],
    [
      'a confirm without deny',
      [actions(button({ confirm: { ...confirm, deny: undefined } }))],
      'missing required field: deny [json-pointer:/blocks/0/elements/0/confirm]',
    ],
    [
      'a response_url for a select',
      [section({ type: 'conversations_select', response_url_enabled: true })],
      'invalid additional property: response_url_enabled [json-pointer:/blocks/0/accessory]',
    ],
  ];
  test.each(refused)('%s is refused', (_, given, problem) => {
    expect(messageProblems(...given)).toEqual([`[ERROR] ${problem}`]);
  });
});

describe('forms', () => {
  test('everything within the limits passes', () => {
    const fine = [
      input(
        textInput({
          max_length: 3000,
          initial_value: 'a',
          multiline: true,
          placeholder: plain('a'),
          focus_on_load: true,
        }),
      ),
      input(numberInput({ min_value: '0', max_value: '100', initial_value: '50' }), {
        optional: true,
        hint: plain('a'),
      }),
      input(select({ initial_option: option('a') }), { dispatch_action: true }),
      input({ type: 'static_select', option_groups: [{ label: plain('g'), options: [option('a')] }] }),
      input({
        type: 'radio_buttons',
        options: [{ text: mrkdwn('*a*'), value: 'a', description: plain('b') }],
      }),
      input({ type: 'checkboxes', options: [option('a')], initial_options: [option('a')] }),
      input({
        type: 'conversations_select',
        response_url_enabled: true,
        default_to_current_conversation: true,
      }),
      input({ type: 'users_select' }),
    ];
    expect(modalProblems(...fine)).toEqual([]);
  });

  const refused: [string, object, string][] = [
    [
      'a long select text',
      input(select({ options: [option('a', long(76))] })),
      'must be less than 76 characters [json-pointer:/view/blocks/0/element/options/0/text/text]',
    ],
    [
      'a long select value',
      input(select({ options: [option(long(151), 'a')] })),
      'must be less than 151 characters [json-pointer:/view/blocks/0/element/options/0/value]',
    ],
    [
      '101 options',
      input(select({ options: many(101, option('a')) })),
      'no more than 100 items allowed [json-pointer:/view/blocks/0/element/options]',
    ],
    [
      'no options',
      input(select({ options: [] })),
      'no fewer than 1 items allowed [json-pointer:/view/blocks/0/element/options]',
    ],
    [
      'neither options nor groups',
      input({ type: 'static_select' }),
      'must define either `options` or `option_groups` [json-pointer:/view/blocks/0/element]',
    ],
    [
      'another initial option',
      input(select({ initial_option: option('b') })),
      '`initial_option` must be one of the provided options [json-pointer:/view/blocks/0/element/initial_option]',
    ],
    [
      'mrkdwn in a select',
      input(select({ options: [{ text: mrkdwn('a'), value: 'a' }] })),
      'must be one of: plain_text [json-pointer:/view/blocks/0/element/options/0/text/type]',
    ],
    [
      '11 checkboxes',
      input({ type: 'checkboxes', options: many(11, option('a')) }),
      'no more than 10 items allowed [json-pointer:/view/blocks/0/element/options]',
    ],
    [
      'another ticked box',
      input({ type: 'checkboxes', options: [option('a')], initial_options: [option('b')] }),
      '`initial_options` must be one of the provided options [json-pointer:/view/blocks/0/element/initial_options]',
    ],
    [
      'max_length over 3000',
      input(textInput({ max_length: 3001 })),
      'must be less than or equal to 3000 [json-pointer:/view/blocks/0/element/max_length]',
    ],
    [
      'an initial value over max_length',
      input(textInput({ max_length: 2, initial_value: 'abc' })),
      'must be less than 3 characters [json-pointer:/view/blocks/0/element/initial_value]',
    ],
    [
      'a number field without is_decimal_allowed',
      input({ type: 'number_input' }),
      'missing required field: is_decimal_allowed [json-pointer:/view/blocks/0/element]',
    ],
    [
      'a number as a number',
      input(numberInput({ min_value: 1 })),
      'must be a string with a number [json-pointer:/view/blocks/0/element/min_value]',
    ],
    [
      'an initial number out of range',
      input(numberInput({ max_value: '10', initial_value: '11' })),
      'must be between `min_value` and `max_value` [json-pointer:/view/blocks/0/element/initial_value]',
    ],
    [
      'decimals where there are none',
      input(numberInput({ initial_value: '1.5' })),
      'decimals are not allowed [json-pointer:/view/blocks/0/element/initial_value]',
    ],
    [
      'a label with mrkdwn',
      input(textInput(), { label: mrkdwn('a') }),
      'must be one of: plain_text [json-pointer:/view/blocks/0/label/type]',
    ],
    [
      'a button as input',
      input(button()),
      'unsupported type: button [json-pointer:/view/blocks/0/element/type]',
    ],
    [
      'confirm on a text field',
      input(textInput({ confirm })),
      'invalid additional property: confirm [json-pointer:/view/blocks/0/element]',
    ],
  ];
  test.each(refused)('%s is refused', (_, given, problem) => {
    expect(modalProblems(given)).toEqual([`[ERROR] ${problem}`]);
  });

  const views: [string, object, string][] = [
    [
      'a long title',
      modal({ title: plain(long(25)) }),
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    [
      'a long submit',
      modal({ submit: plain(long(25)) }),
      'must be less than 25 characters [json-pointer:/view/submit/text]',
    ],
    [
      'a long close',
      modal({ close: plain(long(25)) }),
      'must be less than 25 characters [json-pointer:/view/close/text]',
    ],
    ['no title', modal({ title: undefined }), 'missing required field: title [json-pointer:/view]'],
    [
      '101 blocks',
      modal({ blocks: many(101, { type: 'divider' }) }),
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    ['no blocks', modal({ blocks: [] }), 'no fewer than 1 items allowed [json-pointer:/view/blocks]'],
    [
      'long private_metadata',
      modal({ private_metadata: long(3001) }),
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      'a long callback_id',
      modal({ callback_id: long(256) }),
      'must be less than 256 characters [json-pointer:/view/callback_id]',
    ],
    [
      'inputs without submit',
      modal({ blocks: [input(textInput())] }),
      'must define `submit` to use `input` block [json-pointer:/view/blocks/0/input]',
    ],
    [
      'two focused fields',
      modal({ submit: plain('Go'), blocks: many(2, input(textInput({ focus_on_load: true }))) }),
      'only one element can set `focus_on_load` [json-pointer:/view]',
    ],
    ['a Home tab', { type: 'home', blocks: [] }, 'unsupported type: home [json-pointer:/view/type]'],
  ];
  test.each(views)('%s is refused', (_, view, problem) => {
    expect(modalView(view, '/view').map(inSlackWords)).toEqual([`[ERROR] ${problem}`]);
  });

  test('a Home tab has inputs but no title and no response_urls', () => {
    expect(homeView({ type: 'home', blocks: [input(textInput())] }, '/view')).toEqual([]);
    expect(homeView({ type: 'home', title: plain('a'), blocks: [] }, '/view').map(inSlackWords)).toEqual([
      '[ERROR] invalid additional property: title [json-pointer:/view]',
    ]);
    expect(
      homeView(
        { type: 'home', blocks: [input({ type: 'channels_select', response_url_enabled: true })] },
        '/view',
      ),
    ).toHaveLength(1);
  });
});
