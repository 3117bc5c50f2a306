import type { FuzzTarget } from '../fuzzTarget.ts';

const loaders: Readonly<Record<string, () => Promise<{ target: FuzzTarget }>>> = {
  answers: () => import('./answers.ts'),
  backup: () => import('./backup.ts'),
  batchFile: () => import('./batchFile.ts'),
  captions: () => import('./captions.ts'),
  constraint: () => import('./constraint.ts'),
  conversion: () => import('./conversion.ts'),
  gguf: () => import('./gguf.ts'),
  links: () => import('./links.ts'),
  messages: () => import('./messages.ts'),
  openAi: () => import('./openAi.ts'),
  qdpx: () => import('./qdpx.ts'),
  sidecar: () => import('./sidecar.ts'),
};

export const targetNames: readonly string[] = Object.keys(loaders);

/** A target by its name, with nothing but its own parser. */
export async function loadTarget(name: string): Promise<FuzzTarget> {
  const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
  if (load === undefined) {
    throw new Error(`No target ${name}; there are: ${targetNames.join(', ')}.`);
  }
  return (await load()).target;
}
