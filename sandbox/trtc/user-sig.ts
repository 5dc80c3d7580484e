import { createHmac } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { ApiError } from './api-error.ts';

/** Whom a ticket must have been minted for, and with which application's key. */
export interface TicketHolder {
  sdkAppId: number;
  secretKey: string;
  userId: string;
}

type TicketName = 'UserSig' | 'PrivateMapKey';

const MAX_TICKET_BYTES = 65_536;

/**
 * Verifies a UserSig of TLSSigAPIv2 (https://github.com/tencentyun/tls-sig-api-v2-node).
 * @param nowMs ms since the epoch
 * @throws ApiError InvalidParameter.UserSig
 */
export function verifyUserSig(userSig: string, holder: TicketHolder, nowMs: number): void {
  const userBuf = openTicket('UserSig', userSig, holder, nowMs);
  if (userBuf !== undefined) throw wrongTicket('UserSig', 'is a PrivateMapKey');
}

/**
 * Opens a UserSig or PrivateMapKey: URL-safe base64 of a deflated, signed JSON document.
 * @returns the ticket's TLS.userbuf, which only a PrivateMapKey has.
 * @throws ApiError InvalidParameter.UserSig
 */
export function openTicket(
  name: TicketName,
  ticket: string,
  holder: TicketHolder,
  nowMs: number,
): Buffer | undefined {
  const content = decode(name, ticket);
  const time = numberOf(name, content, 'TLS.time');
  const expire = numberOf(name, content, 'TLS.expire');
  const userBuf = content['TLS.userbuf'];
  if (content['TLS.ver'] !== '2.0') throw wrongTicket(name, 'is not of version 2.0');
  if (content['TLS.identifier'] !== holder.userId) throw wrongTicket(name, 'belongs to another UserId');
  if (content['TLS.sdkappid'] !== holder.sdkAppId) throw wrongTicket(name, 'belongs to another SdkAppId');
  if (time + expire < nowMs / 1000) throw wrongTicket(name, 'has expired');
  if (userBuf !== undefined && typeof userBuf !== 'string') throw wrongTicket(name, 'cannot be read');
  if (content['TLS.sig'] !== signatureOf(holder, time, expire, userBuf)) {
    throw wrongTicket(name, 'was not minted with the key of this SdkAppId');
  }
  return userBuf === undefined ? undefined : Buffer.from(userBuf, 'base64');
}

/** Tencent names no code for a wrong PrivateMapKey; it is a UserSig that carries more, hence the same code. */
export function wrongTicket(name: TicketName, reason: string): ApiError {
  return new ApiError('InvalidParameter.UserSig', `UserSig is expired or wrong: the ${name} ${reason}.`);
}

function decode(name: TicketName, ticket: string): Record<string, unknown> {
  if (!/^[A-Za-z0-9*-]+_{0,2}$/.test(ticket)) throw wrongTicket(name, 'has characters that no ticket has');
  const base64 = ticket.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=');
  try {
    const json = inflateSync(Buffer.from(base64, 'base64'), { maxOutputLength: MAX_TICKET_BYTES });
    return { ...JSON.parse(json.toString('utf8')) };
  } catch {
    throw wrongTicket(name, 'cannot be read');
  }
}

function numberOf(name: TicketName, content: Record<string, unknown>, field: string): number {
  const value = content[field];
  if (typeof value !== 'number') throw wrongTicket(name, `has no ${field}`);
  return value;
}

function signatureOf(holder: TicketHolder, time: number, expire: number, userBuf?: string): string {
  const lines = [
    `TLS.identifier:${holder.userId}`,
    `TLS.sdkappid:${holder.sdkAppId}`,
    `TLS.time:${time}`,
    `TLS.expire:${expire}`,
  ];
  if (userBuf !== undefined) lines.push(`TLS.userbuf:${userBuf}`);
  return createHmac('sha256', holder.secretKey)
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('base64');
}
