import { z } from 'zod';
import { filteredStatusSchema, ratingSchema } from './desk/reviewValues.ts';
import { type ErrorCode, errorHints, hintFor, isErrorCode } from './errors.ts';
import { collectionIdSchema } from './ids.ts';

/** An error as every transport and the terminal show it. */
export const errorSchema = z.object({
  code: z.string().refine(isErrorCode),
  message: z.string(),
  /** What to do next, in words. */
  hint: z.string(),
});
export type ErrorDto = z.infer<typeof errorSchema>;

/** What happened, as an AppError or a stored row says it, with what to do next. */
export function withHint({ code, message }: { code: ErrorCode; message: string }): ErrorDto {
  return { code, message, hint: hintFor(code) };
}

/** Something that went less than well without failing the item. */
export const warningSchema = errorSchema;

/** Milliseconds from the start of a video. */
export const timeMsSchema = z.number().int().nonnegative();
/** Milliseconds since the Unix epoch. */
export const instantMsSchema = z.number().int();
/** An instant that is asked about, also in an address: what a date can be, from 1970 on. */
export const asOfMsSchema = z.coerce.number().int().min(0).max(8_640_000_000_000_000);

/** Which videos: every given property must hold. */
export const videoFiltersSchema = z.object({
  /** Of a collection: its id, the unique beginning of it, or its name. */
  collection: collectionIdSchema.optional(),
  channel: z.string().optional(),
  platform: z.string().optional(),
  language: z.string().optional(),
  publishedAfterMs: instantMsSchema.optional(),
  publishedBeforeMs: instantMsSchema.optional(),
  minDurationMs: timeMsSchema.optional(),
  maxDurationMs: timeMsSchema.optional(),
  minViews: z.number().int().nonnegative().optional(),
  hasSpeech: z.boolean().optional(),
  /** A model saw this kind of thing in its pictures, such as `cell phone`. */
  shows: z.string().max(100).optional(),
  /** Added to the library from then on. */
  addedFromMs: instantMsSchema.optional(),
  /** `only`: videos that have copies in the library. `hide`: of each group of copies the first one. */
  reposts: z.enum(['only', 'hide']).optional(),
  /** What a person decided of them; `none`: nothing yet. */
  status: filteredStatusSchema.optional(),
  /** With so many stars, or more. */
  minRating: ratingSchema.optional(),
  /** With this tag of a person; ASCII case is ignored. */
  tag: z.string().max(500).optional(),
});
export type VideoFilters = z.infer<typeof videoFiltersSchema>;

export const errorDataSchema = z.object({ hint: z.string() });

/** The typed error map that every procedure declares: one entry per code, data says what to do. */
export const contractErrors = Object.fromEntries(
  Object.keys(errorHints)
    .filter(isErrorCode)
    .map((code) => [code, { status: httpStatusOf(code), data: errorDataSchema }]),
);

/** Only HTTP shows it; clients decide by the code. */
function httpStatusOf(code: ErrorCode): number {
  if (code === 'usage.invalid') return 400;
  if (code.endsWith('.inUse') || code === 'job.notRetryable') return 409;
  if (code === 'disk.full') return 507;
  if (code === 'network.unavailable' || code === 'core.starting') return 503;
  if (code === 'internal.unexpected' || code.startsWith('worker.')) return 500;
  if (code.endsWith('.notFound') || code.endsWith('.missing') || code.endsWith('.unknown')) {
    return 404;
  }
  return 422;
}
