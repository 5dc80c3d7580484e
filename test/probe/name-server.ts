import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { isIP } from 'node:net';
import type { Lookup } from '../../src/probe/guard.ts';

/** A small real name server (RFC 1035) on this machine. */
export interface NameServer {
  lookup: Lookup;
  /** What a name resolves to: one set of addresses for each look-up, the last of them for all that follow. */
  set(name: string, ...answers: (readonly string[])[]): void;
  /** Look-ups of a name, those of both families being one. */
  lookups(name: string): number;
  close(): Promise<void>;
}

const [typeA, typeAaaa] = [1, 28];

export async function startNameServer(): Promise<NameServer> {
  const names = new Map<string, (readonly string[])[]>();
  const asked = new Map<string, number>();
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const { name, end } = nameIn(query);
    const type = query.readUInt16BE(end);
    const count = asked.get(`${name} ${type}`) ?? 0;
    asked.set(`${name} ${type}`, count + 1);
    const answers = names.get(name.toLowerCase());
    const addresses = (answers?.[Math.min(count, answers.length - 1)] ?? []).filter(
      (address) => isIP(address) === (type === typeA ? 4 : 6),
    );
    const isKnown = answers !== undefined;
    socket.send(answerTo(query, end + 4, type, addresses, isKnown), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const resolver = new Resolver({ timeout: 1000, tries: 2 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);

  return {
    async lookup(host) {
      const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
      const addresses = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
      const [failed] = found.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      if (addresses.length === 0) throw failed;
      return addresses;
    },
    set: (name, ...answers) => void names.set(name, answers),
    lookups: (name) => asked.get(`${name} ${typeA}`) ?? 0,
    async close() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

function nameIn(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 1 };
}

function answerTo(
  query: Buffer,
  questionEnd: number,
  type: number,
  addresses: readonly string[],
  isKnown: boolean,
): Buffer {
  const head = Buffer.from(query.subarray(0, questionEnd));
  head.writeUInt16BE(isKnown ? 0x8180 : 0x8183, 2);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt32BE(0, 8);
  const records = addresses.map((address) => {
    const data = type === typeAaaa ? bytes6(address) : Buffer.from(address.split('.').map(Number));
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(type, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt16BE(data.length, 10);
    return Buffer.concat([record, data]);
  });
  return Buffer.concat([head, ...records]);
}

function bytes6(address: string): Buffer {
  const [left = '', right = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const gap = 8 - groups(left).length - groups(right).length;
  const all = [...groups(left), ...Array<string>(gap).fill('0'), ...groups(right)];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
