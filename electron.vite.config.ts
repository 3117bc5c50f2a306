import { cpSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { page } from './renderer.vite.config.ts';

/** The migrations are read at run time from beside the code that applies them. */
function copyMigrations(): Plugin {
  return {
    name: 'copy-migrations',
    closeBundle: () => cpSync('src/core/db/migrations', 'out/main/migrations', { recursive: true }),
  };
}

const processes = ['core', 'engine', 'whisper', 'media', 'vision', 'headers', 'reader'];

export default defineConfig({
  main: {
    plugins: [copyMigrations()],
    build: {
      rollupOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          ...Object.fromEntries(
            processes.map((name) => [name, resolve(`src/processes/${name}.ts`)]),
          ),
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
