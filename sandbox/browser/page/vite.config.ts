import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  build: {
    outDir: '../../../build/page',
    emptyOutDir: true,
    // The page's Content-Security-Policy takes no data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // In kB. slack-blocks-to-jsx with its parsers of Markdown is 900 of them, which no network carries here.
    chunkSizeWarningLimit: 1500,
  },
});
