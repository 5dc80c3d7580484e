import type { KnownBlock, ModalView } from '@slack/types';
import { section } from '../format/message.ts';

/** What a view that can only be closed is called, and what closes it. */
export interface Frame {
  title: string;
  close: string;
}

/** Of any form: what comes in its place, or why nothing does, may be of a start, of a show or of a task. */
const ofAnyForm: Frame = { title: 'TRTC Ingest', close: 'Close' };
/** Of what is laid over the start form, which is there again once it is closed. */
export const ofCheck: Frame = { title: 'Check the source', close: 'Back' };

/** A form's place while what goes into it is being looked up, or the reason why there is no form. */
export function notice(text: string, frame = ofAnyForm): ModalView {
  return framed([section(text)], frame);
}

/** A view to be read and closed. */
export function framed(blocks: readonly KnownBlock[], { title, close }: Frame): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: title },
    close: { type: 'plain_text', text: close },
    blocks: [...blocks],
  };
}
