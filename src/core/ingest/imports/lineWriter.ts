import type { JobId, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { addReject, type ImportCounts, maxRejects } from './importStore.ts';
import type { RawRecord } from './reading/jsonLines.ts';
import type { RecordFile } from './reading/openRecords.ts';
import { WrongRecord } from './record/toRecord.ts';
import { createRecordWriter } from './writing/recordWriter.ts';

export interface LineWriterOptions {
  library: Library;
  jobId: JobId;
  /** Counted up with each line. */
  counts: ImportCounts;
  file: Pick<RecordFile, 'parse' | 'digest'>;
  keepNames: boolean;
}

/**
 * Stores a line of a file, or why it is wrong. One that was stored before is known by its digest and
 * is not even parsed. Call it in a transaction.
 */
export function createLineWriter(options: LineWriterOptions): (raw: RawRecord) => void {
  const { library, jobId, counts, file, keepNames } = options;
  const { $client } = library.db;
  const isKnown = $client.prepare<[Buffer], 1>('SELECT 1 FROM imported_lines WHERE digest = ?');
  const remember = $client.prepare<[Buffer, VideoId]>(
    'INSERT INTO imported_lines (digest, video_id) VALUES (?, ?)',
  );
  const writeRecord = createRecordWriter(library, { keepNames });

  return (raw) => {
    counts.records += 1;
    const digest = file.digest(raw);
    if (isKnown.get(digest) !== undefined) {
      counts.unchanged += 1;
      return;
    }
    try {
      const { videoId, outcome } = writeRecord(file.parse(raw));
      remember.run(digest, videoId);
      counts[outcome] += 1;
    } catch (error) {
      if (!(error instanceof WrongRecord)) throw error;
      counts.rejected += 1;
      if (counts.rejected <= maxRejects) addReject(library, jobId, raw.line, error.message);
    }
  };
}
