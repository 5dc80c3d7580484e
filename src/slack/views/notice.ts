import type { ModalView } from '@slack/types';
import { section } from '../format/message.ts';

/** A form's place while what goes into it is being looked up, or the reason why there is no form. */
export function notice(text: string): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'Start a stream' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [section(text)],
  };
}
