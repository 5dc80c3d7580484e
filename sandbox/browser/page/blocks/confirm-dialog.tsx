import { useId } from 'react';
import type { Confirm } from '../../../slack/block-kit/types.ts';
import { withEmoji } from '../../../slack/emoji.ts';
import { Dialog } from '../parts/dialog.tsx';
import { DrawnText } from './drawn.tsx';
import { paragraphsOf } from './library-blocks.ts';

/** Asks before something is done, in the app's words. Escape says no. */
export function ConfirmDialog({ confirm, onAnswer }: { confirm: Confirm; onAnswer: (yes: boolean) => void }) {
  const title = useId();
  const text = useId();
  return (
    <Dialog role="alertdialog" labelledBy={title} describedBy={text} onCancel={() => onAnswer(false)}>
      <h2 id={title}>{withEmoji(confirm.title.text)}</h2>
      <div id={text} className="dialog-body">
        <DrawnText text={paragraphsOf(confirm.text)} />
      </div>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={() => onAnswer(false)}>
          {withEmoji(confirm.deny.text)}
        </button>
        <button
          type="button"
          className={`button button-${confirm.style ?? 'primary'} button-filled`}
          onClick={() => onAnswer(true)}
        >
          {withEmoji(confirm.confirm.text)}
        </button>
      </div>
    </Dialog>
  );
}
