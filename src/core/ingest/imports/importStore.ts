import { eq } from 'drizzle-orm';
import type { ImportReport, JobId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { importRejects, imports } from '../../db/index.ts';

export type ImportCounts = Pick<
  ImportReport,
  'records' | 'added' | 'updated' | 'unchanged' | 'rejected'
>;

/** Of the wrong lines so many are kept; all are counted. */
export const maxRejects = 1_000;

const none: ImportCounts = { records: 0, added: 0, updated: 0, unchanged: 0, rejected: 0 };

/** How far the import of a job is; all zero before it began. */
export function getImportCounts({ db }: Library, jobId: JobId): ImportCounts {
  const row = db.select().from(imports).where(eq(imports.jobId, jobId)).get();
  if (row === undefined) return { ...none };
  const { jobId: _, ...counts } = row;
  return counts;
}

export function setImportCounts({ db }: Library, jobId: JobId, counts: ImportCounts): void {
  db.insert(imports)
    .values({ jobId, ...counts })
    .onConflictDoUpdate({ target: imports.jobId, set: counts })
    .run();
}

export function addReject({ db }: Library, jobId: JobId, line: number, message: string): void {
  db.insert(importRejects)
    .values({ jobId, line, message: message.slice(0, 300) })
    .onConflictDoNothing()
    .run();
}

/** The first wrong lines, in their order. */
export function listRejects({ db }: Library, jobId: JobId): { line: number; message: string }[] {
  return db
    .select({ line: importRejects.line, message: importRejects.message })
    .from(importRejects)
    .where(eq(importRejects.jobId, jobId))
    .orderBy(importRejects.line)
    .limit(maxRejects)
    .all();
}
