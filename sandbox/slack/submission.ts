import { inSlackWords } from './block-kit/check.ts';
import { modalView } from './block-kit/view.ts';
import { acknowledged, type Desk, payloadOf } from './desk.ts';
import { obstacles, responseUrlInputs } from './form.ts';
import { isObject, type JsonObject } from './json.ts';
import { Refusal } from './refusal.ts';
import type { Origin } from './triggers.ts';
import type { Delivery, OpenView, Person } from './types.ts';
import { viewPayload } from './views.ts';

/** Sends the form and does with it what the app answers. @throws Error where Slack's client would not send it */
export async function submitForm(desk: Desk, person: Person, view: OpenView): Promise<Delivery> {
  const title = view.view.title?.text ?? '';
  if (view.view.submit === undefined)
    throw new Error(`Slack would not let ${person.name} submit ${title}: it has no submit button`);
  const reasons = obstacles(view);
  if (reasons.length > 0)
    throw new Error(`Slack would not let ${person.name} submit this: ${reasons.join(' · ')}`);
  view.errors = {};
  const delivery = await desk.deliver({ kind: 'interactive', body: submissionPayload(desk, person, view) });
  if (!acknowledged(desk, delivery, person.id, title)) return delivery;
  if (desk.views.find(view.id) === undefined) return delivery;
  const detail = applyAnswer(desk, view, delivery.body);
  if (detail !== undefined)
    desk.workspace.complain({ user: person.id, kind: 'invalid_answer', about: title, detail });
  return delivery;
}

function submissionPayload({ triggers, responseUrls }: Desk, person: Person, view: OpenView): JsonObject {
  return {
    type: 'view_submission',
    ...payloadOf(person),
    trigger_id: triggers.issue(originOf(view)),
    view: viewPayload(view),
    response_urls: responseUrlInputs(view).map((input) => ({
      ...input,
      response_url: responseUrls.issue({ channel: input.channel_id, user: person.id }),
    })),
  };
}

function originOf({ user, id, channel }: OpenView): Origin {
  return { user, view: id, ...(channel === undefined ? {} : { channel }) };
}

/** What Slack would not accept about the answer, if anything. */
function applyAnswer({ views }: Desk, view: OpenView, answer: unknown): string | undefined {
  if (answer === undefined || answer === '') return void views.close(view);
  if (!isObject(answer)) return `not an object: ${answer}`;
  switch (answer.response_action) {
    case 'clear':
      return void views.closeAll(view);
    case 'errors':
      return showErrors(view, answer.errors) ?? void views.changed(view);
    case 'update':
    case 'push':
      return showView({ views }, view, answer.response_action, answer.view);
    default:
      return `unknown response_action: ${answer.response_action}`;
  }
}

function showErrors(view: OpenView, errors: unknown): string | undefined {
  if (!isObject(errors) || Object.keys(errors).length === 0) return '`errors` must not be empty';
  const inputs = view.view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
  for (const [block, text] of Object.entries(errors)) {
    if (!inputs.includes(block)) return `no input block ${block} in this view`;
    if (typeof text !== 'string' || text === '') return `the error of ${block} must be a text`;
    view.errors[block] = text;
  }
  return undefined;
}

function showView(
  { views }: Pick<Desk, 'views'>,
  view: OpenView,
  action: 'update' | 'push',
  next: unknown,
): string | undefined {
  const problems = modalView(next, '/view');
  if (problems.length > 0) return problems.map(inSlackWords).join(' ');
  try {
    if (action === 'update') views.update(view, next);
    else views.push(originOf(view), next);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

/**
 * Closes a form without sending it; the app hears of it where it asked to (notify_on_close). `all`: by the cross at the
 * top, which closes those below it too; of that the app hears by the lowest of them
 * (https://docs.slack.dev/surfaces/modals, on view_closed).
 */
export async function closeForm(
  desk: Desk,
  person: Person,
  upper: OpenView,
  all: boolean,
): Promise<Delivery | undefined> {
  const view = (all ? desk.views.find(upper.root_view_id) : undefined) ?? upper;
  const { notify_on_close, clear_on_close, title } = view.view;
  const cleared = all || clear_on_close === true;
  if (cleared) desk.views.closeAll(view);
  else desk.views.close(view);
  if (notify_on_close !== true) return undefined;
  const body = {
    type: 'view_closed',
    ...payloadOf(person),
    view: viewPayload(view),
    is_cleared: cleared,
  };
  const delivery = await desk.deliver({ kind: 'interactive', body });
  acknowledged(desk, delivery, person.id, title?.text ?? '');
  return delivery;
}
