import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where a user's data lives when nothing else is said, by the platform's own custom. */
export function dataFolder(): string {
  switch (process.platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Trendroom');
    case 'win32':
      return join(process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Trendroom');
    default:
      return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'trendroom');
  }
}

/** `--library` first, then TRENDROOM_LIBRARY, then the user's data folder. Absolute. */
export function libraryFolder(option: string | undefined): string {
  return resolve(option ?? process.env.TRENDROOM_LIBRARY ?? join(dataFolder(), 'library'));
}

/** In a library: a backup for each of the last nights, which a backup leaves out. */
export const nightlyBackupsName = 'backups';

/** Models are shared by all libraries: TRENDROOM_MODELS, then the user's data folder. */
export function modelsFolder(): string {
  return resolve(process.env.TRENDROOM_MODELS ?? join(dataFolder(), 'models'));
}
