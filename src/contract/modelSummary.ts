import { z } from 'zod';
import { instantMsSchema } from './common.ts';
import { modelIdSchema } from './ids.ts';

export const modelTaskSchema = z.enum(['generate', 'transcribe', 'embed', 'see']);
export type ModelTask = z.infer<typeof modelTaskSchema>;

/** What the metadata of a model's file say of it. */
export const modelFactsSchema = z.object({
  /** As llama.cpp names it, such as `qwen2`. */
  architecture: z.string().optional(),
  /** Such as `Q4_K_M`. */
  quantization: z.string().optional(),
  parameterCount: z.number().nonnegative().optional(),
  vocabularySize: z.number().int().nonnegative().optional(),
  /** Of embedding models: how the vectors of a text's tokens become one. */
  pooling: z.string().optional(),
  hasChatTemplate: z.boolean().optional(),
});
export type ModelFacts = z.infer<typeof modelFactsSchema>;

export const modelFitSchema = z.object({
  state: z.enum(['good', 'slow', 'no']),
  reason: z.string(),
});
export type ModelFit = z.infer<typeof modelFitSchema>;

export const modelSummarySchema = z.object({
  id: modelIdSchema,
  name: z.string(),
  task: modelTaskSchema,
  sizeBytes: z.number().int().positive(),
  /** Of an imported model as its file names it; both empty when it does not. */
  licence: z.object({
    name: z.string(),
    url: z.string(),
    /** When this user accepted it on this machine. */
    acceptedAtMs: instantMsSchema.optional(),
  }),
  contextTokens: z.number().int().positive().optional(),
  /** GPU memory the model is meant for; 0 runs well on a CPU. */
  gpuMemoryGib: z.number().nonnegative(),
  starter: z.boolean(),
  /** True for the set `writing`: a small model that follows instructions. */
  writing: z.boolean(),
  /** True for a model without chat training: it goes on with a text. */
  base: z.boolean(),
  /** How it would run on this machine: well, slowly, or not at all; with the reason in words. */
  fit: modelFitSchema,
  note: z.string().optional(),
  /** Read from the disk at the time of asking. */
  state: z.enum(['missing', 'partial', 'damaged', 'installed']),
  /** Whether the catalogue knows it, or the user imported it. */
  origin: z.enum(['catalogue', 'imported']),
  /** True: it does the work of its task now, because it was chosen or is the best one installed. */
  inUse: z.boolean(),
  /** Of a file that was linked and not copied: where it lies. */
  linkedPath: z.string().optional(),
  /** Of an imported model. */
  facts: modelFactsSchema.optional(),
  /** Of a model that was chosen on the model hub: what it is there. */
  hub: z.object({ repository: z.string(), path: z.string() }).optional(),
  /** What is wrong with its file, in words. */
  problem: z.string().optional(),
});
export type ModelSummary = z.infer<typeof modelSummarySchema>;
