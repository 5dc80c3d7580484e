const Sequencer = require('@jest/test-sequencer').default;
const { startsProcesses } = require('./starts-processes.cjs');

/**
 * Test files that start other processes are run first, since they take longest: else one of them is run alone at the
 * end. Jest knows how long each took last time, which on a machine that has not run them before is nothing.
 */
module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const known = super.sort(tests);
    const isSlow = new Map(known.map((test) => [test, startsProcesses(test.path)]));
    return [...known.filter((test) => isSlow.get(test)), ...known.filter((test) => !isSlow.get(test))];
  }
};
