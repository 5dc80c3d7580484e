/**
 * What is measured goes before the stand-ins, which share its processors here and are far away in earnest. Where only
 * root may do so, `nice` says that it could not, and all have the same priority.
 */
export const goesFirst = ['nice', '-n', '-10', process.execPath] as const;
