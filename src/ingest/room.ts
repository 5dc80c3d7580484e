import { charactersNotIn } from './characters.ts';

/** As the service numbers it: 0 a string room, 1 a 32-bit integer room. */
export type RoomType = 0 | 1;

export interface Room {
  /** As the person wrote it: `007` stays `007`. */
  id: string;
  type: RoomType;
}

/** What a 32-bit integer room can be called. */
export const integerRooms = { least: 1, most: 4_294_967_294 };
/** The 89 characters that the service takes, each of one byte. */
export const inRooms = /^[a-zA-Z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]$/;
/** In bytes. */
export const longestRoom = 64;

/** Whether this can name a room at all: 89 characters, which digits are among, and 64 bytes. */
export function isRoomId(id: string): boolean {
  return id !== '' && id.length <= longestRoom && charactersNotIn(id, inRooms).length === 0;
}

/** Whether these digits are outside what a 32-bit integer room can be called. Ids with other characters are the service's to judge. */
export function isImpossibleInteger(id: string): boolean {
  return /^\d+$/.test(id) && (Number(id) < integerRooms.least || Number(id) > integerRooms.most);
}

/** The type of a room of which only the id was given: integer if the id is how such a number is written, else string. */
export function inferRoomType(id: string): RoomType {
  return /^[1-9]\d*$/.test(id) && !isImpossibleInteger(id) ? 1 : 0;
}

/** Reads `string`, `integer`, 0 or 1; undefined for anything else. */
export function readRoomType(text: string): RoomType | undefined {
  if (text === 'string' || text === '0') return 0;
  if (text === 'integer' || text === '1') return 1;
  return undefined;
}
