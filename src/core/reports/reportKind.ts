import {
  type JobId,
  type ReportId,
  type ReportRequest,
  reportIdSchema,
} from '../../contract/index.ts';
import { jobMessages, priorities } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import type { LanguageModel } from '../inference/index.ts';
import type { JobKind, ScheduledPayload } from '../jobs/index.ts';
import { resolveSubject } from '../memory/index.ts';
import { checkSubjects, composeReport } from './compose/composeReport.ts';
import { reportVersion } from './store/reportContent.ts';
import { getReport, replaceContent, saveReport } from './store/reportRepository.ts';
import { titleOf } from './texts/reportTexts.ts';
import { writeSummary } from './writing/writeSummary.ts';

export interface ReportPayload extends ScheduledPayload {
  request: ReportRequest;
}

/**
 * Makes a report: its numbers, tables and sentences first, which are stored at once; then, where a
 * model is wanted, its opening. A report whose writing fails or is cancelled is there without it. The
 * report has the id of its job.
 */
export function createReportKind({
  library,
  languageModel,
}: {
  library: Library;
  languageModel: LanguageModel;
}): JobKind<ReportPayload> {
  return {
    kind: 'report',
    maxAttempts: 2,
    priority: priorities.ingest,
    isRetryable: (code) => code === 'worker.crashed' || code === 'disk.full',
    stages: [
      {
        name: 'measure',
        weight: 2,
        resource: 'disk',
        run: async ({ jobId, payload, signal, progress, update, writeAtEnd }) => {
          const { kind, subjects: named, windowDays, asOfMs: given } = payload.request;
          checkSubjects(kind, named);
          const subjects = named.map((subject) => resolveSubject(library, subject));
          const createdAtMs = library.clock.nowMs();
          const asOfMs = given ?? createdAtMs;
          const plan = { kind, subjects, windowDays, asOfMs };
          const content = await composeReport(library, plan, {
            signal,
            onSection: (done, total) => progress(done / total, { done, total }),
          });
          const title = titleOf(kind, subjects, plan);
          update({ summary: jobMessages.summaries.report(title) });
          writeAtEnd(() =>
            saveReport(
              library,
              {
                ...{ id: reportIdOf(jobId), kind, title, createdAtMs, asOfMs, windowDays },
                isScheduled: payload.schedule !== undefined,
              },
              content,
            ),
          );
        },
      },
      {
        name: 'write',
        weight: 1,
        resource: 'disk',
        run: async ({ jobId, payload, signal, releaseWhile, writeAtEnd }) => {
          const { withModel, modelId } = payload.request;
          if (!withModel) return;
          const id = reportIdOf(jobId);
          const report = getReport(library, id);
          const { sections, subjects, windowStartMs, absent, definitions } = report;
          const content = {
            ...{ version: reportVersion, sections, subjects, windowStartMs, absent, definitions },
          } as const;
          const written = await releaseWhile(() =>
            writeSummary(content, { languageModel, modelId, signal }),
          );
          writeAtEnd(() => replaceContent(library, id, written));
        },
      },
    ],
  };
}

function reportIdOf(jobId: JobId): ReportId {
  return reportIdSchema.parse(jobId);
}
