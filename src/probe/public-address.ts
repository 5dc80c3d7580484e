import { BlockList, isIP } from 'node:net';

/**
 * What is not public of IPv4: IANA's special-purpose registry (RFC 6890), multicast and what is reserved. The last is
 * where Azure's machines reach their host, though it is of the public range.
 */
const special4 = listOf('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['168.63.129.16', 32],
]);
/** All that is given out of IPv6 … */
const global6 = listOf('ipv6', [['2000::', 3]]);
/** … but protocols (Teredo, ORCHID, benchmarks), documentation and 6to4, whose addresses hide one of IPv4. */
const special6 = listOf('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]);
/** Their last 32 bits are the address of IPv4 that is reached: mapped ones (RFC 4291) and NAT64 (RFC 6052). */
const embedding6 = listOf('ipv6', [
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
]);
/** The fifth and sixth group of ISATAP (RFC 5214), whose last 32 bits are an address of IPv4 too. */
const isatap = /^(?:0|200):5efe$/;

/** Whether an address is one of the public internet, in whatever form; what is no address is not. */
export function isPublicAddress(address: string): boolean {
  const plain = plainAddress(address);
  if (plain === undefined) return false;
  if (isIP(plain) === 4) return !special4.check(plain, 'ipv4');
  const groups = groupsOf(plain);
  const isIsatap = isatap.test(`${groups[4]}:${groups[5]}`);
  return global6.check(plain, 'ipv6') && !special6.check(plain, 'ipv6') && !isIsatap;
}

/** The address of IPv4 that one of IPv6 stands for, else the address itself; undefined for what is no address, or has a zone. */
export function plainAddress(address: string): string | undefined {
  if (isIP(address) === 0 || address.includes('%')) return undefined;
  if (isIP(address) === 4 || !embedding6.check(address, 'ipv6')) return address;
  const [high = 0, low = 0] = groupsOf(address)
    .slice(6)
    .map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The addresses that a name of this machine itself stands for, whatever a name service says (RFC 6761, 6.3); undefined for others. */
export function loopbackOf(name: string): readonly string[] | undefined {
  const plain = name.toLowerCase().replace(/\.$/, '');
  return plain === 'localhost' || plain.endsWith('.localhost') ? ['127.0.0.1', '::1'] : undefined;
}

/** The eight groups of an address of IPv6, in hexadecimal. */
function groupsOf(address: string): string[] {
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [before = '', after] = written.split('::');
  const left = before.split(':').filter((group) => group !== '');
  const right = (after ?? '').split(':').filter((group) => group !== '');
  return [...left, ...Array(8 - left.length - right.length).fill('0'), ...right];
}

function listOf(family: 'ipv4' | 'ipv6', ranges: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of ranges) list.addSubnet(address, bits, family);
  return list;
}
