import type { Check } from '../block-kit/check.ts';
import { homeView, modalView } from '../block-kit/view.ts';
import { isObject, type JsonObject } from '../json.ts';
import { Refusal, refuseProblems } from '../refusal.ts';
import type { OpenView } from '../types.ts';
import { viewPayload } from '../views.ts';
import { required, text } from './args.ts';
import type { Method, Services } from './method.ts';

/** 250 kB: https://docs.slack.dev/reference/methods/views.open */
const maxViewBytes = 250_000;

/** https://docs.slack.dev/reference/block-kit/block-elements/file-input-element; which error that is, is published nowhere. */
function refuseFileInput({ workspace }: Services, view: unknown): void {
  if (!JSON.stringify(view).includes('"type":"file_input"')) return;
  const provided = workspace.options.botScopes;
  if (!provided.includes('files:read'))
    throw new Refusal('missing_scope', [], { needed: 'files:read', provided: provided.join(',') });
}

function checkedView(services: Services, args: JsonObject, check: Check): JsonObject {
  const { view } = args;
  if (view === undefined) throw new Refusal('invalid_arguments', ['[ERROR] missing required field: view']);
  refuseProblems('invalid_arguments', check(view, '/view'));
  refuseFileInput(services, view);
  if (!isObject(view))
    throw new Refusal('invalid_arguments', ['[ERROR] must provide an object [json-pointer:/view]']);
  if (Buffer.byteLength(JSON.stringify(view)) > maxViewBytes) throw new Refusal('view_too_large');
  return view;
}

function refuseOldHash(args: JsonObject, current: OpenView | undefined): void {
  const hash = text(args, 'hash');
  if (hash !== undefined && hash !== current?.hash) throw new Refusal('hash_conflict');
}

function currentView({ views }: Services, args: JsonObject): OpenView {
  const externalId = text(args, 'external_id');
  const found =
    externalId === undefined ? views.find(required(args, 'view_id')) : views.findByExternalId(externalId);
  if (found === undefined || found.view.type === 'home') throw new Refusal('not_found');
  return found;
}

export const views: Record<string, Method> = {
  'views.open': {
    scopes: [],
    run: (services, args) => {
      const trigger = required(args, 'trigger_id');
      const view = checkedView(services, args, modalView);
      const origin = services.triggers.exchange(trigger);
      return { view: viewPayload(services.views.start(origin, view)) };
    },
  },
  'views.push': {
    scopes: [],
    run: (services, args) => {
      const trigger = required(args, 'trigger_id');
      const view = checkedView(services, args, modalView);
      const origin = services.triggers.exchange(trigger);
      // Triggers of commands and shortcuts push nothing (python-slack-sdk 804, bolt-js 2152).
      if (origin.view === undefined)
        throw new Refusal('invalid_arguments', ['[ERROR] invalid `trigger_id` [json-pointer:/trigger_id]']);
      if (services.views.find(origin.view) === undefined) throw new Refusal('not_found');
      return { view: viewPayload(services.views.push(origin, view)) };
    },
  },
  'views.update': {
    scopes: [],
    run: (services, args) => {
      const view = checkedView(services, args, modalView);
      const current = currentView(services, args);
      refuseOldHash(args, current);
      return { view: viewPayload(services.views.update(current, view)) };
    },
  },
  'views.publish': {
    scopes: [],
    run: (services, args) => {
      const user = required(args, 'user_id');
      const view = checkedView(services, args, homeView);
      if (services.workspace.findPerson(user) === undefined) throw new Refusal('user_not_found');
      refuseOldHash(
        args,
        services.views.homes.find((home) => home.user === user),
      );
      return { view: viewPayload(services.views.publish(user, view)) };
    },
  },
};
