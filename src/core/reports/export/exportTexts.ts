import type { Report, ReportSentence } from '../../../contract/index.ts';
import { formatDay } from '../texts/formatNumber.ts';

/** What exported reports say beside what they hold. */
export const exportTexts = {
  period: ({ windowStartMs, asOfMs, windowDays }: Report) =>
    `${windowDays === 1 ? '1 day' : `${windowDays} days`}, ${formatDay(windowStartMs)} to ${formatDay(asOfMs)} (UTC)`,
  made: ({ createdAtMs, model }: Report) =>
    `Made ${formatDay(createdAtMs)} with Trendroom. ${
      model === undefined
        ? 'Code computed the numbers and wrote the sentences.'
        : `Code computed the numbers; sentences marked with a model are by ${model}.`
    }`,
  byModel: (support: Extract<ReportSentence['support'], { by: 'model' }>) =>
    `model, support ${Math.round(support.probability * 100)} %`,
  gone: 'no longer in the library',
  sources: 'Sources',
  definitions: 'Definitions',
  absent: 'What is missing',
  more: (rows: number) =>
    rows === 1 ? 'One more is not listed.' : `${rows.toLocaleString('en')} more are not listed.`,
  table: (name: string) => `Table: ${name}`,
  views: (views: string, day: string) => `${views} views on ${day}`,
  change: (before: string, beforeDay: string, views: string, day: string) =>
    `${before} views on ${beforeDay}, ${views} on ${day}`,
  comment: 'comment',
  open: 'open',
  web: 'web',
  perBin: (most: string) => `Most: ${most}`,
} as const;
