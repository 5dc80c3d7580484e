import { viewWithIds } from './block-kit/ids.ts';
import type { View } from './block-kit/types.ts';
import { freshState } from './field-state.ts';
import { newId } from './ids.ts';
import type { JsonObject } from './json.ts';
import { Refusal } from './refusal.ts';
import type { Origin } from './triggers.ts';
import type { OpenView } from './types.ts';
import { bot, team, type Workspace } from './workspace.ts';

const maxStack = 3;

/** The forms that are open, a stack for each person, and everybody's Home tab. */
export class Views {
  private readonly stacks = new Map<string, OpenView[]>();
  private readonly published = new Map<string, OpenView>();
  private readonly workspace: Workspace;

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  get open(): readonly OpenView[] {
    return [...this.stacks.values()].flat();
  }

  get homes(): readonly OpenView[] {
    return [...this.published.values()];
  }

  find(id: string | undefined): OpenView | undefined {
    return [...this.open, ...this.homes].find((one) => one.id === id);
  }

  findByExternalId(externalId: string): OpenView | undefined {
    return this.open.find((one) => one.view.external_id === externalId);
  }

  /** The one a person can reach; those below wait. */
  top(user: string): OpenView | undefined {
    return this.stacks.get(user)?.at(-1);
  }

  start(origin: Origin, checked: unknown): OpenView {
    const opened = this.newView(origin, checked, undefined);
    this.stacks.set(origin.user, [opened]);
    return this.changed(opened);
  }

  /** @throws Refusal push_limit_reached */
  push(origin: Origin, checked: unknown): OpenView {
    const stack = this.stacks.get(origin.user) ?? [];
    if (stack.length >= maxStack) throw new Refusal('push_limit_reached');
    const opened = this.newView(origin, checked, stack.at(-1));
    this.stacks.set(origin.user, [...stack, opened]);
    return this.changed(opened);
  }

  /** What was typed stays in fields that keep their block_id and action_id. */
  update(current: OpenView, checked: unknown): OpenView {
    const view = viewWithIds(checked);
    this.refuseTakenExternalId(view, current);
    current.view = view;
    current.hash = this.newHash();
    current.state = freshState(view.blocks, current.channel, current.state);
    current.errors = {};
    return this.changed(current);
  }

  publish(user: string, checked: unknown): OpenView {
    const before = this.published.get(user);
    if (before !== undefined) return this.update(before, checked);
    const home = this.newView({ user }, checked, undefined);
    this.published.set(user, home);
    return this.changed(home);
  }

  close(view: OpenView): void {
    this.keep(view, (stack) => stack.filter((one) => one !== view));
  }

  closeAll(view: OpenView): void {
    this.keep(view, () => []);
  }

  clear(): void {
    this.stacks.clear();
    this.published.clear();
  }

  changed(view: OpenView): OpenView {
    this.workspace.announce({ kind: view.view.type === 'home' ? 'home' : 'view', user: view.user });
    return view;
  }

  private keep(view: OpenView, which: (stack: OpenView[]) => OpenView[]): void {
    this.stacks.set(view.user, which(this.stacks.get(view.user) ?? []));
    this.changed(view);
  }

  private newView(origin: Origin, checked: unknown, previous: OpenView | undefined): OpenView {
    const view = viewWithIds(checked);
    this.refuseTakenExternalId(view);
    const id = newId('V');
    return {
      id,
      hash: this.newHash(),
      user: origin.user,
      view,
      root_view_id: previous?.root_view_id ?? id,
      previous_view_id: previous?.id ?? null,
      state: freshState(view.blocks, origin.channel),
      errors: {},
      ...(origin.channel === undefined ? {} : { channel: origin.channel }),
    };
  }

  private refuseTakenExternalId(view: View, current?: OpenView): void {
    if (view.external_id === undefined || view.external_id === '') return;
    const other = this.findByExternalId(view.external_id);
    if (other !== undefined && other !== current) throw new Refusal('duplicate_external_id');
  }

  private newHash(): string {
    return `${Math.floor(this.workspace.now() / 1000)}.${newId('', 8)}`;
  }
}

/** A view as Slack sends it: in answers of views.*, and in what people do with it. */
export function viewPayload(open: OpenView): JsonObject {
  const { view } = open;
  return {
    id: open.id,
    team_id: team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    state: { values: open.state },
    hash: open.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clear_on_close ?? false,
    notify_on_close: view.notify_on_close ?? false,
    close: view.close ?? null,
    submit: view.submit ?? null,
    previous_view_id: open.previous_view_id,
    root_view_id: open.root_view_id,
    app_id: bot.appId,
    external_id: view.external_id ?? '',
    app_installed_team_id: team.id,
    bot_id: bot.botId,
  };
}
