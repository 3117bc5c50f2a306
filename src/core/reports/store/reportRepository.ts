import { desc, eq } from 'drizzle-orm';
import type {
  Report,
  ReportCitation,
  ReportId,
  ReportSummary,
  VideoId,
} from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import { type Library, reports } from '../../db/index.ts';
import { type ReportContent, reportContentSchema } from './reportContent.ts';

/** Stores a report, or in the place of the one of its id. */
export function saveReport({ db }: Library, summary: ReportSummary, content: ReportContent): void {
  const { version } = content;
  const row = { ...summary, version, content: JSON.stringify(content) };
  db.insert(reports).values(row).onConflictDoUpdate({ target: reports.id, set: row }).run();
}

/** What a model added; nothing where the report was removed meanwhile. */
export function replaceContent({ db }: Library, id: ReportId, content: ReportContent): void {
  const { version } = content;
  db.update(reports)
    .set({ version, content: JSON.stringify(content) })
    .where(eq(reports.id, id))
    .run();
}

/** Newest first. */
export function listReports({ db }: Library, limit: number): ReportSummary[] {
  return db
    .select()
    .from(reports)
    .orderBy(desc(reports.createdAtMs), desc(reports.id))
    .limit(limit)
    .all()
    .map(summaryOf);
}

/** As it was made, with the videos marked that are gone. Errors: `report.notFound`, `library.corrupt`. */
export function getReport(library: Library, id: ReportId): Report {
  const row = library.db.select().from(reports).where(eq(reports.id, id)).get();
  if (row === undefined) throw new AppError('report.notFound', `Report ${id} not found.`);
  const { version, ...content } = parseContent(row.content);
  return withGoneMarked(library, { ...summaryOf(row), ...content });
}

/** A report by its id or the unique beginning of it. Errors: `report.notFound`. */
export function resolveReportId({ db }: Library, given: string): ReportId {
  const ids = db.$client
    .prepare<[string, string, string], ReportId>(
      'SELECT id FROM reports WHERE id = ? OR substr(id, 1, length(?)) = ? LIMIT 2',
    )
    .pluck()
    .all(given, given, given);
  const id = ids.find((each) => each === given) ?? (ids.length === 1 ? ids[0] : undefined);
  if (id === undefined) throw new AppError('report.notFound', `Report ${given} not found.`);
  return id;
}

/** Errors: `report.notFound`. */
export function removeReport({ db }: Library, id: ReportId): void {
  const { changes } = db.delete(reports).where(eq(reports.id, id)).run();
  if (changes === 0) throw new AppError('report.notFound', `Report ${id} not found.`);
}

function summaryOf(row: typeof reports.$inferSelect): ReportSummary {
  const { id, kind, title, createdAtMs, asOfMs, windowDays, isScheduled } = row;
  return { id, kind, title, createdAtMs, asOfMs, windowDays, isScheduled };
}

function parseContent(json: string): ReportContent {
  try {
    return reportContentSchema.parse(JSON.parse(json));
  } catch (error) {
    throw new AppError('library.corrupt', 'The report is damaged, or of a newer version.', {
      cause: error,
    });
  }
}

function withGoneMarked({ db }: Library, report: Report): Report {
  const cited = report.sections.flatMap(({ sentences, tables }) => [
    ...sentences.flatMap(({ citations }) => citations),
    ...tables.flatMap(({ rowCitations }) => rowCitations.filter((each) => each !== null)),
  ]);
  const ids = cited.flatMap((each) => (each.kind === 'table' ? [] : each.videoId));
  const known = new Set(
    db.$client
      .prepare<[string], VideoId>(
        'SELECT id FROM videos WHERE id IN (SELECT value FROM json_each(?))',
      )
      .pluck()
      .all(JSON.stringify(ids)),
  );
  const marked = (citation: ReportCitation): ReportCitation =>
    citation.kind === 'table' || known.has(citation.videoId)
      ? citation
      : { ...citation, isGone: true };
  return {
    ...report,
    sections: report.sections.map((section) => ({
      ...section,
      sentences: section.sentences.map((sentence) => ({
        ...sentence,
        citations: sentence.citations.map(marked),
      })),
      tables: section.tables.map((table) => ({
        ...table,
        rowCitations: table.rowCitations.map((each) => each && marked(each)),
      })),
    })),
  };
}
