const { startsProcesses } = require('./starts-processes.cjs');

/** For `npm run test:quick`: the test files that start no other processes. */
module.exports = async (paths) => ({ filtered: paths.filter((path) => !startsProcesses(path)) });
