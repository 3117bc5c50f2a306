import { z } from 'zod';
import { errorHints, isErrorCode } from '../errors.ts';

/** An error as every transport and the terminal show it. */
export const errorSchema = z.object({
  code: z.string().refine(isErrorCode),
  message: z.string(),
  /** What to do next, in words. */
  hint: z.string(),
});
export type ErrorDto = z.infer<typeof errorSchema>;

/** Something that went less than well without failing the item. */
export const warningSchema = errorSchema;

/** Milliseconds from the start of a video. */
export const timeMsSchema = z.number().int().nonnegative();
/** Milliseconds since the Unix epoch. */
export const instantMsSchema = z.number().int();

export const errorDataSchema = z.object({ hint: z.string() });

/** The typed error map that every procedure declares: one entry per code, data says what to do. */
export const contractErrors = Object.fromEntries(
  Object.keys(errorHints).map((code) => [code, { data: errorDataSchema }]),
);
