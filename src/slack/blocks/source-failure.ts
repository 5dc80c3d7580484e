import type { NotChecked, OtherFormat, SourceFailure } from '../../ingest/source-report.ts';
import { duration } from '../format/mrkdwn.ts';

/** Why there is no media at an address, or why that cannot be said, and what to do. */
export function sourceFailure(failure: SourceFailure | NotChecked): string {
  switch (failure.kind) {
    case 'refused-address':
      return refusals[failure.reason];
    case 'unknown-host':
      return 'There is no host of that name: look for a slip in it.';
    case 'unreachable':
      return unreachable[failure.how];
    case 'tls':
      return 'The server has no certificate that can be trusted for this name, or speaks no TLS.';
    case 'status':
      return statusSentence(failure.status);
    case 'rejected':
      return rejections[failure.why];
    case 'not-published':
      return failure.silentForMs === undefined
        ? 'The server knows no such stream: nobody sends it now.'
        : `The server says that it plays and sent nothing for ${duration(failure.silentForMs)}: nobody sends the stream now.`;
    case 'too-many-redirects':
      return 'It leads from one address to the next without an end.';
    case 'not-understood':
      return 'The server speaks another protocol than its URL says, or breaks it.';
    case 'packed':
      return `The server packs what it sends${failure.how === undefined ? '' : ` (${failure.how})`}, though it was asked not to, and players may not unpack it: switch that off for media (Content-Encoding).`;
    case 'no-answer':
      return `The server took the connection and did not answer within ${duration(failure.afterMs)}.`;
    case 'page':
      return 'It is a web page and no media: copy the address of the stream itself.';
    case 'empty':
      return 'There is nothing in it.';
    case 'cut-off':
      return `The connection ended after ${failure.bytes} bytes, too few to tell what it is.`;
    case 'slow':
      return `Only ${failure.bytes} bytes came within ${duration(failure.afterMs)}: its server, or the way to the bot, is too slow.`;
    case 'index-missing':
      return 'The file has no index (moov): its recording was not finished. Finish or repair it.';
    case 'other-format':
      return `It is ${otherFormats[failure.format]}, which TRTC does not take.`;
    case 'unreadable':
      return 'It is of no known kind of media, or broken.';
    case 'playlist':
      return playlistSentence(failure);
    case 'not-checked':
      return notChecked[failure.why];
  }
}

const refusals: Record<Extract<SourceFailure, { kind: 'refused-address' }>['reason'], string> = {
  'not-public':
    'It leads to an address that is not public, and the bot connects to none. Whoever runs the bot can allow it (`INGEST_PROBE_ALLOW`); TRTC must reach it too.',
  'odd-host': 'It leads to a host that cannot be read.',
  scheme: 'It leads to an address that is neither http, https nor rtmp.',
};

const unreachable: Record<Extract<SourceFailure, { kind: 'unreachable' }>['how'], string> = {
  refused: 'The host refuses connections at this port: nothing listens there.',
  'no-route': 'There is no way from the bot to this host.',
  'timed-out': 'The host does not answer: it is off, or a firewall keeps the bot out.',
  closed: 'The server ended the connection without an answer.',
};

const rejections: Record<Extract<SourceFailure, { kind: 'rejected' }>['why'], string> = {
  'no-such-app':
    'The RTMP server knows no such application: look for a slip in the first name after the host.',
  redirected:
    'The RTMP server asks for another address, which the bot does not follow; TRTC may. If it does not play, take the other address itself.',
  login:
    'The RTMP server asks for a login, which the bot does not follow; TRTC may. If it does not play, let the server take the stream without one, or with a key in the URL.',
  refused:
    'The RTMP server refused the bot: look at the stream and its key, at geo-blocking, and at who may play there.',
  failed: 'The RTMP server says that it failed or is shutting down. Try again in a minute.',
  silent:
    'The RTMP server ended the connection without a word: it knows no such application or stream, or does not let the bot in.',
};

function statusSentence(status: number): string {
  if (status === 404 || status === 410)
    return `The server says ${status}: there is nothing at this address, or not yet.`;
  if (status === 401 || status === 403)
    return `The server says ${status}: it does not let the bot have this. Look at the link's signature, credentials and geo-blocking.`;
  if (status >= 500) return `The server says ${status}: it is out of order. Try again in a minute.`;
  return `The server says ${status} and gives no media.`;
}

const otherFormats: Record<OtherFormat, string> = {
  dash: 'a DASH manifest',
  avi: 'an AVI file',
  asf: 'a Windows Media file',
  'mpeg-ps': 'an MPEG program stream',
  image: 'a picture',
  archive: 'an archive',
  document: 'a document',
  text: 'text',
};

function playlistSentence({ problem, status }: Extract<SourceFailure, { kind: 'playlist' }>): string {
  switch (problem) {
    case 'empty':
      return 'The playlist names nothing to play.';
    case 'broken':
      return 'The playlist is broken.';
    case 'endless':
      return 'The playlist leads from playlist to playlist.';
    case 'piece-missing':
      return `What the playlist names cannot be had${status === undefined ? '' : ` (the server says ${status})`}.`;
  }
}

const notChecked: Record<NotChecked['why'], string> = {
  stopped: 'The check was stopped.',
  busy: 'Too many other checks were under way.',
  'too-much-to-read': 'More would have to be read than a check may.',
  'too-many-requests': 'More would have to be asked for than a check may.',
  proxy: 'The bot reaches the internet through a proxy alone, and checks do not go through one.',
  'no-name-service': 'The name of the host could not be looked up.',
  failed: 'The check itself went wrong. That says nothing of the source.',
};
