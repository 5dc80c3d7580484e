import type { Block, InteractiveElement } from './block-kit/types.ts';
import { acknowledged, type Desk, payloadOf } from './desk.ts';
import { type Entry, enteredValue, findOption } from './field-input.ts';
import { freshState, interactiveElements, keepsValue, type Placed } from './field-state.ts';
import type { JsonObject } from './json.ts';
import type { Delivery, Message, OpenView, Person, State } from './types.ts';
import { viewPayload } from './views.ts';
import { messagePayload } from './web-api/chat.ts';

export interface PressOptions {
  /** In menus, selects and checkboxes: the text or value of what is chosen. */
  choose?: Entry;
  /** Where several buttons are alike. */
  blockId?: string;
  value?: string;
}

/** Something with buttons that a person sees, and what Slack says about it in block_actions. */
export interface Pressable {
  blocks: readonly Block[];
  channel: string | undefined;
  state: State;
  /** Where it is a form or Home. */
  view?: OpenView;
  about: () => JsonObject;
}

export function pressableMessage(
  desk: Desk,
  person: Person,
  place: { channel: string; ts: string },
): Pressable {
  const message = desk.workspace.findMessage(place.channel, place.ts);
  if (message === undefined) throw new Error(`there is no message ${place.ts} in ${place.channel}`);
  const { channel, ts, blocks = [] } = message;
  const inThread = threadOf(desk, message);
  return {
    blocks,
    channel,
    state: freshState(blocks, channel),
    about: () => ({
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false, ...inThread },
      channel: { id: channel, name: shownName(desk, channel) },
      message: { ...messagePayload(message), ...inThread },
      response_url: desk.responseUrls.issue({ channel, user: person.id, message: ts }),
    }),
  };
}

/** A reply names its root in the container too (slack-go 888, java-slack-sdk 1200); that an answered root names itself is assumed. */
export function threadOf(desk: Desk, { channel, ts, thread_ts = ts }: Message): { thread_ts?: string } {
  return desk.workspace.isThread(channel, thread_ts) ? { thread_ts } : {};
}

/** Slack does not send the message along where only one person sees it: only the container names the thread. */
export function pressableEphemeral(
  desk: Desk,
  person: Person,
  place: { channel: string; ts: string },
): Pressable {
  const { channel, ts } = place;
  const found = desk.workspace.ephemerals.find(
    (one) => one.channel === channel && one.ts === ts && one.user === person.id,
  );
  if (found === undefined) throw new Error(`${person.name} does not see ${ts} in ${channel}`);
  const { blocks = [], thread_ts } = found;
  const inThread = thread_ts === undefined ? {} : { thread_ts };
  return {
    blocks,
    channel,
    state: freshState(blocks, channel),
    about: () => ({
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: true, ...inThread },
      channel: { id: channel, name: shownName(desk, channel) },
      response_url: desk.responseUrls.issue({ channel, user: person.id, ephemeral: ts }),
    }),
  };
}

export function pressableView(view: OpenView): Pressable {
  const container = { type: 'view', view_id: view.id };
  const { channel, state } = view;
  return {
    blocks: view.view.blocks,
    channel,
    state,
    view,
    about: () => ({ container, view: viewPayload(view) }),
  };
}

/** Names of private channels are not sent. */
export function shownName(desk: Desk, channelId: string): string {
  const channel = desk.workspace.findChannel(channelId);
  if (channelId.startsWith('D')) return 'directmessage';
  if (channel?.group === true) return channel.name;
  return channel === undefined || channel.private === true || channelId.startsWith('G')
    ? 'privategroup'
    : channel.name;
}

function sends({ block }: Placed): boolean {
  return block.type !== 'input' || block.dispatch_action === true;
}

function findElement(blocks: readonly Block[], what: string, options: PressOptions): Placed {
  const all = interactiveElements(blocks).filter(sends);
  const found = all.filter(
    ({ block, element }) =>
      (element.action_id === what || (element.type === 'button' && element.text.text === what)) &&
      (options.blockId === undefined || block.block_id === options.blockId) &&
      (options.value === undefined || (element.type === 'button' && element.value === options.value)),
  );
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  const names = all.map(({ element }) =>
    element.type === 'button' ? `[${element.text.text}]` : element.action_id,
  );
  throw new Error(
    `there ${found.length === 0 ? 'is no' : 'are several'} ${what} among ${names.join(' ') || 'no buttons'}`,
  );
}

/** What the action says beyond its ids; a field of a form keeps it too. */
function use(
  { desk, person }: { desk: Desk; person: Person },
  element: InteractiveElement,
  pressed: Pressable,
  block: Block,
  choose: Entry | undefined,
): JsonObject {
  if (element.type === 'button') {
    const { text, value, style, url, confirm } = element;
    return definedOnly({ text, value, style, url, confirm });
  }
  if (element.type === 'overflow') return { selected_option: findOption(element.options, String(choose)) };
  const held = pressed.state[block.block_id]?.[element.action_id];
  const value =
    choose === undefined ? held : enteredValue(element, choose, { workspace: desk.workspace, person });
  if (value === undefined || !keepsValue(element))
    throw new Error(`nothing is chosen in ${element.action_id}`);
  pressed.state[block.block_id] = { ...pressed.state[block.block_id], [element.action_id]: value };
  return { ...value };
}

function definedOnly(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** @throws Error where there is nothing of that name to press */
export async function press(
  desk: Desk,
  person: Person,
  pressed: Pressable,
  what: string,
  options: PressOptions,
): Promise<Delivery> {
  const { block, element } = findElement(pressed.blocks, what, options);
  const { channel, view } = pressed;
  const used = use({ desk, person }, element, pressed, block, options.choose);
  const origin = {
    user: person.id,
    ...(channel === undefined ? {} : { channel }),
    ...(view?.view.type === 'modal' ? { view: view.id } : {}),
  };
  const body = {
    type: 'block_actions',
    ...payloadOf(person),
    ...pressed.about(),
    ...(view === undefined ? { state: { values: pressed.state } } : {}),
    trigger_id: desk.triggers.issue(origin),
    actions: [
      {
        ...used,
        type: element.type,
        action_id: element.action_id,
        block_id: block.block_id,
        action_ts: desk.workspace.nextTs(),
      },
    ],
  };
  const delivery = await desk.deliver({ kind: 'interactive', body });
  acknowledged(desk, delivery, person.id, what);
  return delivery;
}
