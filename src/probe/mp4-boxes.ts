/** What the boxes at the top of a file of MP4 or MOV tell (ISO/IEC 14496-12, 4.2). */
export interface TopBoxes {
  /** `end`: a box goes on behind the file's end. `index`: nothing describes the media. Undefined if it cannot be told. */
  missing: 'end' | 'index' | undefined;
  /** Whether the media comes before what describes it. */
  indexAtEnd: boolean;
}

/** Reads the boxes that begin in the first bytes of a file of so many bytes; undefined for other files. */
export function topBoxes(head: Uint8Array, size: number | undefined): TopBoxes | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const seen: string[] = [];
  let at = 0;
  while (at + 8 <= head.byteLength) {
    const type = Buffer.from(head.buffer, head.byteOffset + at + 4, 4).toString('latin1');
    const length = lengthOf(view, at);
    if (!/^[a-z0-9 ]{4}$/i.test(type) || length === undefined) break;
    seen.push(type);
    // 0 stands for the rest of the file: a recorder that did not come to its end leaves it so.
    at = length === 0 ? (size ?? Number.POSITIVE_INFINITY) : at + length;
  }
  if (!['ftyp', 'moov', 'mdat', 'wide', 'free'].includes(seen[0] ?? '')) return undefined;
  const hasIndex = seen.includes('moov');
  const indexAtEnd = seen.includes('mdat') && !hasIndex;
  if (size === undefined || at < size) return { missing: undefined, indexAtEnd };
  if (at > size) return { missing: 'end', indexAtEnd };
  return { missing: hasIndex ? undefined : 'index', indexAtEnd };
}

/** Bytes of a box; undefined for what is no box. */
function lengthOf(view: DataView, at: number): number | undefined {
  const short = view.getUint32(at);
  if (short !== 1) return short === 0 || short >= 8 ? short : undefined;
  if (at + 16 > view.byteLength) return undefined;
  const long = Number(view.getBigUint64(at + 8));
  return long >= 16 ? long : undefined;
}
