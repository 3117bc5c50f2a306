import { eq } from 'drizzle-orm';
import { type ReportRequest, reportRequestSchema } from '../../../contract/index.ts';
import { type Library, settings } from '../../db/index.ts';

const key = 'scheduledReport';

/** What the schedule makes; a weekly report where nobody said otherwise. */
export function getScheduledRequest({ db }: Library): ReportRequest {
  const row = db.select().from(settings).where(eq(settings.key, key)).get();
  return reportRequestSchema.safeParse(row?.value).data ?? reportRequestSchema.parse({});
}

/** A date is left out: each report is made as of its own time. */
export function setScheduledRequest({ db }: Library, request: ReportRequest): void {
  const { asOfMs, ...value } = request;
  db.insert(settings)
    .values({ key, value })
    .onConflictDoUpdate({ target: settings.key, set: { value } })
    .run();
}
