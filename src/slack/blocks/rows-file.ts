import type { FileText } from '../api/file-text.ts';
import { mostFileBytes, type UnreadableReason } from '../api/files.ts';
import { code } from '../format/mrkdwn.ts';

type NoText = Extract<FileText, { ok: false }>['because'];

/** Why the rows of a show cannot be read from a file, and what to do. */
export function unreadableFile(name: string, reason: UnreadableReason | NoText): string {
  const file = code(name, 80);
  switch (reason) {
    case 'no-scope':
      return `${file} could not be read: the bot lacks the scope \`files:read\`. Whoever runs the bot adds it and reinstalls the app; until then, paste the rows.`;
    case 'too-large':
      return `${file} is too large: a list may have ${mostFileBytes / 1000} kB.`;
    case 'external':
      return `${file} is not kept at Slack: download it and attach it from your device, or paste the rows.`;
    case 'gone':
      return `${file} is not at Slack any more: attach it anew, or paste the rows.`;
    case 'no-answer':
      return `Slack did not give ${file} in time: send the form off once more, or paste the rows.`;
    case 'workbook':
      return `${file} is a workbook: save it as CSV (UTF-8) and attach that, or copy its cells and paste them.`;
    case 'no-text':
      return `${file} is no text: attach a CSV file, or paste the rows.`;
    case 'encoding':
      return `${file} is not UTF-8, so its letters are not known: save it as CSV (UTF-8), or paste the rows.`;
  }
}

/** That rows were given in two ways, of which one must have been meant. */
export const pastedAndAttached =
  'There are rows in the field and a file: leave one of them out, so that it is clear which are meant.';
