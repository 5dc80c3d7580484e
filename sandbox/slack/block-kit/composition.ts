import { byType, type Check, flag, list, object, oneOf, string, url } from './check.ts';

const mrkdwn = (max: number): Check =>
  object({ required: { type: oneOf('mrkdwn'), text: string({ max }) }, optional: { verbatim: flag } });

/** Text that Slack shows as it is. */
export const plainText = (max: number): Check =>
  object({ required: { type: oneOf('plain_text'), text: string({ max }) }, optional: { emoji: flag } });

export const anyText = (max: number): Check => byType({ plain_text: plainText(max), mrkdwn: mrkdwn(max) });

export const style = oneOf('primary', 'danger');

export const confirm = object({
  required: { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  optional: { style },
});

const option = (text: Check): Check =>
  object({ required: { text, value: string({ max: 150 }) }, optional: { description: anyText(75) } });

export const plainOption = option(plainText(75));
/** Radio buttons and checkboxes alone take mrkdwn in their options. */
export const richOption = option(anyText(75));
export const overflowOption = object({
  required: { text: plainText(75), value: string({ max: 150 }) },
  optional: { description: plainText(75), url },
});

export const optionGroup = object({
  required: { label: plainText(75), options: list(plainOption, { max: 100 }) },
});

export const image = object({
  required: { type: oneOf('image'), image_url: url, alt_text: string({ max: 2000 }) },
});
