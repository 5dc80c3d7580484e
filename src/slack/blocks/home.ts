import type { Button, HomeView, KnownBlock } from '@slack/types';
import type { Access, Refusal } from '../../ingest/access.ts';
import { maskUrl } from '../../ingest/mask.ts';
import type { Preset } from '../../ingest/preset.ts';
import type { Show } from '../../ingest/shows/show.ts';
import type { Page } from '../../ingest/storage-ports.ts';
import type { Task } from '../../ingest/task.ts';
import { button, context, section } from '../format/message.ts';
import { code, timeOfDay, user } from '../format/mrkdwn.ts';
import { actionIds } from './buttons.ts';
import { card } from './card.ts';
import { refusal } from './refusal.ts';
import { showLine } from './shows.ts';
import { taskLine } from './task-lines.ts';

/** Home takes 100 blocks: 10 running tasks are 30 of them, what has ended 10, presets 20, and shows 20. */
const runningShown = 10;
export const endedShown = 10;
const presetsShown = 20;
/** Two blocks each. */
const showsShown = 10;

export interface HomeContent {
  /** Every task that is not over, oldest first. */
  active: readonly Task[];
  /** Which part of them to show, counted from 0; the last one if there are not so many. */
  page: number;
  /** The first page of those that are over, newest first. */
  over: Page<Task>;
  presets: readonly Preset[];
  shows?: readonly Show[];
  /** Whether the person may do more than look. */
  mayOperate: boolean;
  /** Whether sources are looked at here. */
  checks?: boolean;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Home for those who may look: what runs, what has ended and what was saved, the newest tasks first. */
export function homeView(content: HomeContent): HomeView {
  const { active, mayOperate, at } = content;
  const page = Math.min(content.page, Math.max(0, Math.ceil(active.length / runningShown) - 1));
  const start = { ...button(actionIds.openForm, 'Start a stream', 'home'), style: 'primary' as const };
  const blocks = [
    ...(mayOperate ? [actions([start])] : []),
    ...ofShows(content),
    ...running(content, page),
    ...ended(content),
    ...saved(content),
    context(`As of ${timeOfDay(at)}. Open this tab again to bring it up to date.`),
  ];
  return { ...homeOf(blocks), private_metadata: String(page) };
}

/** Home for somebody who may not look, with the way to ask. */
export function homeRefusal(reason: Refusal, helpers: Access['helpers']): HomeView {
  const canGive = helpers.users.length + helpers.groups.length > 0 && reason.reason !== 'unreadable';
  const how = 'Ask for the role of viewer to look, or operator to run streams; `/ingest allow` gives it.';
  return homeOf([...refusal(reason, helpers).blocks, ...(canGive ? [context(how)] : [])]);
}

/** Home made of these blocks. */
export function homeOf(blocks: readonly KnownBlock[]): HomeView {
  return { type: 'home', blocks: [...blocks] };
}

function running({ active, mayOperate, checks }: HomeContent, page: number): KnownBlock[] {
  if (active.length === 0) return [section('*Running*\nNothing runs.')];
  const from = page * runningShown;
  const shown = active.toReversed().slice(from, from + runningShown);
  const to = from + shown.length;
  const pager = [
    ...(page > 0 ? [button(actionIds.homePrevious, 'Previous', String(page - 1))] : []),
    ...(to < active.length ? [button(actionIds.homeNext, 'Next', String(page + 1))] : []),
  ];
  return [
    section(`*Running* · ${from + 1}–${to} of ${active.length}`),
    ...shown
      .flatMap((task) => card(task, checks).blocks)
      .filter(({ type }) => mayOperate || type !== 'actions'),
    ...(pager.length > 0 ? [actions(pager)] : []),
  ];
}

function ended({ over, mayOperate, at }: HomeContent): KnownBlock[] {
  if (over.items.length === 0) return [];
  const all = over.total > over.items.length ? '; `/ingest list --all` shows the rest' : '';
  return [
    { type: 'divider' },
    section(`*Ended* · the last ${over.items.length} of ${over.total}${all}`),
    ...over.items.map((task) =>
      line(taskLine(task, at), mayOperate && button(actionIds.editAndRetry, 'Start again', task.handle)),
    ),
  ];
}

/** A show with the ways to run it. */
function ofShows({ shows = [], mayOperate }: HomeContent): KnownBlock[] {
  if (shows.length === 0) return [];
  const more = shows.length - showsShown;
  return [
    section('*Shows*'),
    ...shows.slice(0, showsShown).flatMap((show): KnownBlock[] => {
      const { name } = show;
      const buttons = [
        button(actionIds.showOpen, 'Open', name),
        button(actionIds.showStart, 'Start all', name),
      ];
      return [section(showLine(show)), ...(mayOperate ? [actions(buttons)] : [])];
    }),
    ...(more > 0 ? [context(`${more} more: \`/ingest show list\` shows them all.`)] : []),
    { type: 'divider' },
  ];
}

function saved({ presets, mayOperate }: HomeContent): KnownBlock[] {
  if (presets.length === 0) return [];
  const more = presets.length - presetsShown;
  return [
    { type: 'divider' },
    section('*Presets*'),
    ...presets
      .slice(0, presetsShown)
      .map((preset) =>
        line(presetLine(preset), mayOperate && button(actionIds.startPreset, 'Start', preset.name)),
      ),
    ...(more > 0 ? [context(`${more} more: \`/ingest preset list\` shows them all.`)] : []),
  ];
}

function presetLine({ name, draft, by }: Preset): string {
  const { room, url } = draft;
  return [
    `*${code(name)}*`,
    ...(room === undefined ? [] : [`room ${code(room)}`]),
    ...(url === undefined ? [] : [code(maskUrl(url))]),
    `saved by ${user(by)}`,
  ].join(' · ');
}

function line(text: string, accessory: Button | false): KnownBlock {
  return accessory === false ? section(text) : { ...section(text), accessory };
}

function actions(elements: Button[]): KnownBlock {
  return { type: 'actions', elements };
}
