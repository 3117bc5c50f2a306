import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobDto, JobId } from '../../../../contract/index.ts';
import type { JobKind } from '../../../jobs/index.ts';
import { openTestQueue, type TestQueue } from '../../../jobs/testing/testQueue.ts';
import { createImportKind } from '../importKind.ts';
import type { ImportPayload } from '../importPayload.ts';
import { getImportCounts, type ImportCounts, listRejects } from '../importStore.ts';

export interface ImportedFile {
  jobId: JobId;
  job: JobDto;
  counts: ImportCounts;
  rejects: { line: number; message: string }[];
}

export interface ImportPlace extends TestQueue {
  /** Files are written at this moment, unless the test names another. */
  import(
    content: string | Buffer,
    options?: Partial<ImportPayload> & { name?: string },
  ): Promise<ImportedFile>;
  kind: JobKind<ImportPayload>;
  close(): Promise<void>;
}

/** A real queue on a real library that imports what a test writes. */
export function openImportPlace(): ImportPlace {
  const late: { kind?: JobKind<ImportPayload> } = {};
  const kind: JobKind<ImportPayload> = {
    kind: 'import',
    maxAttempts: 1,
    isRetryable: () => false,
    // Made with the library of the queue, which is opened with its kinds.
    get stages() {
      return late.kind?.stages ?? [];
    },
  };
  const opened = openTestQueue({ kinds: [kind] });
  late.kind = createImportKind({ library: opened.library, onTexts: () => {} });
  opened.queue.start();
  return {
    ...opened,
    kind,
    import: async (content, { name = 'data.jsonl', ...options } = {}) => {
      const path = join(opened.directory, name);
      writeFileSync(path, content);
      const observedAtMs = Date.UTC(2024, 0, 1);
      const jobId = opened.queue.enqueue(
        kind,
        { path, format: 'auto', map: {}, keepNames: false, observedAtMs, ...options },
        { label: name },
      );
      const job = await opened.queue.finished(jobId);
      const { library } = opened;
      const rejects = listRejects(library, jobId);
      return { jobId, job, counts: getImportCounts(library, jobId), rejects };
    },
  };
}

/** Objects, each on a line of its own. */
export function jsonLines(...records: object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
