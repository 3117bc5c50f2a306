import { cpSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { page } from './renderer.vite.config.ts';
import { leftOut } from './scripts/programs.mjs';

/** Read at run time from beside the code that uses them. */
const besideCode = ['src/core/db/migrations', 'src/core/ingest/speech/voice/voiceModel'];

function copyBesideCode(): Plugin {
  return {
    name: 'copy-beside-code',
    closeBundle: () => {
      for (const folder of besideCode) {
        cpSync(folder, join('out/main', basename(folder)), { recursive: true });
      }
    },
  };
}

const processes = ['core', 'engine', 'whisper', 'media', 'vision', 'headers', 'reader'];

export default defineConfig({
  main: {
    plugins: [copyBesideCode()],
    build: {
      externalizeDeps: false,
      rollupOptions: {
        external: leftOut,
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
