import type { Snapshot } from '../../protocol.ts';
import { groupHandle, personName } from '../workspace/names.ts';
import { type Inline, parseMrkdwn } from './mrkdwn.ts';
import { formatDate } from './slack-date.ts';

/** mrkdwn as words to be read out. */
export function readablePlain(text: string, snapshot: Snapshot): string {
  return parseMrkdwn(text)
    .map(({ elements }) => elements.map((element) => word(element, snapshot)).join(''))
    .join('\n');
}

function word(element: Inline, snapshot: Snapshot): string {
  switch (element.type) {
    case 'text':
      return element.text;
    case 'link':
      return element.text ?? element.url;
    case 'date':
      return formatDate(element.timestamp, element.format);
    case 'channel':
      return snapshot.channels.find(({ id }) => id === element.channel_id)?.name ?? element.channel_id;
    case 'user':
      return personName(snapshot, element.user_id) ?? element.user_id;
    case 'usergroup':
      return groupHandle(snapshot, element.usergroup_id) ?? element.usergroup_id;
    case 'broadcast':
      return element.range;
  }
}
