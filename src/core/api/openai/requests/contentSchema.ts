import { z } from 'zod';
import { textSchema } from './fields.ts';

const partSchema = z.strictObject({
  type: z.literal('text', { error: 'only text is supported: no pictures, sound or files' }),
  text: textSchema,
});

/** What a message says: a text, or parts that are texts. */
export const contentSchema = z.union([textSchema, z.array(partSchema).max(1_000)], {
  error: 'takes a text or a list of texts',
});
export type Content = z.infer<typeof contentSchema>;

export function contentText(content: Content | null | undefined): string {
  if (content === null || content === undefined) return '';
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('');
}
