import type { Operation } from './operation.ts';

/** Loaded when they are wanted: a process that is killed soon does not load FFmpeg for a backup. */
const loaders: Record<string, () => Promise<Operation[]>> = {
  ingest: async () => [(await import('./ingest.ts')).ingest],
  backup: async () => [(await import('./backup.ts')).backup],
  restore: async () => [(await import('./restore.ts')).restore],
  batch: async () => [(await import('./batch.ts')).batch],
  edits: async () => [(await import('./edits.ts')).edits],
  update: async () => (await import('./update.ts')).updates(),
};

/** Everything that writes into a library. */
export async function allOperations(): Promise<Operation[]> {
  return (await Promise.all(Object.values(loaders).map((load) => load()))).flat();
}

/** `update NAME` is one of `update`. Errors: no operation has that name. */
export async function operationNamed(name: string): Promise<Operation> {
  const operations = await loaders[name.split(' ')[0] ?? '']?.();
  const found = operations?.find((operation) => operation.name === name);
  if (found === undefined) throw new Error(`There is no operation ${name}.`);
  return found;
}
