import { oc } from '@orpc/contract';
import { z } from 'zod';
import { asOfMsSchema, contractErrors, instantMsSchema, timeMsSchema } from './common.ts';
import { modelIdSchema, reportIdSchema, topicIdSchema, videoIdSchema } from './ids.ts';
import { jobSchema } from './jobs.ts';
import { hostPathSchema } from './paths.ts';
import { scheduleSchema } from './schedules.ts';

export const reportKindSchema = z.enum(['weekly', 'topic', 'channel', 'product', 'comparison']);
export type ReportKind = z.infer<typeof reportKindSchema>;

/** What a report can be about. */
export const subjectKindSchema = z.enum(['topic', 'channel', 'product']);
export type SubjectKind = z.infer<typeof subjectKindSchema>;

/** By its id, the unique beginning of an id of a topic, or its name. */
export const reportSubjectSchema = z.object({
  kind: subjectKindSchema,
  name: z.string().trim().min(1).max(500),
});
export type ReportSubject = z.infer<typeof reportSubjectSchema>;

export const maxComparedSubjects = 8;

/**
 * What a report is made of. `weekly` has no subject, `comparison` has two or more of one kind, the
 * others have one of theirs.
 */
export const reportRequestSchema = z.object({
  kind: reportKindSchema.default('weekly'),
  subjects: z.array(reportSubjectSchema).max(maxComparedSubjects).default([]),
  windowDays: z.coerce.number().int().min(1).max(365).default(7),
  /** Only what was published and observed up to then; when it is made, where left out. */
  asOfMs: asOfMsSchema.optional(),
  /** False: no model writes a summary. */
  withModel: z.boolean().default(true),
  /** Left out: the one that writes drafts. */
  modelId: modelIdSchema.optional(),
});
export type ReportRequest = z.infer<typeof reportRequestSchema>;

/** How a number is read. `share` is of 1; `day` is an instant in milliseconds. */
export const reportUnitSchema = z.enum([
  'text',
  'count',
  'views',
  'viewsPerHour',
  'score',
  'share',
  'probability',
  'day',
]);
export type ReportUnit = z.infer<typeof reportUnitSchema>;

/** A number with what is known of it: the interval, and how many things it is of. */
export const reportValueSchema = z.object({
  value: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
  n: z.number().int().nonnegative().optional(),
});
export type ReportValue = z.infer<typeof reportValueSchema>;

/** What a sentence or a row rests on. `isGone`: the video is no longer in the library. */
export const reportCitationSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('moment'),
    videoId: videoIdSchema,
    title: z.string(),
    startMs: timeMsSchema,
    endMs: timeMsSchema,
    quote: z.string(),
    url: z.string().optional(),
    isGone: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('snapshot'),
    videoId: videoIdSchema,
    title: z.string(),
    observedAtMs: instantMsSchema,
    views: z.number().int().nonnegative(),
    /** The earlier one, of a change. */
    before: z
      .object({ observedAtMs: instantMsSchema, views: z.number().int().nonnegative() })
      .optional(),
    url: z.string().optional(),
    isGone: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('comment'),
    videoId: videoIdSchema,
    title: z.string(),
    quote: z.string(),
    likes: z.number().int().nonnegative().optional(),
    url: z.string().optional(),
    isGone: z.boolean().optional(),
  }),
  /** A table of the same section: the number is of all its rows. */
  z.object({ kind: z.literal('table'), table: z.string() }),
]);
export type ReportCitation = z.infer<typeof reportCitationSchema>;

/** Whether a sentence says what it cites. */
export const reportSupportSchema = z.discriminatedUnion('by', [
  /** Code wrote it: each of its numbers was found again among its values. */
  z.object({ by: z.literal('code') }),
  /** A model wrote it: the same, and a model found that the section says so. */
  z.object({ by: z.literal('model'), probability: z.number().min(0).max(1) }),
]);

/** A number of a sentence, as the sentence writes it. */
export const sentenceValueSchema = reportValueSchema.extend({
  text: z.string(),
  /** Of `definitions`. */
  measure: z.string(),
});
export type SentenceValue = z.infer<typeof sentenceValueSchema>;

export const reportSentenceSchema = z.object({
  text: z.string(),
  values: z.array(sentenceValueSchema),
  citations: z.array(reportCitationSchema),
  support: reportSupportSchema,
});
export type ReportSentence = z.infer<typeof reportSentenceSchema>;

/** A text, a number, a number with its interval, or nothing known. */
export const reportCellSchema = z.union([z.string(), z.number(), z.null(), reportValueSchema]);
export type ReportCell = z.infer<typeof reportCellSchema>;

export const reportColumnSchema = z.object({
  name: z.string(),
  unit: reportUnitSchema,
  /** Of `definitions`. */
  measure: z.string().optional(),
});
export type ReportColumn = z.infer<typeof reportColumnSchema>;

export const reportTableSchema = z.object({
  name: z.string(),
  columns: z.array(reportColumnSchema),
  rows: z.array(z.array(reportCellSchema)),
  /** Of each row, in their order; null where it is of no video. */
  rowCitations: z.array(reportCitationSchema.nullable()),
  /** Rows that there are beyond those that are listed. */
  moreRows: z.number().int().nonnegative(),
});
export type ReportTable = z.infer<typeof reportTableSchema>;

export const reportChartSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('time'),
    name: z.string(),
    unit: reportUnitSchema,
    startMs: instantMsSchema,
    binMs: z.number().int().positive(),
    windowStartMs: instantMsSchema,
    /** Counts of things are bars; what flows is an area. */
    shape: z.enum(['bars', 'area']),
    values: z.array(z.number()),
  }),
  z.object({
    kind: z.literal('intervals'),
    name: z.string(),
    unit: reportUnitSchema,
    points: z.array(reportValueSchema.extend({ name: z.string() })),
  }),
]);
export type ReportChart = z.infer<typeof reportChartSchema>;

export const reportSectionSchema = z.object({
  title: z.string(),
  sentences: z.array(reportSentenceSchema),
  tables: z.array(reportTableSchema),
  charts: z.array(reportChartSchema),
});
export type ReportSection = z.infer<typeof reportSectionSchema>;

/** Why something is not in a report. */
export const reportAbsenceReasonSchema = z.enum([
  'no-videos',
  'no-snapshots',
  'one-snapshot',
  'no-scores',
  'no-topics',
  'hashtags-only',
  'no-products',
  'no-comments',
  'no-openings',
  'no-model',
  'no-chat-training',
  'sentences-left-out',
]);
export type ReportAbsenceReason = z.infer<typeof reportAbsenceReasonSchema>;

/** What is missing, and what would bring it. */
export const reportAbsenceSchema = z.object({
  reason: reportAbsenceReasonSchema,
  text: z.string(),
  /** How many, of what is counted. */
  count: z.number().int().positive().optional(),
});
export type ReportAbsence = z.infer<typeof reportAbsenceSchema>;

export const reportSummarySchema = z.object({
  id: reportIdSchema,
  kind: reportKindSchema,
  title: z.string(),
  createdAtMs: instantMsSchema,
  asOfMs: instantMsSchema,
  windowDays: z.number().int().positive(),
  /** True when a schedule made it. */
  isScheduled: z.boolean(),
});
export type ReportSummary = z.infer<typeof reportSummarySchema>;

export const reportSchema = reportSummarySchema.extend({
  subjects: z.array(
    z.object({ kind: subjectKindSchema, name: z.string(), topicId: topicIdSchema.optional() }),
  ),
  windowStartMs: instantMsSchema,
  /** Name of the model that wrote summaries; left out where none did. */
  model: z.string().optional(),
  sections: z.array(reportSectionSchema),
  absent: z.array(reportAbsenceSchema),
  /** What each measure is, by its name. */
  definitions: z.record(z.string(), z.string()),
});
export type Report = z.infer<typeof reportSchema>;

export const reportFormatSchema = z.enum(['markdown', 'html', 'csv']);
export type ReportFormat = z.infer<typeof reportFormatSchema>;

/** The report that a schedule makes, and when. */
export const scheduledReportSchema = z.object({
  request: reportRequestSchema,
  schedule: scheduleSchema,
});
export type ScheduledReport = z.infer<typeof scheduledReportSchema>;

const base = oc.errors(contractErrors);
const reportPath = z.object({ reportId: reportIdSchema });

export const reportsContract = {
  list: base
    .route({ method: 'GET', path: '/reports', summary: 'List reports, newest first' })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(200) }))
    .output(z.object({ reports: z.array(reportSummarySchema) })),
  create: base
    .route({ method: 'POST', path: '/reports', summary: 'Make a report: a job' })
    .input(reportRequestSchema)
    /** The report has the id of the job. */
    .output(jobSchema),
  get: base
    .route({ method: 'GET', path: '/reports/{reportId}', summary: 'Get a report' })
    .input(reportPath)
    .output(reportSchema),
  remove: base
    .route({ method: 'DELETE', path: '/reports/{reportId}', summary: 'Remove a report' })
    .input(reportPath)
    .output(z.object({ removed: z.literal(true) })),
  subjects: base
    .route({
      method: 'GET',
      path: '/report-subjects',
      summary: 'List the topics, channels and products that reports can be about',
    })
    .output(
      z.object({
        subjects: z.array(
          reportSubjectSchema.extend({
            videos: z.number().int().nonnegative(),
          }),
        ),
      }),
    ),
  scheduled: base
    .route({
      method: 'GET',
      path: '/scheduled-report',
      summary: 'Get the report that is made by schedule, and when',
    })
    .output(scheduledReportSchema),
  schedule: base
    .route({
      method: 'POST',
      path: '/scheduled-report',
      summary: 'Change the report that is made by schedule, and when',
    })
    .input(
      z.object({
        request: reportRequestSchema.optional(),
        cron: z.string().trim().min(1).max(100).optional(),
        enabled: z.boolean().optional(),
      }),
    )
    .output(scheduledReportSchema),
  export: base
    .route({
      method: 'GET',
      path: '/reports/{reportId}/export',
      summary:
        'Export a report: Markdown, a page with stills that needs nothing else, or a CSV file of each table',
    })
    .input(reportPath.extend({ format: reportFormatSchema }))
    .output(z.object({ files: z.array(z.object({ fileName: z.string(), text: z.string() })) })),
  save: base
    .route({
      method: 'POST',
      path: '/reports/{reportId}/save',
      summary: 'Write a report to a new folder: page, Markdown, tables and stills',
    })
    .input(reportPath.extend({ path: hostPathSchema }))
    .output(z.object({ path: z.string(), files: z.number().int().positive() })),
};
