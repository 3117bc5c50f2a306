import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema } from './common.ts';
import { foundModelIdSchema, modelIdSchema } from './ids.ts';
import { jobSchema } from './jobs.ts';
import { hostPathSchema } from './paths.ts';

export const modelTaskSchema = z.enum(['generate', 'transcribe', 'embed']);
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

const modelFitSchema = z.object({ state: z.enum(['good', 'slow', 'no']), reason: z.string() });
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
