/** A thread of the core that reads the library beside its writer: see `core/db/readers`. */
import { askReadTasks } from '../core/ask/readTasks.ts';
import { serveReader } from '../core/db/readers/serveReader.ts';
import { draftReadTasks } from '../core/drafts/readTasks.ts';
import { ingestReadTasks } from '../core/ingest/readTasks.ts';
import { libraryReadTasks } from '../core/library/readTasks.ts';
import { memoryReadTasks } from '../core/memory/readTasks.ts';
import { trendReadTasks } from '../core/memory/trends/readTasks.ts';
import { productReadTasks } from '../core/products/readTasks.ts';
import { batchReadTasks } from '../core/remote/batches/rows/batchErrors.ts';
import { workReadTasks } from '../core/remote/work/embed/chunkPages.ts';
import { reportReadTasks } from '../core/reports/readTasks.ts';
import { searchReadTasks } from '../core/search/readTasks.ts';
import { branchReadTasks } from '../core/sync/branches/readTasks.ts';

serveReader([
  ...libraryReadTasks,
  ...batchReadTasks,
  ...workReadTasks,
  ...searchReadTasks,
  ...ingestReadTasks,
  ...memoryReadTasks,
  ...trendReadTasks,
  ...productReadTasks,
  ...draftReadTasks,
  ...reportReadTasks,
  ...askReadTasks,
  ...branchReadTasks,
]);
