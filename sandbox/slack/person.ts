import type { Actor, Where } from './actor.ts';
import { messageWithin } from './attachments.ts';
import { acknowledged, type Desk, payloadOf, verificationToken } from './desk.ts';
import { eventRequest } from './events.ts';
import { fillField } from './form.ts';
import { isObject, type JsonObject } from './json.ts';
import {
  type Pressable,
  press,
  pressableEphemeral,
  pressableMessage,
  pressableView,
  shownName,
  threadOf,
} from './press.ts';
import { Refusal } from './refusal.ts';
import { respond } from './response-urls.ts';
import { closeForm, submitForm } from './submission.ts';
import type { Channel, Delivery, OpenView, Person } from './types.ts';
import { viewPayload } from './views.ts';
import { messagePayload, permalink } from './web-api/chat.ts';
import { bot, isDirect, otherTeam, team } from './workspace.ts';

/** @throws Error where there is no such person, or they cannot do anything any more */
export function actor(desk: Desk, userId: string): Actor {
  const { workspace, views, triggers, responseUrls } = desk;
  const found = workspace.findPerson(userId);
  if (found === undefined || found.deleted === true)
    throw new Error(`there is nobody called ${userId} in Slack`);
  const person: Person = found;
  const { id, name } = person;

  function forbid(what: string): never {
    throw new Error(`Slack would not let ${name} ${what}`);
  }

  function channelFor(wanted: string | undefined): Channel {
    const mine = workspace.channels.filter(
      (channel) => channel.members.includes(id) && channel.archived !== true,
    );
    const channel = wanted === undefined ? mine[0] : mine.find((one) => one.id === wanted);
    return channel ?? forbid(`write in ${wanted ?? 'any channel'}`);
  }

  function reachableView(view: OpenView | string): OpenView {
    const wanted = views.find(typeof view === 'string' ? view : view.id);
    if (wanted === undefined || wanted.user !== id) return forbid('use a view that is not open');
    if (wanted.view.type === 'modal' && views.top(id) !== wanted)
      return forbid('use a form below another one');
    return wanted;
  }

  function pressable(where: Where): Pressable {
    if ('view' in where) return pressableView(reachableView(where.view));
    if ('ephemeral' in where) return pressableEphemeral(desk, person, where.ephemeral);
    channelFor(where.message.channel);
    return pressableMessage(desk, person, where.message);
  }

  function needsScope(scope: string): void {
    if (!workspace.options.botScopes.includes(scope)) forbid(`do that: the app has no scope ${scope}`);
  }

  function showAnswer(channel: string, about: string, body: unknown): void {
    const answer: JsonObject = isObject(body) ? body : { text: body };
    if (body === undefined || body === '' || Object.keys(answer).length === 0) return;
    try {
      respond(workspace, { channel, user: id }, answer, 'ack');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      workspace.complain({ user: id, kind: 'invalid_answer', about, detail: error.message });
    }
  }

  async function interact(about: string, body: JsonObject): Promise<Delivery> {
    const delivery = await desk.deliver({ kind: 'interactive', body: { ...payloadOf(person), ...body } });
    acknowledged(desk, delivery, id, about);
    return delivery;
  }

  function openApp(tab: JsonObject): Promise<Delivery> {
    const channel = workspace.directMessages(id).id;
    return desk.deliver(eventRequest(workspace, { type: 'app_home_opened', user: id, channel, ...tab }));
  }

  return {
    id,
    name,
    get form() {
      return views.top(id);
    },

    async command(text, options = {}) {
      needsScope('commands');
      const { command = '/ingest' } = options;
      const channel = channelFor(options.channel);
      const body = {
        token: verificationToken,
        team_id: person.stranger === true ? otherTeam.id : team.id,
        team_domain: person.stranger === true ? otherTeam.domain : team.domain,
        channel_id: channel.id,
        channel_name: shownName(desk, channel.id),
        user_id: id,
        user_name: name,
        command,
        text,
        api_app_id: bot.appId,
        is_enterprise_install: 'false',
        response_url: responseUrls.issue({ channel: channel.id, user: id }),
        trigger_id: triggers.issue({ user: id, channel: channel.id }, options.triggerId),
      };
      const delivery = await desk.deliver({ kind: 'slash_commands', body });
      if (acknowledged(desk, delivery, id, command)) showAnswer(channel.id, command, delivery.body);
      return delivery;
    },

    press: async (where, what, options = {}) => press(desk, person, pressable(where), what, options),

    fill(view, values) {
      const form = reachableView(view);
      for (const [field, entry] of Object.entries(values))
        fillField(form, field, entry, { workspace, person });
      views.changed(form);
    },

    submit: async (view) => submitForm(desk, person, reachableView(view)),
    close: async (view, { all = false } = {}) => closeForm(desk, person, reachableView(view), all),

    async shortcut(callbackId) {
      needsScope('commands');
      const trigger_id = triggers.issue({ user: id });
      return interact(callbackId, {
        type: 'shortcut',
        callback_id: callbackId,
        trigger_id,
        action_ts: workspace.nextTs(),
      });
    },

    async messageShortcut(callbackId, place) {
      needsScope('commands');
      const { id: channel } = channelFor(place.channel);
      const message =
        workspace.findMessage(channel, place.ts) ?? forbid(`use ${place.ts}: there is no such message`);
      return interact(callbackId, {
        type: 'message_action',
        callback_id: callbackId,
        action_ts: workspace.nextTs(),
        trigger_id: triggers.issue({ user: id, channel }),
        response_url: responseUrls.issue({ channel, user: id, message: message.ts }),
        message_ts: message.ts,
        channel: { id: channel, name: shownName(desk, channel) },
        message: { ...messagePayload(message), ...threadOf(desk, message) },
      });
    },

    async openHome() {
      const home = views.homes.find((one) => one.user === id);
      return openApp({ tab: 'home', ...(home && { view: viewPayload(home) }) });
    },

    openMessages: async () => openApp({ tab: 'messages' }),

    say(text, { channel: wanted, thread_ts, ...extras } = {}) {
      const channel = channelFor(wanted);
      const inThread = thread_ts === undefined ? {} : { thread_ts };
      const more = Object.keys(extras).length === 0 ? {} : { extras };
      return workspace.post({ channel: channel.id, user: id, text, ...inThread, ...more });
    },

    forward(place, { channel: wanted, text = '' } = {}) {
      const { id: from } = channelFor(place.channel);
      const message = workspace.findMessage(from, place.ts) ?? forbid(`forward ${place.ts}: it is not there`);
      const author = workspace.findPerson(message.user) ?? person;
      const within = messageWithin(message, { author, permalink: permalink(message), how: 'forwarded' });
      const extras = { ...(text === '' ? { blocks: [] } : {}), attachments: [within] };
      return workspace.post({ channel: channelFor(wanted).id, user: id, text, extras });
    },

    delete({ channel, ts }) {
      channelFor(channel);
      if (workspace.findMessage(channel, ts) === undefined) forbid(`delete ${ts}: there is no such message`);
      workspace.remove(channel, ts);
    },

    inviteBot(channel) {
      const wanted = channelFor(channel);
      if (isDirect(wanted)) forbid('invite anybody to direct messages');
      if (wanted.botIsMember) forbid(`invite the app to #${wanted.name}: it is there already`);
      wanted.botIsMember = true;
      workspace.announce({ kind: 'workspace', channel });
    },
  };
}
