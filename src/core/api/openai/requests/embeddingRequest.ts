import { z } from 'zod';
import { modelSchema, refused, textSchema } from './fields.ts';

export const embeddingSchema = z.strictObject({
  model: modelSchema,
  input: z.union([textSchema, z.array(textSchema).min(1).max(2_048)], {
    error: 'takes a text or a list of up to 2048; tokens are not supported',
  }),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  /** Only the model's own. */
  dimensions: z.number().int().min(1).nullish(),
  user: z.string().max(1_000).nullish(),
  truncate_prompt_tokens: refused('a text that is too long is cut at its end'),
  /** vLLM: lower goes first. */
  priority: z.literal(0, { error: 'is not supported for embeddings' }).nullish(),
});
