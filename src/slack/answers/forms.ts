import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Logger } from '../../ingest/runtime.ts';
import { isFormClosed, isFormOpenAlready, isTooLateForForm, slackReason } from '../api/slack-error.ts';
import { message } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';
import { notice } from '../views/notice.ts';
import type { Tell } from './reply.ts';

export interface Forms {
  /**
   * Opens a form within the three seconds that a trigger lives. One that must be looked up first gets its place held
   * by a notice; that look-up must not reject. If Slack does not open the form, the person is told; who closes the
   * notice meanwhile is not.
   */
  open(triggerId: string, form: ModalView | Promise<ModalView>, tell: Tell): Promise<void>;
}

export function createForms(web: WebClient, logger: Logger): Forms {
  return {
    async open(triggerId, form, tell) {
      try {
        const view = form instanceof Promise ? notice('One moment…') : form;
        const opened = await web.views.open({ trigger_id: triggerId, view });
        if (form instanceof Promise) await fillIn(opened.view?.id ?? '', await form, tell);
      } catch (error) {
        if (isFormOpenAlready(error))
          logger.info({ reason: slackReason(error) }, 'A form is open already: its request came twice');
        else await tell(message(notOpened(error)));
      }
    },
  };

  async function fillIn(viewId: string, view: ModalView, tell: Tell): Promise<void> {
    try {
      await web.views.update({ view_id: viewId, view });
    } catch (error) {
      if (isFormClosed(error)) {
        logger.info({ reason: slackReason(error) }, 'A form was closed before it was filled in');
        return;
      }
      await tell(
        message(
          `The form stayed empty (Slack says ${code(slackReason(error))}): close it and try once more.`,
        ),
      );
    }
  }
}

function notOpened(error: unknown): string {
  if (isTooLateForForm(error))
    return 'The form did not open: Slack gave it up after three seconds (`expired_trigger_id`). Try once more.';
  const reason = slackReason(error);
  return reason === 'slack_unreachable'
    ? 'Slack did not say whether the form opened: if you see none, try once more.'
    : `The form did not open (Slack says ${code(reason)}): try once more.`;
}
