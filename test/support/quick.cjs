const { readFileSync } = require('node:fs');
const { relative } = require('node:path');
const { startsProcesses } = require('./starts-processes.cjs');

/** What stands in for the services, what means harm, and what is tried on an account: neither a unit of the bot nor a flow. */
const besides = /^test\/(?:sandbox|fuzz|trial|browser|crash|upgrade)\//;
/** In a test file of many seconds, with the reason. */
const mark = /^\/\/ Not quick: /m;

/** For `npm run test:quick`: units and flows that start no other process and say nothing else of themselves. */
const isQuick = (path) =>
  !besides.test(relative(process.cwd(), path)) &&
  !startsProcesses(path) &&
  !mark.test(readFileSync(path, 'utf8'));

module.exports = async (paths) => ({ filtered: paths.filter(isQuick) });
