import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Logger } from '../../ingest/runtime.ts';
import { isFormClosed, isFormOpenAlready, isTooLateForForm, slackReason } from '../api/slack-error.ts';
import { message } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';
import { notice, ofCheck } from '../views/notice.ts';
import type { Tell } from './reply.ts';

export interface Forms {
  /**
   * Opens a form within the three seconds that a trigger lives. One that must be looked up first gets its place held
   * by a notice; that look-up must not reject. If Slack does not open the form, the person is told; who closes the
   * notice meanwhile is not.
   */
  open(triggerId: string, form: ModalView | Promise<ModalView>, tell: Tell): Promise<void>;
  /**
   * Lays a view over the form whose button gave the trigger; the form stays as it is. A notice holds the view's place, and
   * only then is it looked up, which must not reject. If Slack does not show it, the person is told; who closes the form
   * or the notice meanwhile is not.
   */
  layOver(triggerId: string, lookUp: () => Promise<ModalView>, tell: Tell): Promise<void>;
}

export function createForms(web: WebClient, logger: Logger): Forms {
  return {
    async open(triggerId, form, tell) {
      try {
        const view = form instanceof Promise ? notice(oneMoment) : form;
        const opened = await web.views.open({ trigger_id: triggerId, view });
        if (form instanceof Promise) await fillIn(opened.view?.id ?? '', await form, { tell, what: 'form' });
      } catch (error) {
        await notShown(error, { tell, what: 'form' });
      }
    },

    async layOver(triggerId, lookUp, tell) {
      const shown = { tell, what: 'answer' } as const;
      try {
        const opened = await web.views.push({ trigger_id: triggerId, view: notice(oneMoment, ofCheck) });
        await fillIn(opened.view?.id ?? '', await lookUp(), shown);
      } catch (error) {
        // The form was closed while the notice was on its way.
        if (isFormClosed(error)) logger.info({ reason: slackReason(error) }, closedMeanwhile);
        else await notShown(error, shown);
      }
    },
  };

  async function notShown(error: unknown, { tell, what }: Shown): Promise<void> {
    if (isFormOpenAlready(error))
      logger.info({ reason: slackReason(error) }, 'A form is open already: its request came twice');
    else await tell(message(notOpened(error, what)));
  }

  async function fillIn(viewId: string, view: ModalView, { tell, what }: Shown): Promise<void> {
    try {
      await web.views.update({ view_id: viewId, view });
    } catch (error) {
      if (isFormClosed(error)) {
        logger.info({ reason: slackReason(error) }, closedMeanwhile);
        return;
      }
      await tell(
        message(
          `The ${what} stayed empty (Slack says ${code(slackReason(error))}): close it and try once more.`,
        ),
      );
    }
  }
}

/** What was to be shown, in a word, and how to tell the person that it was not. */
interface Shown {
  tell: Tell;
  what: 'form' | 'answer';
}

const oneMoment = 'One moment…';
const closedMeanwhile = 'A form was closed before it was filled in';

function notOpened(error: unknown, what: Shown['what']): string {
  if (isTooLateForForm(error))
    return `The ${what} did not open: Slack gave it up after three seconds (\`expired_trigger_id\`). Try once more.`;
  const reason = slackReason(error);
  if (reason === 'push_limit_reached')
    return `The ${what} did not open, since Slack lays no more than two views over a form: close those, then try once more.`;
  return reason === 'slack_unreachable'
    ? `Slack did not say whether the ${what} opened: if you see none, try once more.`
    : `The ${what} did not open (Slack says ${code(reason)}): try once more.`;
}
