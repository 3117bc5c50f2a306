import { z } from 'zod';
import { reportSchema } from '../../../contract/index.ts';

/** Of the shape below. A later version reads the ones before it. */
export const reportVersion = 1 as const;

/** What is stored of a report as JSON, beside what lists show. */
export const reportContentSchema = reportSchema
  .pick({
    subjects: true,
    windowStartMs: true,
    model: true,
    sections: true,
    absent: true,
    definitions: true,
  })
  .extend({ version: z.literal(reportVersion) });
export type ReportContent = z.infer<typeof reportContentSchema>;
