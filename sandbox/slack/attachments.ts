import type { JsonObject } from './json.ts';
import { richTextOf } from './rich-text.ts';
import type { Message, Person } from './types.ts';
import { team } from './workspace.ts';

/**
 * A message within another one, which Slack keeps as an attachment. No page documents its fields; these are those of
 * https://github.com/slackapi/slack-skills-plugin/issues/149 and https://github.com/ColeMurray/background-agents/pull/1146:
 * `is_share` where a person forwarded it, `is_msg_unfurl` alone where one wrote its address.
 */
export function messageWithin(
  message: Message,
  { author, permalink, how }: { author: Person; permalink: string; how: 'forwarded' | 'quoted' },
): JsonObject {
  const { channel, ts, text, extras } = message;
  const blocks = extras?.blocks ?? message.blocks ?? [richTextOf(text)];
  return {
    id: 1,
    ts,
    channel_id: channel,
    channel_team: team.id,
    author_id: author.id,
    author_name: author.name,
    author_subname: author.name,
    author_link: `https://${team.domain}.slack.com/team/${author.id}`,
    author_icon: 'https://avatars.slack-edge.com/1_48.png',
    fallback: `[November 27th, 2026 6:02 PM] ${author.name}: ${text}`,
    text,
    message_blocks: [{ team: team.id, channel, ts, message: { blocks } }],
    from_url: permalink,
    original_url: permalink,
    footer: 'Slack Conversation',
    mrkdwn_in: ['text'],
    is_msg_unfurl: true,
    ...(how === 'forwarded' ? { is_share: true } : {}),
    ...(extras?.files === undefined ? {} : { files: extras.files }),
  };
}

/** What Slack shows of a page to which a message links. */
export function previewOf(url: string, more: JsonObject = {}): JsonObject {
  return {
    id: 1,
    original_url: url,
    from_url: url,
    fallback: 'A page',
    service_name: 'Pages',
    service_icon: 'https://pages.example/favicon.ico',
    title: 'A page',
    title_link: url,
    text: 'What it is about.',
    thumb_url: 'https://slack-imgs.com/?c=1&url=https%3A%2F%2Fpages.example%2Fthumb.png',
    ...more,
  };
}

/** A file that somebody uploaded, which Slack gives to people who are signed in. */
export function fileOf(name: string): JsonObject {
  const address = `https://files.slack.com/files-pri/${team.id}-F0FILE`;
  return {
    id: 'F0FILE',
    name,
    title: name,
    mimetype: 'video/mp4',
    filetype: 'mp4',
    mode: 'hosted',
    is_external: false,
    url_private: `${address}/${name}`,
    url_private_download: `${address}/download/${name}`,
    permalink: `https://${team.domain}.slack.com/files/U0BOB/F0FILE/${name}`,
  };
}
