import { byType, type Check, flag, integer, list, numeric, object, oneOf, string, url } from './check.ts';
import {
  anyText,
  confirm,
  image,
  optionGroup,
  overflowOption,
  plainOption,
  plainText,
  richOption,
  style,
} from './composition.ts';
import { initialOptionExists, initialValueFits, numberFits, optionsOrGroups } from './rules.ts';
import type { Surface } from './types.ts';

const actionId = { action_id: string({ max: 255 }) };
const choosing = { ...actionId, confirm, focus_on_load: flag };
const withPlaceholder = { ...choosing, placeholder: plainText(150) };
const id = string({ max: 255 });

const button = object({
  required: { type: oneOf('button'), text: plainText(75) },
  optional: {
    ...actionId,
    value: string({ max: 2000 }),
    url,
    style,
    confirm,
    accessibility_label: string({ max: 75 }),
  },
});

const overflow = object({
  required: { type: oneOf('overflow'), options: list(overflowOption, { max: 5 }) },
  optional: { ...actionId, confirm },
});

const select = (type: string, own: Record<string, Check>): Check =>
  object({ required: { type: oneOf(type) }, optional: { ...withPlaceholder, ...own } });

const staticSelect = (type: string, own: Record<string, Check>): Check =>
  object({
    required: { type: oneOf(type) },
    optional: {
      ...withPlaceholder,
      options: list(plainOption, { max: 100 }),
      option_groups: list(optionGroup, { max: 100 }),
      ...own,
    },
    rules: [optionsOrGroups, initialOptionExists],
  });

const toggles = (type: string, own: Record<string, Check>): Check =>
  object({
    required: { type: oneOf(type), options: list(richOption, { max: 10 }) },
    optional: { ...choosing, ...own },
    rules: [initialOptionExists],
  });

const dispatch = {
  dispatch_action_config: object({
    required: { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), { max: 2 }) },
  }),
};

const plainTextInput = object({
  required: { type: oneOf('plain_text_input') },
  optional: {
    ...actionId,
    ...dispatch,
    focus_on_load: flag,
    placeholder: plainText(150),
    initial_value: string({ max: 3000 }),
    multiline: flag,
    min_length: integer({ min: 0, max: 3000 }),
    max_length: integer({ min: 1, max: 3000 }),
  },
  rules: [initialValueFits],
});

const numberInput = object({
  required: { type: oneOf('number_input'), is_decimal_allowed: flag },
  optional: {
    ...actionId,
    ...dispatch,
    focus_on_load: flag,
    placeholder: plainText(150),
    initial_value: numeric,
    min_value: numeric,
    max_value: numeric,
  },
  rules: [numberFits],
});

const fileInput = object({
  required: { type: oneOf('file_input') },
  optional: {
    ...actionId,
    filetypes: list(string({ max: 20 }), { max: 100 }),
    max_files: integer({ min: 1, max: 10 }),
  },
});

const conversationFilter = object({
  optional: {
    include: list(oneOf('im', 'mpim', 'private', 'public'), { max: 4 }),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  },
});

/** Elements with a value. Only an input block of a modal may ask for a response_url. */
function choices(mayAskForResponseUrl: boolean): Record<string, Check> {
  const responseUrl: Record<string, Check> = mayAskForResponseUrl ? { response_url_enabled: flag } : {};
  const several = { max_selected_items: integer({ min: 1, max: 100 }) };
  return {
    static_select: staticSelect('static_select', { initial_option: plainOption }),
    multi_static_select: staticSelect('multi_static_select', {
      initial_options: list(plainOption, { max: 100 }),
      ...several,
    }),
    radio_buttons: toggles('radio_buttons', { initial_option: richOption }),
    checkboxes: toggles('checkboxes', { initial_options: list(richOption, { max: 10 }) }),
    users_select: select('users_select', { initial_user: id }),
    multi_users_select: select('multi_users_select', { initial_users: list(id, { max: 100 }), ...several }),
    channels_select: select('channels_select', { initial_channel: id, ...responseUrl }),
    conversations_select: select('conversations_select', {
      initial_conversation: id,
      default_to_current_conversation: flag,
      filter: conversationFilter,
      ...responseUrl,
    }),
  };
}

export const accessory: Check = byType({ button, overflow, image, ...choices(false) });
export const actionsElement: Check = byType({ button, overflow, ...choices(false) });
export const contextElement: Check = byType({ image, plain_text: anyText(3000), mrkdwn: anyText(3000) });
export const inputElement = (surface: Surface): Check =>
  byType({
    ...{ plain_text_input: plainTextInput, number_input: numberInput },
    ...(surface === 'modal' ? { file_input: fileInput } : {}),
    ...choices(surface === 'modal'),
  });
