import type { SlackStandIn } from '../slack/index.ts';
import type { Sources } from '../sources/index.ts';
import type { TrtcStandIn } from '../trtc/index.ts';
import type { FaultDesk } from './faults.ts';
import type { Manifest } from './manifest.ts';
import type { Act, ActAnswer } from './protocol.ts';
import { socketSwitches } from './socket-switches.ts';
import { asPhonesSend, asSlackSends } from './typed-text.ts';

export interface ActParts {
  slack: SlackStandIn;
  trtc: TrtcStandIn;
  sources: Sources;
  faults: FaultDesk;
  manifest: Manifest;
  /** How people type. */
  typing: { onPhone: boolean };
}

/**
 * Does what a person does on the page; resolves once the bot has acknowledged it, or Slack has given up waiting.
 * @param as user id of somebody in the workspace
 * @throws Error of a stand-in that does not work, which is none of the person's doing
 */
export async function perform(parts: ActParts, as: string, act: Act): Promise<ActAnswer> {
  try {
    await done(parts, as, act);
    return { ok: true };
  } catch (error) {
    if (isRefusal(error)) return { ok: false, problem: error.message };
    throw error;
  }
}

/** The stand-ins refuse with plain Errors; a TypeError and its like is a mistake in them. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.name === 'Error';
}

async function done(parts: ActParts, as: string, act: Act): Promise<unknown> {
  const { slack, trtc, sources, faults, manifest, typing } = parts;
  const person = slack.person(as);
  const sent = (text: string, labels: boolean) =>
    asSlackSends(typing.onPhone ? asPhonesSend(text) : text, slack, { labels });
  switch (act.type) {
    case 'command':
      refuseReadOnly(act.channel, manifest);
      return person.command(sent(act.text, true), {
        channel: act.channel,
        command: manifest.command.name,
      });
    case 'say':
      refuseReadOnly(act.channel, manifest);
      return person.say(sent(act.text, false), {
        channel: act.channel,
        ...(act.threadTs === undefined ? {} : { thread_ts: act.threadTs }),
      });
    case 'press': {
      const { where, actionId, blockId, choose } = act;
      if ('view' in where && where.values !== undefined) person.fill(where.view, { ...where.values });
      return person.press(where, actionId, {
        ...(blockId === undefined ? {} : { blockId }),
        ...(choose === undefined ? {} : { choose }),
      });
    }
    case 'submit':
      person.fill(act.viewId, { ...act.values });
      return person.submit(act.viewId);
    case 'close':
      return person.close(act.viewId, { all: act.all === true });
    case 'shortcut':
      refuseUnknownShortcut(act.callbackId, 'global', manifest);
      return person.shortcut(act.callbackId);
    case 'message-shortcut':
      refuseUnknownShortcut(act.callbackId, 'message', manifest);
      return person.messageShortcut(act.callbackId, act);
    case 'open-home':
      return person.openHome();
    case 'open-messages':
      return person.openMessages();
    case 'invite-bot':
      return person.inviteBot(act.channel);
    case 'fail-trtc':
      return faults.failTrtc(act);
    case 'release-trtc':
      return trtc.release();
    case 'updates-of-gone':
      trtc.updatesOfGone = act.answer;
      return;
    case 'fail-slack':
      return faults.failSlack(act);
    case 'socket':
      return socketSwitches[act.what](slack);
    case 'type-on-phone':
      typing.onPhone = act.on;
      return;
    case 'delete':
      return person.delete(act);
    case 'break-source':
      if (act.fault === undefined) return sources.mend(act.name);
      return sources.break(act.name, act.fault);
    case 'take-back-faults':
      return faults.takeBack();
    case 'event-style':
      Object.assign(trtc.eventStyle, act.style);
      return;
    case 'source':
      return trtc.source(act.taskId)[act.what]();
  }
}

function refuseReadOnly(channel: string, manifest: Manifest): void {
  if (!channel.startsWith('D') || !manifest.onlyBotWritesDirectMessages) return;
  throw new Error('Slack has no field to write in here: in these messages only the app writes');
}

function refuseUnknownShortcut(callbackId: string, type: 'global' | 'message', manifest: Manifest): void {
  if (manifest.shortcuts.some((each) => each.callbackId === callbackId && each.type === type)) return;
  throw new Error(`Slack offers no ${type} shortcut ${callbackId}`);
}
