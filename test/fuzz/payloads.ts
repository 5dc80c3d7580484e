import fc from 'fast-check';
import { actionIds } from '../../src/slack/blocks/buttons.ts';
import { anyJson, deepJson, nastyText, secretUrls } from './nasty.ts';

/** Where it stands, the handle or the TaskId of a running task is put in. */
export const handleHere = '{handle}';

const value = fc.oneof(
  {
    arbitrary: fc.constantFrom(handleHere, handleHere.toUpperCase(), `${handleHere} `, `${handleHere}x`),
    weight: 3,
  },
  { arbitrary: nastyText, weight: 4 },
  {
    arbitrary: fc.constantFrom('running 20', 'over -1', 'history 999999999', 'history 1e9', 'x 5', 'running'),
    weight: 2,
  },
  { arbitrary: fc.constantFrom('0', '-1', '999999', '1e400', 'NaN', '8640000000000001'), weight: 1 },
  { arbitrary: anyJson, weight: 2 },
);

/** A part of a payload that was left as Slack sends it, is missing, or is anything. */
const part = fc.oneof(
  { arbitrary: fc.constant({ kind: 'right' as const }), weight: 5 },
  { arbitrary: fc.constant({ kind: 'missing' as const }), weight: 1 },
  { arbitrary: anyJson.map((is) => ({ kind: 'bent' as const, is })), weight: 1 },
);
export type Part = { kind: 'right' } | { kind: 'missing' } | { kind: 'bent'; is: unknown };

/** A pressed button whose value and surroundings were changed by hand. */
export const presses = fc.record({
  action: fc.constantFrom(...Object.values(actionIds).filter((id) => id !== actionIds.checkForm)),
  value,
  channel: fc.oneof({ arbitrary: fc.constant('C0LIVEOPS'), weight: 3 }, { arbitrary: nastyText, weight: 1 }),
  inHome: fc.boolean(),
  metadata: fc.oneof(nastyText, anyJson, fc.constantFrom('0', '7', '999999', '-1')),
  /** Whether the form may be opened: triggers live for three seconds. */
  fresh: fc.boolean(),
  responseUrl: part,
});

/** A form with volume and speed whose private_metadata was changed by hand. */
export const metadata = value;

const linked = fc
  .tuple(
    nastyText,
    fc.constantFrom('https://a.b/1.mp4', '<https://a.b/1.mp4?x=1&amp;y=2|the show>', ...secretUrls),
    nastyText,
  )
  .map(([before, link, after]) => `${before} ${link} ${after}`);
const anyText = fc.oneof(linked, nastyText, anyJson);

const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    anyText,
    fc.record(
      { type: fc.constantFrom('link', 'text', 'section', '__proto__'), url: anyText, text: anyText },
      { requiredKeys: [] },
    ),
    fc.record({ type: fc.constant('rich_text'), elements: fc.array(tie('tree'), { maxLength: 4 }) }),
    fc.record({
      type: fc.constant('table'),
      rows: fc.array(fc.array(tie('tree'), { maxLength: 2 }), { maxLength: 2 }),
    }),
    fc.record({ type: fc.constantFrom('mrkdwn', 'markdown', 'plain_text', 'raw_text'), text: anyText }),
    fc.record(
      {
        type: fc.constantFrom('button', 'video', 'card', 'image'),
        url: anyText,
        video_url: anyText,
        title: tie('tree'),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record({ text: tie('tree'), fields: fc.array(tie('tree'), { maxLength: 3 }) }, { requiredKeys: [] }),
  ),
}));

/** What is attached to a message, forwarded or quoted in it, or shown of a page. */
const attachments = fc.array(
  fc.oneof(
    anyJson,
    fc.record(
      {
        is_share: fc.boolean(),
        is_msg_unfurl: fc.boolean(),
        text: anyText,
        fallback: anyText,
        title_link: anyText,
        from_url: anyText,
        image_url: anyText,
        blocks: tree,
        message_blocks: fc.array(fc.record({ message: fc.record({ blocks: tree }) }), { maxLength: 2 }),
        attachments: fc.array(anyJson, { maxLength: 2 }),
        files: fc.array(fc.record({ url_private: anyText }), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
  ),
  { maxLength: 3 },
);

/** A message that a shortcut is used on; one that goes down very deep is named by its depth, so that it can be printed. */
export type ShortcutMessage = { message: unknown } | { levels: number };

export function messageOf(one: ShortcutMessage): unknown {
  return 'message' in one ? one.message : { text: 'x', blocks: JSON.parse(deepJson(one.levels, 'elements')) };
}

/** Messages as Slack sends them, and otherwise. */
export const messages: fc.Arbitrary<ShortcutMessage> = fc.oneof(
  {
    arbitrary: fc
      .record(
        {
          type: fc.constant('message'),
          text: anyText,
          blocks: fc.oneof(fc.array(tree, { maxLength: 4 }), tree),
          attachments: fc.oneof(attachments, anyJson),
        },
        { requiredKeys: ['type'] },
      )
      .map((message) => ({ message })),
    weight: 12,
  },
  { arbitrary: anyJson.map((message) => ({ message })), weight: 2 },
  { arbitrary: fc.constantFrom(100, 3_000, 12_000).map((levels) => ({ levels })), weight: 1 },
);
