import { readFileSync } from 'node:fs';

const [, options] = /^web: node (.+) dist\/index\.js$/m.exec(readFileSync('Procfile', 'utf8')) ?? [];
if (options === undefined) throw new Error('The Procfile does not say how the bot is started');

/** The options of Node with which the bot runs in production. */
export const asShipped: readonly string[] = options.split(' ');
