import { readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { app } from 'electron';
import { libraryFolder } from '../core/host/index.ts';

/** The file beside Electron's own data: the choice cannot lie in the library it names. */
function choiceFile(): string {
  return join(app.getPath('userData'), 'library-folder.txt');
}

/** TRENDROOM_LIBRARY first, then what the user chose here, then the folder of all hosts. */
export function chosenLibrary(): string {
  if (process.env.TRENDROOM_LIBRARY !== undefined) return libraryFolder(undefined);
  try {
    const chosen = readFileSync(choiceFile(), 'utf8').trim();
    if (isAbsolute(chosen)) return chosen;
  } catch {
    // Nothing was chosen.
  }
  return libraryFolder(undefined);
}

/** Remembers the folder for the next starts. */
export function chooseLibrary(folder: string): void {
  writeFileSync(choiceFile(), `${folder}\n`);
}
