import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors } from './common.ts';
import { chosenPlayerKeysSchema, playerKeysSchema } from './desk/index.ts';
import { kvTypeSchema } from './engine.ts';
import { modelIdSchema } from './ids.ts';
import { defaultOutlierDefinition, listedOutlierDefinitionSchema } from './memory.ts';
import type { ModelTask } from './modelSummary.ts';
import { hostPathSchema, pathTextSchema } from './paths.ts';
import { storageSchema } from './videos.ts';
import type { WorkKind } from './work.ts';
import { type WorkPlace, workPlaceSchema } from './workers.ts';

/** A model of this machine, or empty for the best one that is installed. */
const modelChoiceSchema = z.union([z.literal(''), modelIdSchema]);

/** What the user decided, kept in the library. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** How originals are kept when an ingest does not say. */
  storage: storageSchema.default('copy'),
  /** True: nothing leaves this machine, and links and downloads are refused. */
  offline: z.boolean().default(false),
  /** True: links may lead to addresses of the local network. */
  allowPrivateAddresses: z.boolean().default(false),
  /** Absolute path of a cookies file in Netscape's format for yt-dlp; empty for none. */
  cookiesFile: z.union([z.literal(''), pathTextSchema]).default(''),
  /** Most videos taken from one playlist or channel. */
  linkLimit: z.number().int().min(1).max(5_000).default(50),
  /** Most comments read with a link, where its site shows them; 0: none are asked for. */
  linkComments: z.number().int().min(0).max(500).default(0),
  /** Most videos of one platform whose counts are read at a time, of those that are due. */
  observeBudget: z.number().int().min(1).max(5_000).default(60),
  /** What lists and channels compare a video's views with. */
  outlierDefinition: listedOutlierDefinitionSchema.default(defaultOutlierDefinition),
  /** Tokens that the engine's KV pool holds; 0: planned from the free memory. */
  enginePoolTokens: z.number().int().min(0).max(4_194_304).default(0),
  engineKvType: kvTypeSchema.default('f16'),
  /** Which models do the work: drafts and chats, the vectors of texts, and transcripts. */
  draftsModel: modelChoiceSchema.default(''),
  embeddingModel: modelChoiceSchema.default(''),
  speechModel: modelChoiceSchema.default(''),
  /** Names what is seen in pictures. */
  seeingModel: modelChoiceSchema.default(''),
  /**
   * Where heavy work of each kind is done when nobody says otherwise. An ingest heeds that of
   * transcripts; it always embeds with this machine's model, which answers when no server does.
   */
  embedPlace: workPlaceSchema.default('local'),
  draftsPlace: workPlaceSchema.default('remote'),
  transcribePlace: workPlaceSchema.default('local'),
  /**
   * Of the pictures that are looked at: one that differs less from the one before, as a mean of grey
   * levels (0 to 255), is not looked at.
   */
  lookMinDifference: z.number().min(0).max(255).default(6),
  /** Keys of the video player that a person chose; the others are as usual. */
  playerKeys: playerKeysSchema.default({}),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Where the user has a kind of work done. */
export function placeOfWork(settings: Settings, kind: WorkKind): WorkPlace {
  switch (kind) {
    case 'embed':
      return settings.embedPlace;
    case 'drafts':
      return settings.draftsPlace;
    case 'transcribe':
      return settings.transcribePlace;
    // No model of this machine describes pictures.
    case 'describe':
      return 'remote';
    default:
      return kind satisfies never;
  }
}

/** The setting that says which model does a task. */
export const modelSettings = {
  generate: 'draftsModel',
  embed: 'embeddingModel',
  transcribe: 'speechModel',
  see: 'seeingModel',
} as const satisfies Record<ModelTask, keyof Settings>;

const base = oc.errors(contractErrors);

export const settingsContract = {
  get: base
    .route({ method: 'GET', path: '/settings', summary: 'Get the settings' })
    .output(settingsSchema),
  set: base
    .route({ method: 'POST', path: '/settings', summary: 'Change some settings' })
    .input(
      z.object({
        theme: z.enum(['system', 'light', 'dark']).exactOptional(),
        storage: storageSchema.exactOptional(),
        offline: z.boolean().exactOptional(),
        allowPrivateAddresses: z.boolean().exactOptional(),
        cookiesFile: z.union([z.literal(''), hostPathSchema]).exactOptional(),
        linkLimit: z.number().int().min(1).max(5_000).exactOptional(),
        observeBudget: z.number().int().min(1).max(5_000).exactOptional(),
        linkComments: z.number().int().min(0).max(500).exactOptional(),
        outlierDefinition: listedOutlierDefinitionSchema.exactOptional(),
        enginePoolTokens: z.number().int().min(0).max(4_194_304).exactOptional(),
        engineKvType: kvTypeSchema.exactOptional(),
        draftsModel: modelChoiceSchema.exactOptional(),
        embeddingModel: modelChoiceSchema.exactOptional(),
        speechModel: modelChoiceSchema.exactOptional(),
        seeingModel: modelChoiceSchema.exactOptional(),
        embedPlace: workPlaceSchema.exactOptional(),
        draftsPlace: workPlaceSchema.exactOptional(),
        transcribePlace: workPlaceSchema.exactOptional(),
        lookMinDifference: z.number().min(0).max(255).exactOptional(),
        playerKeys: chosenPlayerKeysSchema.exactOptional(),
      }),
    )
    .output(settingsSchema),
};
