import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, priorities } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { JobKind, StageContext } from '../../jobs/index.ts';
import { removeUploadOf } from '../../library/index.ts';
import type { ImportPayload } from './importPayload.ts';
import { getImportCounts, setImportCounts } from './importStore.ts';
import { createLineWriter } from './lineWriter.ts';
import type { RawRecord } from './reading/jsonLines.ts';
import { openRecords, type RecordFile } from './reading/openRecords.ts';

export interface ImportKindTools {
  library: Library;
  /** Called when texts came that have no vectors yet. */
  onTexts(): void;
}

/**
 * One transaction lasts so long, and one record more: others that write or read wait no longer. On a busy machine
 * little is done in that time, and ending transactions is most of it: they last longer there, until they have
 * some records.
 */
const sliceMs = 12;
const busySliceMs = 48;
const minSliceRecords = 16;
/** The indexes are written all over; with the usual 2 MB they are read again and again. */
const cacheKilobytes = 65_536;
/**
 * So many pages, 64 MB, go to the log before they are written to the database. Each record changes pages all over
 * the indexes; with the usual 1,000 the same pages would be written again and again.
 */
const logPages = 16_384;

/** Reads a file of records into the library, a slice at a time; a kill costs the last slice. */
export function createImportKind({ library, onTexts }: ImportKindTools): JobKind<ImportPayload> {
  return {
    kind: 'import',
    maxAttempts: 2,
    priority: priorities.ingest,
    isRetryable: () => false,
    onDone: (jobId) => {
      removeUploadOf(library, jobId);
      onTexts();
    },
    stages: [
      {
        name: 'records',
        weight: 1,
        resource: 'disk',
        run: (context) => importFile(library, context),
      },
    ],
  };
}

async function importFile(library: Library, context: StageContext<ImportPayload>): Promise<void> {
  const { payload, jobId, signal, progress, yieldSlot } = context;
  await using file = await openRecords({ ...payload, nowMs: library.clock.nowMs() });
  requireIdentity(file);
  const counts = getImportCounts(library, jobId);
  // Where an earlier run stopped: what it read is passed over.
  let toPass = counts.records;
  const write = createLineWriter({ library, jobId, counts, file, keepNames: payload.keepNames });
  const immediately = { behavior: 'immediate' } as const;
  const { $client } = library.db;
  const usualCache = $client.pragma('cache_size', { simple: true });
  const usualLog = $client.pragma('wal_autocheckpoint', { simple: true });
  $client.pragma(`cache_size = -${cacheKilobytes}`);
  $client.pragma(`wal_autocheckpoint = ${logPages}`);
  try {
    for await (const batch of file.records) {
      signal.throwIfAborted();
      for (let at = Math.min(toPass, batch.length); at < batch.length; ) {
        at = library.db.transaction(() => writeSlice(batch, at), immediately);
        progress(file.fraction(), { done: counts.records });
        await nextTurn(undefined, { signal });
        await yieldSlot();
      }
      toPass = Math.max(0, toPass - batch.length);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    $client.pragma(`cache_size = ${Number(usualCache)}`);
    $client.pragma(`wal_autocheckpoint = ${Number(usualLog)}`);
  }
  if (counts.records > 0 && counts.rejected === counts.records) {
    throw new AppError('import.nothing', `None of the ${counts.records} records can be read.`);
  }

  /** Gives where the next slice begins. */
  function writeSlice(batch: readonly RawRecord[], from: number): number {
    const startedAtMs = performance.now();
    const isOver = (done: number): boolean =>
      performance.now() - startedAtMs >= (done < minSliceRecords ? busySliceMs : sliceMs);
    let at = from;
    do {
      const raw = batch[at];
      if (raw !== undefined) write(raw);
      at += 1;
    } while (at < batch.length && !isOver(at - from));
    setImportCounts(library, jobId, counts);
    return at;
  }
}

/** Every row would be wrong for the same reason. */
function requireIdentity({ table }: RecordFile): void {
  if (table === undefined) return;
  const { columns, headings } = table;
  if (columns.id !== undefined || columns.url !== undefined) return;
  const there = headings.join(', ').slice(0, 500);
  throw new AppError('import.noColumns', `No column has the id or url of a video: ${there}.`);
}
