import { open, rename } from 'node:fs/promises';
import { newId } from '../../../base/index.ts';

/** Writes beside the file, flushes, renames: after a crash the old or the new text is there. */
export async function writeJsonAtomically(path: string, value: unknown): Promise<void> {
  const temporary = `${path}.${newId<string>()}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(`${JSON.stringify(value, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
}
