import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { message } from './blocks/build.ts';
import { code } from './blocks/mrkdwn.ts';
import type { Tell } from './reply.ts';
import { slackReason } from './slack-error.ts';
import { notice } from './views/notice.ts';

export interface Forms {
  /**
   * Opens a form within the three seconds that a trigger lives. One that must be looked up first gets its place held
   * by a notice; that look-up must not reject. Where Slack does not open the form, the person is told.
   */
  open(triggerId: string, form: ModalView | Promise<ModalView>, tell: Tell): Promise<void>;
}

export function createForms(web: WebClient): Forms {
  async function openWhenReady(triggerId: string, form: Promise<ModalView>): Promise<void> {
    const opened = await web.views.open({ trigger_id: triggerId, view: notice('One moment…') });
    await web.views.update({ view_id: opened.view?.id ?? '', view: await form });
  }

  return {
    async open(triggerId, form, tell) {
      try {
        if (form instanceof Promise) await openWhenReady(triggerId, form);
        else await web.views.open({ trigger_id: triggerId, view: form });
      } catch (error) {
        await tell(message(`The form did not open (Slack says ${code(slackReason(error))}): try once more.`));
      }
    },
  };
}
