import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import { page } from './renderer.vite.config.ts';
import { copyBesideCode, leftOut, processEntries } from './scripts/programs.mjs';

export default defineConfig({
  main: {
    plugins: [{ name: 'copy-beside-code', closeBundle: () => copyBesideCode('out/main') }],
    build: {
      externalizeDeps: false,
      rollupOptions: {
        external: leftOut,
        input: {
          index: resolve('src/main/index.ts'),
          ...processEntries,
        },
        // One folder for entries and shared pieces, so that paths relative to the code hold.
        output: { entryFileNames: '[name].js', chunkFileNames: 'shared-[name].js' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload script is CommonJS.
      rollupOptions: {
        input: resolve('src/preload/index.ts'),
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: page,
});
