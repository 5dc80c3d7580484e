import { defineConfig } from 'vite';

/** Small modules that are many files: in the bundle they do not each have to be found and read at the start. */
const bundled = [
  'eventemitter3',
  'is-network-error',
  'csv-parse',
  'leven',
  'p-queue',
  'p-retry',
  'p-timeout',
  'yargs-parser',
  'zod',
];

/** The bot as one file, which is ready sooner than two hundred; see sandbox/browser/page for the page. */
export default defineConfig({
  build: {
    ssr: 'src/index.ts',
    target: 'node20',
    // Its package.json names two mains, which bundlers do not understand.
    rolldownOptions: { external: ['tls-sig-api-v2'] },
  },
  ssr: { noExternal: bundled },
});
