import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema, timeMsSchema } from './common.ts';
import { briefIdSchema, draftIdSchema, modelIdSchema, videoIdSchema } from './ids.ts';

/** The rhetorical pattern that opens a hook. */
export const hookPatternSchema = z.enum([
  'question',
  'number',
  'contrast',
  'command',
  'confession',
  'surprise',
  'promise',
  'story',
]);
export type HookPattern = z.infer<typeof hookPatternSchema>;

export const briefSchema = z.object({
  topic: z.string().trim().min(1).max(500),
  audience: z.string().trim().max(200).optional(),
  tone: z.string().trim().max(100).optional(),
  /** Most words a draft may have. */
  lengthWords: z.number().int().min(4).max(60).default(18),
  count: z.number().int().min(1).max(20).default(3),
});
export type Brief = z.infer<typeof briefSchema>;

/** A brief for this machine. */
export const draftRequestSchema = briefSchema.extend({
  /** The model that is to write it; left out, the one that writes the drafts. */
  modelId: modelIdSchema.exactOptional(),
  /** False: the person's own starred and edited hooks are no examples. Left out: they are. */
  withOwnExamples: z.boolean().exactOptional(),
});
export type DraftRequest = z.infer<typeof draftRequestSchema>;

export const citationSchema = z.object({
  videoId: videoIdSchema,
  title: z.string(),
  startMs: timeMsSchema,
  endMs: timeMsSchema,
  quote: z.string(),
});
export type Citation = z.infer<typeof citationSchema>;

/** Why a person does not want a draft. */
export const rejectionReasonSchema = z.enum([
  /** The moment does not say so. */
  'untrue',
  'dull',
  /** Not how they speak. */
  'off-voice',
  'off-topic',
  /** They have used it, or one like it. */
  'used',
]);
export type RejectionReason = z.infer<typeof rejectionReasonSchema>;

/** A text that a draft had before. */
export const draftVersionSchema = z.object({
  text: z.string(),
  support: z.number().min(0).max(1).optional(),
  writtenAtMs: instantMsSchema,
});
export type DraftVersion = z.infer<typeof draftVersionSchema>;

/** The parts of a short video: what stops people, what changes, what proves it, what they do next. */
export const beatSchema = z.enum(['hook', 'turn', 'proof', 'close']);
export type Beat = z.infer<typeof beatSchema>;

/** One part of an outline. */
export const outlineBeatSchema = z.object({
  beat: beatSchema,
  /** Absent: the model wrote nothing that its moment supports, and a person writes it. */
  text: z.string().optional(),
  /** In the video that is to be made, at 150 words a minute. */
  startMs: timeMsSchema,
  endMs: timeMsSchema,
  /** What it rests on. */
  citations: z.array(citationSchema).min(1),
});
export type OutlineBeat = z.infer<typeof outlineBeatSchema>;

/** What drafts of a brief are ordered by, each 0 to 1; what is absent was not measured. */
export const draftScoreSchema = z.object({
  /** The weighted mean of the parts that are known. */
  total: z.number().min(0).max(1),
  support: z.number().min(0).max(1).optional(),
  /** How close the text is to the topic. */
  closeness: z.number().min(0).max(1).optional(),
  /** How far the text is from how the library's videos open. */
  novelty: z.number().min(0).max(1).optional(),
  /** What decided experiments tell of its hook pattern and of the brief's topic; half: nothing either way. */
  record: z
    .object({
      value: z.number().min(0).max(1),
      of: z.array(
        z.object({
          kind: z.enum(['pattern', 'topic']),
          key: z.string(),
          ...{ wins: z.number(), losses: z.number(), comparisons: z.number() },
          /** Relative, shrunk towards none, and its standard deviation. */
          ...{ lift: z.number(), liftSd: z.number() },
        }),
      ),
    })
    .optional(),
});
export type DraftScore = z.infer<typeof draftScoreSchema>;

export const draftSchema = z.object({
  id: draftIdSchema,
  text: z.string(),
  hookPattern: hookPatternSchema,
  why: z.string(),
  citations: z.array(citationSchema).min(1),
  /** How likely the moment says what the text claims; absent where no model judged this text. */
  support: z.number().min(0).max(1).optional(),
  score: draftScoreSchema.optional(),
  starredAtMs: instantMsSchema.optional(),
  /** Why a person does not want it; absent: it was not rejected. */
  rejected: rejectionReasonSchema.optional(),
  /** When its text was last changed; absent: it is what the model wrote. */
  editedAtMs: instantMsSchema.optional(),
  /** Its texts before this one, oldest first: the first is the model's. Absent: there are none. */
  versions: z.array(draftVersionSchema).optional(),
  /** The hook and what comes after it; absent: none was asked for. */
  outline: z.array(outlineBeatSchema).optional(),
  /** Two devices wrote its text without having seen each other's: see `sharing.conflicts`. */
  hasConflict: z.boolean().optional(),
});
export type Draft = z.infer<typeof draftSchema>;

export const droppedDraftSchema = z.object({
  text: z.string(),
  reason: z.enum([
    'copies-source',
    'repeats-draft',
    'too-short',
    'too-long',
    /** A question without a question, a number without a number. */
    'wrong-pattern',
    /** It claims what the cited moment does not say. */
    'unsupported',
    /** It says what a sentence in a video tells models to say. */
    'follows-video',
    /** It has a string of the instructions that the model was told not to repeat. */
    'repeats-instructions',
  ]),
  /** The source quote or the earlier draft that it repeats, or the sentence that it follows. */
  of: z.string().optional(),
});
export type DroppedDraft = z.infer<typeof droppedDraftSchema>;

export const draftEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('started'),
    briefId: briefIdSchema,
    evidence: z.array(citationSchema),
    model: z.string(),
    /** Said to the user when the model is one for trying only. */
    modelNote: z.string().optional(),
  }),
  z.object({ type: z.literal('token'), index: z.number().int(), text: z.string() }),
  z.object({ type: z.literal('draft'), index: z.number().int(), draft: draftSchema }),
  z.object({
    type: z.literal('dropped'),
    index: z.number().int(),
    dropped: droppedDraftSchema,
    /** True: the model was told and writes it again, which comes under the same index. */
    repairs: z.boolean().optional(),
  }),
]);
export type DraftEvent = z.infer<typeof draftEventSchema>;

/** A brief with everything that was written for it. */
export const briefRecordSchema = z.object({
  id: briefIdSchema,
  /** Of a work for servers `count` is how many variants were asked for. */
  brief: briefSchema.extend({ count: z.number().int().positive() }),
  createdAtMs: instantMsSchema,
  /** Id of the model that wrote them; absent when nothing was written. */
  modelId: z.string().optional(),
  /** What it was called then; known also when the model is gone. */
  modelName: z.string().optional(),
  /** Best first: by score, and those that were rejected last. */
  drafts: z.array(draftSchema),
  dropped: z.array(droppedDraftSchema),
});
export type BriefRecord = z.infer<typeof briefRecordSchema>;

/** Longest text of a draft that a person edits, in characters. */
export const maxDraftCharacters = 600;

/** What a person does with a draft. What is left out stays as it is. */
export const draftChangeSchema = z.object({
  /** The unique beginning of an id does. */
  draftId: draftIdSchema,
  text: z.string().trim().min(1).max(maxDraftCharacters).optional(),
  isStarred: z.boolean().optional(),
  /** Null: it is wanted after all. */
  rejected: rejectionReasonSchema.nullable().optional(),
});
export type DraftChange = z.infer<typeof draftChangeSchema>;

/** Another draft of the same brief, beside the one that it is asked of. */
export const regenerateRequestSchema = z.object({
  draftId: draftIdSchema,
  /** Whether it rests on what the draft cites, or on what no draft of the brief cites yet. */
  moment: z.enum(['same', 'other']).default('same'),
  /** Left out: one that the moment was not written in yet. */
  hookPattern: hookPatternSchema.optional(),
  modelId: modelIdSchema.exactOptional(),
  withOwnExamples: z.boolean().exactOptional(),
});
export type RegenerateRequest = z.infer<typeof regenerateRequestSchema>;

/** One draft that rests on the moments of two drafts of a brief. */
export const mergeRequestSchema = z.object({
  draftIds: z.tuple([draftIdSchema, draftIdSchema]),
  modelId: modelIdSchema.exactOptional(),
  withOwnExamples: z.boolean().exactOptional(),
});
export type MergeRequest = z.infer<typeof mergeRequestSchema>;

export const briefExportFormatSchema = z.enum(['text', 'csv', 'html']);
export type BriefExportFormat = z.infer<typeof briefExportFormatSchema>;

/** A hook that a person starred or edited, which the next drafts are shown. */
export const ownExampleSchema = z.object({
  draftId: draftIdSchema,
  text: z.string(),
  topic: z.string(),
});
export type OwnExample = z.infer<typeof ownExampleSchema>;

export const draftsContract = {
  list: oc
    .errors(contractErrors)
    .route({
      method: 'GET',
      path: '/drafts',
      summary: 'List earlier briefs with their drafts, newest first',
    })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }))
    .output(z.object({ briefs: z.array(briefRecordSchema) })),
  remove: oc
    .errors(contractErrors)
    .route({
      method: 'DELETE',
      path: '/drafts/{briefId}',
      summary: 'Remove a brief and its drafts',
    })
    .input(z.object({ briefId: briefIdSchema }))
    .output(z.object({ removedDrafts: z.number().int().nonnegative() })),
  create: oc
    .errors(contractErrors)
    .route({ method: 'POST', path: '/drafts', summary: 'Draft hooks that cite their evidence' })
    .input(draftRequestSchema)
    .output(eventIterator(draftEventSchema)),
  change: oc
    .errors(contractErrors)
    .route({
      method: 'PATCH',
      path: '/drafts/kept/{draftId}',
      summary: 'Star, edit or reject a draft; its earlier texts are kept',
    })
    .input(draftChangeSchema)
    .output(draftSchema),
  check: oc
    .errors(contractErrors)
    .route({
      method: 'POST',
      path: '/drafts/kept/{draftId}/check',
      summary: 'Ask the model whether the cited moments say what a draft claims',
    })
    .input(
      z.object({
        draftId: draftIdSchema,
        /** True: only when the model is in memory already; otherwise nothing is checked. */
        onlyIfLoaded: z.boolean().default(false),
      }),
    )
    .output(draftSchema),
  regenerate: oc
    .errors(contractErrors)
    .route({
      method: 'POST',
      path: '/drafts/kept/{draftId}/regenerate',
      summary: 'Write another draft of a brief, of the same moment or another one',
    })
    .input(regenerateRequestSchema)
    .output(eventIterator(draftEventSchema)),
  merge: oc
    .errors(contractErrors)
    .route({
      method: 'POST',
      path: '/drafts/merge',
      summary: 'Write a draft that rests on the moments of two drafts of a brief',
    })
    .input(mergeRequestSchema)
    .output(eventIterator(draftEventSchema)),
  examples: oc
    .errors(contractErrors)
    .route({
      method: 'GET',
      path: '/drafts/examples',
      summary: 'List the starred and edited hooks that the next drafts are shown as examples',
    })
    .output(z.object({ examples: z.array(ownExampleSchema) })),
  export: oc
    .errors(contractErrors)
    .route({
      method: 'GET',
      path: '/drafts/{briefId}/export',
      summary:
        'Export a brief with its drafts: text, CSV, or a page with stills that needs nothing else',
    })
    .input(z.object({ briefId: briefIdSchema, format: briefExportFormatSchema }))
    .output(z.object({ fileName: z.string(), text: z.string() })),
  outline: oc
    .errors(contractErrors)
    .route({
      method: 'POST',
      path: '/drafts/kept/{draftId}/outline',
      summary: 'Write what comes after a hook: turn, proof and close, each of a moment',
    })
    .input(z.object({ draftId: draftIdSchema }))
    .output(draftSchema),
};
