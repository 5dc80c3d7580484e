import fc from 'fast-check';

/** What is looked at: a kind of input, and how far it goes into the bot. */
export interface Subject {
  name: string;
  /** Its share of all cases of its layer. */
  share: number;
  /** Throws where a case of this subject does harm. `begins` is told of each case, those of shrinking too. */
  check(how: { numRuns: number; seed: number }, begins?: () => void): Promise<string | undefined>;
}

/** A subject whose cases are of one type. */
export function subject<T>(
  name: string,
  share: number,
  cases: fc.Arbitrary<T>,
  look: (one: T) => Promise<void> | void,
): Subject {
  return {
    name,
    share,
    async check(how, begins = () => {}) {
      const property = fc.asyncProperty(cases, async (one) => {
        begins();
        await look(one);
      });
      const details = await fc.check(property, { ...how, includeErrorInReport: true });
      return details.failed ? fc.defaultReportMessage(details) : undefined;
    },
  };
}

/** How many cases each subject gets of so many in all. */
export function sharedOut(subjects: readonly Subject[], cases: number): [Subject, number][] {
  const all = subjects.reduce((sum, { share }) => sum + share, 0);
  return subjects.map((one) => [one, Math.ceil((cases * one.share) / all)]);
}
