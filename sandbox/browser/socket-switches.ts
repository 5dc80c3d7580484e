import type { SlackStandIn } from '../slack/index.ts';
import type { SocketSwitchName } from './protocol.ts';

/** What each does to the sockets of the bot, or to the next one that it opens. */
export const socketSwitches: Record<SocketSwitchName, (slack: SlackStandIn) => void> = {
  refresh: (slack) => slack.disconnect('refresh_requested'),
  cut: (slack) => slack.disconnect('drop'),
  deafen: (slack) => slack.deafen(),
  'refuse-next': (slack) => slack.meetSockets({ kind: 'refused', status: 503 }),
  'leave-next': (slack) => slack.meetSockets({ kind: 'silent' }),
};

export const socketSwitchNames = Object.keys(socketSwitches) as SocketSwitchName[];
