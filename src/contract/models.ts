import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors } from './common.ts';
import { foundModelIdSchema, modelIdSchema } from './ids.ts';
import { jobSchema } from './jobs.ts';
import { modelHubContract } from './modelHub.ts';
import {
  modelFactsSchema,
  modelFitSchema,
  modelSummarySchema,
  modelTaskSchema,
} from './modelSummary.ts';
import { hostPathSchema } from './paths.ts';

/** Programs whose model folders can be scanned. */
export const modelProgramSchema = z.enum(['lmStudio', 'ollama', 'huggingFace', 'jan', 'gpt4all']);
export type ModelProgram = z.infer<typeof modelProgramSchema>;

/** A folder in which a program keeps its models, if that program is used here. */
export const programFolderSchema = z.object({ program: modelProgramSchema, path: z.string() });
export type ProgramFolder = z.infer<typeof programFolderSchema>;

/** A model file that was found in a scanned folder; nothing is recorded of it yet. */
export const foundModelSchema = z.object({
  id: foundModelIdSchema,
  name: z.string(),
  /** What the other program calls it. */
  label: z.string().optional(),
  path: z.string(),
  program: modelProgramSchema.optional(),
  sizeBytes: z.number().int().nonnegative(),
  /** What it can be used for; absent when it cannot be used. */
  task: modelTaskSchema.optional(),
  contextTokens: z.number().int().optional(),
  base: z.boolean(),
  facts: modelFactsSchema,
  fit: modelFitSchema,
  /** A file beside it that reads pictures for it (mmproj). */
  projector: z.string().optional(),
  /** Why it cannot be used, in words. */
  problem: z.string().optional(),
  /** The model of the list that links to this very file. */
  modelId: modelIdSchema.optional(),
});
export type FoundModel = z.infer<typeof foundModelSchema>;

const base = oc.errors(contractErrors);

export const modelsContract = {
  list: base
    .route({ method: 'GET', path: '/models', summary: 'List available and installed models' })
    .output(z.object({ models: z.array(modelSummarySchema) })),
  install: base
    .route({ method: 'POST', path: '/models/install', summary: 'Queue the download of models' })
    .input(
      z.object({
        /** A model's id, or a set: `starter`, or `writing` for a model that follows instructions. */
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
  folders: base
    .route({
      method: 'GET',
      path: '/models/folders',
      summary: 'Get the folders in which other programs keep models, without looking into them',
    })
    .output(z.object({ folders: z.array(programFolderSchema) })),
  scan: base
    .route({
      method: 'POST',
      path: '/models/scan',
      summary: 'Look for model files in the folders of other programs, or in one folder',
    })
    .input(
      z.object({
        /** Those whose folders the user agreed to have looked into. */
        programs: z.array(modelProgramSchema).max(5).default([]),
        folder: hostPathSchema.optional(),
      }),
    )
    .output(
      z.object({
        folders: z.array(
          programFolderSchema.partial({ program: true }).extend({
            state: z.enum(['read', 'missing', 'unreadable']),
          }),
        ),
        models: z.array(foundModelSchema),
        /** True: there is more than one scan looks at. */
        truncated: z.boolean(),
      }),
    ),
  import: base
    .route({ method: 'POST', path: '/models/import', summary: 'Import a model file' })
    .input(
      z.object({
        path: hostPathSchema.optional(),
        /** In place of a path: a file that a scan found. */
        found: foundModelIdSchema.optional(),
        /** The catalogue's model that the file is; left out, its contents tell what it is. */
        modelId: modelIdSchema.optional(),
        /** True: copies the file to the other models instead of using it where it lies. */
        copy: z.boolean().default(false),
        acceptLicences: z.boolean().default(false),
      }),
    )
    .output(modelSummarySchema),
  ...modelHubContract,
  remove: base
    .route({ method: 'DELETE', path: '/models/{modelId}', summary: 'Delete a model from the disk' })
    .input(z.object({ modelId: modelIdSchema }))
    .output(
      z.object({
        freedBytes: z.number().nonnegative(),
        /** The user's own file, which stays where it is. */
        keptPath: z.string().optional(),
      }),
    ),
};
