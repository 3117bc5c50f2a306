import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema } from './common.ts';
import { modelIdSchema } from './ids.ts';
import { jobSchema } from './jobs.ts';
import {
  modelFactsSchema,
  modelFitSchema,
  modelSummarySchema,
  modelTaskSchema,
} from './modelSummary.ts';

/** `OWNER/NAME` on the model hub; the address of its page is taken, too. */
const repositoryNameSchema = z.string().trim().min(3).max(300);
const hubPathSchema = z.string().min(1).max(500);

export const hubRepositorySchema = z.object({
  repository: z.string(),
  downloads: z.number().int().nonnegative(),
  likes: z.number().int().nonnegative(),
  /** True: its publisher gives it only to people who signed in and accepted its terms. */
  gated: z.boolean(),
  licence: z.string().optional(),
  changedAtMs: instantMsSchema.optional(),
});
export type HubRepository = z.infer<typeof hubRepositorySchema>;

export const hubFileSchema = z.object({
  /** Inside the repository. */
  path: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  /** As its name says. */
  quantization: z.string().optional(),
  /** By its size; what its header says is told when it is inspected. */
  fit: modelFitSchema,
  /** Why it cannot be downloaded, in words. */
  problem: z.string().optional(),
});
export type HubFile = z.infer<typeof hubFileSchema>;

/** A file of the hub, by its header, which was read without the rest of it. */
export const hubModelSchema = z.object({
  repository: z.string(),
  path: z.string(),
  /** Of the repository's page, where its licence is. */
  pageUrl: z.string(),
  name: z.string(),
  /** What it can be used for; absent when it cannot be used. */
  task: modelTaskSchema.optional(),
  sizeBytes: z.number().int().nonnegative(),
  contextTokens: z.number().int().optional(),
  base: z.boolean(),
  facts: modelFactsSchema,
  licence: z.string().optional(),
  gated: z.boolean(),
  fit: modelFitSchema,
  /** Of the disk that the models are on. */
  freeBytes: z.number().nonnegative(),
  /** Why it cannot be used, in words. */
  problem: z.string().optional(),
  /** The model of the list that is this very file. */
  modelId: modelIdSchema.optional(),
});
export type HubModel = z.infer<typeof hubModelSchema>;

/** A model that the program recommends, by a list that comes with it. */
export const recommendedModelSchema = z.object({
  name: z.string(),
  task: modelTaskSchema,
  /** GPU memory that it is meant for; 0 runs well on a CPU. */
  memoryGib: z.number().nonnegative(),
  /** What it is good for. */
  note: z.string(),
  /** Of a file of the hub about: its record there is read before the download. */
  sizeBytes: z.number().int().positive(),
  licence: z.string(),
  fit: modelFitSchema,
  /** The model of the list that it is, with its state; absent of a file that was not chosen yet. */
  model: modelSummarySchema.pick({ id: true, state: true, inUse: true }).optional(),
  /** Where the hub has it; absent of a model of the catalogue. */
  hub: z.object({ repository: z.string(), path: z.string() }).optional(),
  /** The page that says what is told of it; absent of a model of the catalogue. */
  source: z.string().optional(),
});
export type RecommendedModel = z.infer<typeof recommendedModelSchema>;

const base = oc.errors(contractErrors);

/** Procedures of `models` for what is recommended, and for the model hub. */
export const modelHubContract = {
  recommended: base
    .route({
      method: 'GET',
      path: '/models/recommended',
      summary: 'List recommended models by the memory that they are meant for',
    })
    .output(
      z.object({
        /** The day on which the list was made, such as `2026-11-30`. */
        madeOn: z.string(),
        models: z.array(recommendedModelSchema),
      }),
    ),
  hub: base
    .route({
      method: 'GET',
      path: '/models/hub',
      summary: 'Get the name of the model hub, to which nothing is sent by that',
    })
    .output(z.object({ host: z.string() })),
  search: base
    .route({
      method: 'POST',
      path: '/models/hub/search',
      summary: 'Search the model hub for repositories with GGUF files; the words are sent to it',
    })
    .input(
      z.object({
        words: z.string().trim().min(1).max(200),
        limit: z.number().int().min(1).max(100).default(20),
      }),
    )
    .output(z.object({ host: z.string(), repositories: z.array(hubRepositorySchema) })),
  files: base
    .route({
      method: 'POST',
      path: '/models/hub/files',
      summary: 'List the model files of a repository of the hub',
    })
    .input(z.object({ repository: repositoryNameSchema }))
    .output(
      z.object({
        repository: hubRepositorySchema,
        files: z.array(hubFileSchema),
        /** Of the disk that the models are on. */
        freeBytes: z.number().nonnegative(),
      }),
    ),
  inspect: base
    .route({
      method: 'POST',
      path: '/models/hub/inspect',
      summary: 'Read the header of a model file of the hub without downloading the rest',
    })
    .input(z.object({ repository: repositoryNameSchema, path: hubPathSchema }))
    .output(hubModelSchema),
  download: base
    .route({
      method: 'POST',
      path: '/models/hub/download',
      summary: 'Queue the download of a model file of the hub',
    })
    .input(
      z.object({
        repository: repositoryNameSchema,
        path: hubPathSchema,
        /** True: the user read and accepted the licence that its repository states. */
        acceptLicences: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        model: modelSummarySchema,
        /** Absent when the very file is there already. */
        job: jobSchema.optional(),
      }),
    ),
};
