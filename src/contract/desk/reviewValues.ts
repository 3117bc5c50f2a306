import { z } from 'zod';

/** `reviewed`: seen, nothing more to do; `shortlisted`: to be used; `rejected`: not to be used. */
export const reviewStatusSchema = z.enum(['reviewed', 'shortlisted', 'rejected']);
export type ReviewStatus = z.infer<typeof reviewStatusSchema>;

/** `none`: nobody has decided yet. */
export const filteredStatusSchema = z.enum([...reviewStatusSchema.options, 'none']);
export type FilteredStatus = z.infer<typeof filteredStatusSchema>;

/** Stars, 1 to 5. */
export const ratingSchema = z.number().int().min(1).max(5);

/** What a person calls a kind of video; two that differ in case alone are the same. */
export const tagSchema = z
  .string()
  .transform((text) => text.replace(/\s+/g, ' ').trim())
  .pipe(z.string().min(1).max(60));
