import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { build } from 'vite';

const built = new Map<string, Promise<string>>();

/** The preload script that a window names: the bundle's own file, or made from the source. */
export function preloadCode(path: string): Promise<string> {
  const code = built.get(path) ?? (existsSync(path) ? readFile(path, 'utf8') : bundle(path));
  built.set(path, code);
  return code;
}

async function bundle(path: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: path.replace(/\.cjs$/, '.ts'), formats: ['cjs'] },
      rollupOptions: { external: ['electron'] },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !('output' in output)) throw new Error('The preload was not built.');
  return output.output[0].code;
}
