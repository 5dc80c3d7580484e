import { people as everybody } from '../stage.ts';
import type { PagePerson } from './protocol.ts';

/** Whom somebody can be on the page, and what the bot's settings let them do. */
export const people: readonly PagePerson[] = [
  { ...everybody.alice, description: 'operator' },
  { ...everybody.bob, description: 'operator by group' },
  { ...everybody.carol, description: 'admin' },
  { ...everybody.mallory, description: 'stranger' },
];
