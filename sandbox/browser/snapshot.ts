import { maskUrl } from '../../src/ingest/mask.ts';
import { slackErrors } from '../slack/error-codes.ts';
import { bot, type Channel, type Complaint } from '../slack/index.ts';
import { sourceFaultNames, sourceFaults } from '../sources/index.ts';
import type { Stage } from '../stage.ts';
import { errorCodeGroups } from './error-codes.ts';
import type { FaultDesk } from './faults.ts';
import type { Manifest } from './manifest.ts';
import { pageCall } from './page-call.ts';
import { people } from './people.ts';
import type { PageChannel, Snapshot } from './protocol.ts';

const mostMessages = 400;
const mostCalls = 200;

export interface SnapshotParts {
  stage: Stage;
  faults: FaultDesk;
  manifest: Manifest;
  mode: 'http' | 'socket';
  typing: { onPhone: boolean };
}

/** All that the page shows, as it is now. */
export function takeSnapshot(parts: SnapshotParts): Snapshot {
  const { stage, faults, manifest, mode, typing } = parts;
  const { slack, trtc, sources } = stage;
  const messages = slack.channels.flatMap(({ id }) => slack.messages(id));
  return {
    people,
    channels: slack.channels.map((channel) => pageChannel(channel, manifest)),
    groups: slack.groups.map(({ id, handle }) => ({ id, handle })),
    messages: messages.toSorted((a, b) => Number(a.ts) - Number(b.ts)).slice(-mostMessages),
    ephemerals: slack.ephemerals.slice(-mostMessages),
    views: slack.views,
    homes: slack.homes,
    complaints: slack.complaints.map((each) => ({
      ts: each.ts,
      user: each.user,
      text: complaintInWords(each),
    })),
    command: manifest.command,
    shortcuts: manifest.shortcuts,
    trtc: {
      tasks: trtc.tasks.map((task) => ({ ...task, streamUrl: maskUrl(task.streamUrl) })),
      calls: trtc.calls.slice(-mostCalls).reverse().map(pageCall),
      errorCodes: errorCodeGroups,
      pendingFaults: faults.pending,
      updatesOfGone: trtc.updatesOfGone,
      events: { ...trtc.eventStyle },
    },
    sources: {
      all: sources.all,
      faults: sourceFaultNames.map((name) => ({ name, words: sourceFaults[name].words })),
    },
    slackErrors: Object.entries(slackErrors).map(([group, codes]) => ({ group, codes })),
    onPhone: typing.onPhone,
    bot: { mode },
  };
}

function pageChannel(channel: Channel, manifest: Manifest): PageChannel {
  const { id, name, private: hidden, archived, botIsMember, members } = channel;
  const closed = whyClosed(channel, manifest);
  const common = {
    id,
    archived: archived ?? false,
    botIsMember,
    ...(closed === undefined ? {} : { closed }),
  };
  const [person] = members;
  if (!id.startsWith('D') || person === undefined) return { ...common, name, private: hidden ?? false };
  return { ...common, name: bot.name, private: true, directTo: person };
}

function whyClosed({ id, archived }: Channel, manifest: Manifest): string | undefined {
  if (archived === true) return 'This channel is archived.';
  const onlyBot = id.startsWith('D') && manifest.onlyBotWritesDirectMessages;
  return onlyBot ? 'Only the bot writes here: type /ingest in a channel.' : undefined;
}

function complaintInWords({ kind, about, detail }: Complaint): string {
  const failed = `${about} failed with the error "${kind}"`;
  return detail === kind ? failed : `${failed} (${detail})`;
}
