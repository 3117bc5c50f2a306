import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema } from './common.ts';
import { modelIdSchema } from './ids.ts';
import { jobSchema } from './jobs.ts';

export const modelTaskSchema = z.enum(['generate', 'transcribe', 'embed']);
export type ModelTask = z.infer<typeof modelTaskSchema>;

export const modelSummarySchema = z.object({
  id: modelIdSchema,
  name: z.string(),
  task: modelTaskSchema,
  sizeBytes: z.number().int().positive(),
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
  /** How it would run on this machine: well, slowly, or not at all; with the reason in words. */
  fit: z.object({ state: z.enum(['good', 'slow', 'no']), reason: z.string() }),
  note: z.string().optional(),
  /** Read from the disk at the time of asking. */
  state: z.enum(['missing', 'partial', 'damaged', 'installed']),
});
export type ModelSummary = z.infer<typeof modelSummarySchema>;

const base = oc.errors(contractErrors);

export const modelsContract = {
  list: base
    .route({ method: 'GET', path: '/models', summary: 'List available and installed models' })
    .output(z.object({ models: z.array(modelSummarySchema) })),
  install: base
    .route({ method: 'POST', path: '/models/install', summary: 'Queue the download of models' })
    .input(
      z.object({
        /** A model's id, or `starter` for the starter set. */
        target: z.string().min(1),
        /** True: the user read and accepted the licences of these models. */
        acceptLicences: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        /** The models that the target names, as they are now. */
        models: z.array(modelSummarySchema),
        /** A download for each that is not installed: a new one, or the one that is queued. */
        jobs: z.array(jobSchema),
      }),
    ),
  import: base
    .route({ method: 'POST', path: '/models/import', summary: 'Import a model file' })
    .input(
      z.object({
        path: z.string().min(1),
        /** The catalogue's model that the file is; found by its hash or name when left out. */
        modelId: modelIdSchema.optional(),
        acceptLicences: z.boolean().default(false),
      }),
    )
    .output(modelSummarySchema),
  remove: base
    .route({ method: 'DELETE', path: '/models/{modelId}', summary: 'Delete a model from the disk' })
    .input(z.object({ modelId: modelIdSchema }))
    .output(z.object({ freedBytes: z.number().nonnegative() })),
};
