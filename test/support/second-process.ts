import { openStore } from '../../src/storage/open.ts';
import { openRedis } from '../../src/storage/redis/open.ts';
import { createTestLogger } from './test-logger.ts';

/** What a second process does with a store; it says so in lines on its standard output. */
const [what, url = '', ...numbers] = process.argv.slice(2);
const [first = 0, second = 0] = numbers.map(Number);
const logger = createTestLogger();
const say = (...words: unknown[]) => process.stdout.write(`${words.join(' ')}\n`);
const stay = setInterval(() => {}, 60_000);

/** Opens it and stays, or says why not. */
async function open(): Promise<void> {
  const store = await openStore(url, { clock: Date.now, logger });
  process.once('SIGTERM', async () => {
    await store.close();
    clearInterval(stay);
  });
  say('open');
}

/** Writes so many drafts of a thousand letters one after the other, and says of each whether it is kept. */
async function fill(): Promise<void> {
  const store = await openStore(url, { clock: Date.now, logger });
  const room = 'x'.repeat(1_000);
  for (let n = 0; n < first; n += 1) {
    const kept = await store.drafts.put(`draft-${n}`, { room }, 3_600_000).then(
      () => true,
      () => false,
    );
    say(kept ? 'kept' : 'refused', n);
  }
  say('filled');
}

/** Takes jobs up and is never done with them. The number: their lock, in ms. */
async function takeUp(): Promise<void> {
  const backend = await openRedis(url, logger, first);
  await backend.queue<{ say: string }>('requests').start(async (job) => {
    say('given', job.say);
    await new Promise(() => {});
  });
  say('started');
}

/** Takes 20 places for ever so many ms, as nobody does who means to go on. */
async function hold(): Promise<void> {
  const { limit } = await openStore(url, { clock: Date.now, logger });
  say('began', Date.now());
  await Promise.all(Array.from({ length: 20 }, () => limit?.take('api', 20, first)));
  say('held');
}

/** Takes so many places one after the other, by 20 at once, each for so many ms; says when it had them. */
async function call(): Promise<void> {
  const store = await openStore(url, { clock: Date.now, logger });
  let left = first;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      const free = await store.limit?.take('api', 20, 10_000);
      say('called', Date.now());
      await free?.(second);
    }
  };
  await Promise.all(Array.from({ length: 20 }, caller));
  await store.close();
  clearInterval(stay);
}

const ways: Record<string, () => Promise<void>> = { open, fill, 'take-up': takeUp, hold, call };
await ways[what ?? '']?.().catch((error: Error) => {
  say('failed', error.message);
  process.exit(1);
});
