import type { StartForm } from '../views/start-form.ts';
import { hasFile, linksIn } from './message-link.ts';

const noLink = 'There is no http, https or rtmp link in that message: please fill in the URL.';
const onlyFile =
  'Slack gives the file in that message only to people who are signed in, so TRTC cannot pull it: please fill in a URL that anybody can open.';

/** What the start form is filled in with from a message, and what is said of the links in it. */
export function formForMessage(message: unknown): Pick<StartForm, 'draft' | 'notice'> {
  const [url, ...more] = linksIn(message);
  if (url === undefined) return { draft: {}, notice: hasFile(message) ? onlyFile : noLink };
  if (more.length === 0) return { draft: { url } };
  return { draft: { url }, notice: `There are ${more.length + 1} links in that message: this is the first.` };
}
