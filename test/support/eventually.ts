const mostTries = 500;

/** Looks until what is seen is good, or has long not been; gives what was seen last. */
export async function eventually<T>(look: () => Promise<T>, good: (seen: T) => boolean): Promise<T> {
  let seen = await look();
  for (let tries = 1; tries < mostTries && !good(seen); tries += 1) seen = await look();
  return seen;
}
