import { type Block, Message, type MessageProps, type RichTextSectionUser } from 'slack-blocks-to-jsx';
import { useWorkspace } from '../workspace/context.ts';
import type { Paragraph } from './mrkdwn.ts';
import { formatDate } from './slack-date.ts';

/** The library keeps the hooks it was given first: what they return looks up for itself what may change. */
const hooks = {
  user: ({ id, name, style }) => <Person id={id} name={name} style={style} />,
  date: ({ timestamp, format }) => <Moment seconds={Number(timestamp)} format={format} />,
} satisfies MessageProps['hooks'];

/** Blocks as the library draws them. */
export function Drawn({ blocks }: { blocks: Block[] }) {
  const { people, channels, groups = [] } = useWorkspace().snapshot;
  const data = {
    users: people.map(({ id, name }) => ({ id, name })),
    channels: channels.map(({ id, name }) => ({ id, name })),
    user_groups: groups.map(({ id, handle }) => ({ id, name: handle })),
  };
  return <Message blocks={blocks} data={data} hooks={hooks} logo="" name="" withoutWrapper />;
}

export function DrawnText({ text }: { text: Paragraph[] }) {
  return <Drawn blocks={[{ type: 'rich_text', elements: text }]} />;
}

interface PersonProps {
  id: string;
  name: string;
  style: RichTextSectionUser['style'];
}

/** A mention, as the library draws them, which stands out where it is of oneself. */
function Person({ id, name, style = {} }: PersonProps) {
  const { me } = useWorkspace();
  const classes = [
    'slack_user',
    ...(id === me.id ? ['mention-me'] : []),
    ...(style.bold ? ['font-semibold'] : []),
    ...(style.italic ? ['italic'] : []),
    ...(style.strike ? ['line-through'] : []),
  ];
  return <span className={classes.join(' ')}>@{name}</span>;
}

/** A date in the zone of whoever reads. */
export function Moment({ seconds, format }: { seconds: number; format: string }) {
  const at = new Date(seconds * 1000);
  return (
    <time dateTime={at.toISOString()} title={at.toString()}>
      {formatDate(seconds, format)}
    </time>
  );
}
