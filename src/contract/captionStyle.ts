import { z } from 'zod';

/**
 * How captions are divided. The defaults are those of Netflix's Timed Text Style Guide: 42 characters a
 * line, two lines (general requirements, English template), 17 characters a second for adults (English template); for
 * children 13.
 */
export const captionStyleSchema = z.object({
  lineLength: z.coerce.number().int().min(10).max(100).default(42),
  lines: z.coerce.number().int().min(1).max(3).default(2),
  charactersPerSecond: z.coerce.number().int().min(5).max(50).default(17),
});
export type CaptionStyle = z.infer<typeof captionStyleSchema>;
export const defaultCaptionStyle: CaptionStyle = captionStyleSchema.parse({});
