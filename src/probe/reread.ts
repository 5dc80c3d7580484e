/** No format is read by asking for the same bytes so often, one time right after the other. */
const mostRereads = 1_000;

/**
 * Lets a source of mediabunny throw if the same bytes are asked for again and again. Its search for the next element of
 * Matroska (`resync` in 1.61.0) goes on for ever once eight bytes are left to look at, all in one turn of the event loop, so
 * that no time-out can end it. What is watched is internal to the library, whose version is fixed; a test holds that it works.
 */
export function stopRereads(source: object): void {
  const read: unknown = Reflect.get(source, '_read');
  if (typeof read !== 'function') throw new Error('mediabunny reads its sources in another way');
  let [last, times] = ['', 0];
  Reflect.set(source, '_read', (...asked: readonly unknown[]): unknown => {
    const range = `${asked[0]}-${asked[1]}`;
    times = range === last ? times + 1 : 0;
    last = range;
    if (times > mostRereads) throw new Error('The same bytes are read without an end');
    return Reflect.apply(read, source, [...asked]);
  });
}
