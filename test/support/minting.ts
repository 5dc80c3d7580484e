import { createHmac } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import type { app } from './trtc-stand-in.ts';

type Content = Record<string, unknown>;

/** What a UserSig or PrivateMapKey says. */
export function open(ticket: string): Content {
  const base64 = ticket.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=');
  return JSON.parse(inflateSync(Buffer.from(base64, 'base64')).toString());
}

export function seal(content: Content): string {
  const base64 = deflateSync(JSON.stringify(content)).toString('base64');
  return base64.replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_');
}

/** The same PrivateMapKey with another user buffer, rightly signed: Tencent's own minting makes none such. */
export function withUserBuf(
  key: string,
  { secretKey }: typeof app,
  edit: (userBuf: Buffer) => Buffer,
): string {
  const content = open(key);
  const userBuf = edit(Buffer.from(String(content['TLS.userbuf']), 'base64')).toString('base64');
  const signed = ['identifier', 'sdkappid', 'time', 'expire'].map(
    (name) => `TLS.${name}:${content[`TLS.${name}`]}\n`,
  );
  const sig = createHmac('sha256', secretKey).update(`${signed.join('')}TLS.userbuf:${userBuf}\n`);
  return seal({ ...content, 'TLS.userbuf': userBuf, 'TLS.sig': sig.digest('base64') });
}
