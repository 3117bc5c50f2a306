import { eq } from 'drizzle-orm';
import {
  type ReportRequest,
  type ReportSubject,
  reportRequestSchema,
} from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import { type Library, settings } from '../../db/index.ts';
import { resolveSubject } from '../../memory/index.ts';

const key = 'scheduledReport';

/**
 * What the schedule makes, topics by the names that they have now; a weekly report where nobody said
 * otherwise.
 */
export function getScheduledRequest(library: Library): ReportRequest {
  const row = library.db.select().from(settings).where(eq(settings.key, key)).get();
  const request = reportRequestSchema.safeParse(row?.value).data ?? reportRequestSchema.parse({});
  return { ...request, subjects: request.subjects.map((each) => named(library, each)) };
}

/**
 * Topics are stored by their id, which outlives new names. A date is left out: each report is made as
 * of its own time. Errors: `topic.notFound`, `report.subjectNotFound`.
 */
export function setScheduledRequest(library: Library, request: ReportRequest): void {
  const { asOfMs, ...rest } = request;
  const subjects = request.subjects.map((subject): ReportSubject => {
    const found = resolveSubject(library, subject);
    return found.kind === 'topic' ? { kind: 'topic', name: found.id } : subject;
  });
  const value = { ...rest, subjects };
  library.db
    .insert(settings)
    .values({ key, value })
    .onConflictDoUpdate({ target: settings.key, set: { value } })
    .run();
}

/** By its name, unless that is another one's, too, or it is gone. */
function named(library: Library, subject: ReportSubject): ReportSubject {
  if (subject.kind !== 'topic') return subject;
  try {
    const { id, name } = resolveSubject(library, subject);
    const found = resolveSubject(library, { kind: 'topic', name });
    return found.id === id ? { kind: 'topic', name } : subject;
  } catch (error) {
    if (error instanceof AppError) return subject;
    throw error;
  }
}
