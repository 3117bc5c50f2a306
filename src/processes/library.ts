import { serveWorker } from '../core/host/index.ts';
import { copyDatabase, type LibraryCalls } from '../core/sync/branches/copy/copyDatabase.ts';

serveWorker<LibraryCalls>({
  copyDatabase: async (folders) => {
    await copyDatabase(folders);
    return null;
  },
});
