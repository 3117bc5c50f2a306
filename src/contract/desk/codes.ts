import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema, timeMsSchema } from '../common.ts';
import { codeIdSchema, codingIdSchema, uploadIdSchema, videoIdSchema } from '../ids.ts';
import { hostPathSchema } from '../paths.ts';

const codeNameSchema = z.string().trim().min(1).max(100);
const codeMemoSchema = z.string().trim().max(4_000);
const colourSchema = z
  .string()
  .regex(/^#[0-9a-f]{6}$/, 'Use a colour such as #3366cc, in small letters');
/** Who coded; empty for the one person of this library. */
const coderSchema = z.string().trim().max(100);

/** A code of the codebook. */
export const codeSchema = z.object({
  id: codeIdSchema,
  /** The code that it is a kind of; left out at the top. */
  parentId: codeIdSchema.optional(),
  name: z.string(),
  colour: z.string(),
  /** When it applies; empty when nobody wrote it. */
  memo: z.string(),
  createdAtMs: instantMsSchema,
  /** Spans that have it, without those of the codes below it. */
  quotes: z.number().int().nonnegative(),
});
export type Code = z.infer<typeof codeSchema>;

/** A code at a span of a video, with what is said there. */
export const quoteSchema = z.object({
  id: codingIdSchema,
  codeId: codeIdSchema,
  code: z.string(),
  colour: z.string(),
  videoId: videoIdSchema,
  title: z.string(),
  startMs: timeMsSchema,
  endMs: timeMsSchema,
  coder: z.string(),
  createdAtMs: instantMsSchema,
  /** The words that are said in the span, else the segments that it touches; empty for silence. */
  said: z.string(),
});
export type Quote = z.infer<typeof quoteSchema>;

const countsSchema = z.object({
  added: z.number().int().nonnegative(),
  /** They were there before. */
  known: z.number().int().nonnegative(),
});

/** What came of a REFI-QDA project. */
export const qdpxImportSchema = z.object({
  codes: countsSchema,
  quotes: countsSchema,
  notes: countsSchema,
  /** Videos of the file that the library has. */
  videos: z.number().int().nonnegative(),
  /** The others, with how many coded spans each has in the file. */
  unknownVideos: z.array(z.object({ name: z.string(), quotes: z.number().int().nonnegative() })),
  /** Who coded the spans of the file. */
  coders: z.array(z.string()),
  /** What else the file has that found no place, by its name in the standard. */
  leftOut: z.array(z.object({ what: z.string(), count: z.number().int().positive() })),
});
export type QdpxImport = z.infer<typeof qdpxImportSchema>;

const secondsSchema = z.number().int().nonnegative();

/** How far two coders agree; units are seconds of the videos that both have coded. */
export const agreementSchema = z.object({
  /** Left out where fewer than two have coded. */
  first: z.string().optional(),
  second: z.string().optional(),
  /** All who coded, those with the most spans first. */
  coders: z.array(z.object({ name: z.string(), quotes: z.number().int().positive() })),
  videos: z.number().int().nonnegative(),
  seconds: secondsSchema,
  codes: z.array(
    z.object({
      codeId: codeIdSchema,
      code: z.string(),
      colour: z.string(),
      both: secondsSchema,
      onlyFirst: secondsSchema,
      onlySecond: secondsSchema,
      neither: secondsSchema,
      /** Cohen's kappa; left out where both always or never use the code. */
      kappa: z.number().optional(),
      /** Krippendorff's alpha for nominal data; left out in the same cases. */
      alpha: z.number().optional(),
    }),
  ),
});
export type Agreement = z.infer<typeof agreementSchema>;

/** Two codes, and how often one coder has put spans of them over one another. */
export const codePairSchema = z.object({
  firstId: codeIdSchema,
  first: z.string(),
  firstColour: z.string(),
  secondId: codeIdSchema,
  second: z.string(),
  secondColour: z.string(),
  overlaps: z.number().int().positive(),
  videos: z.number().int().positive(),
});
export type CodePair = z.infer<typeof codePairSchema>;

const quotesInput = z.object({
  /** A code and those below it; left out: all. */
  codeId: codeIdSchema.optional(),
  videoId: videoIdSchema.optional(),
  coder: coderSchema.optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(1_000),
});

const base = oc.errors(contractErrors);

export const codesContract = {
  list: base
    .route({ method: 'GET', path: '/codes', summary: 'List the codebook, each below its parent' })
    .output(z.object({ codes: z.array(codeSchema) })),
  add: base
    .route({ method: 'POST', path: '/codes', summary: 'Add a code to the codebook' })
    .input(
      z.object({
        name: codeNameSchema,
        parentId: codeIdSchema.optional(),
        /** One of a palette when left out. */
        colour: colourSchema.optional(),
        memo: codeMemoSchema.default(''),
      }),
    )
    .output(codeSchema),
  edit: base
    .route({
      method: 'PATCH',
      path: '/codes/{codeId}',
      summary: 'Change a code; null moves it to the top',
    })
    .input(
      z.object({
        codeId: codeIdSchema,
        name: codeNameSchema.optional(),
        parentId: codeIdSchema.nullable().optional(),
        colour: colourSchema.optional(),
        memo: codeMemoSchema.optional(),
      }),
    )
    .output(codeSchema),
  remove: base
    .route({
      method: 'DELETE',
      path: '/codes/{codeId}',
      summary: 'Remove a code and its spans; the codes below it move up',
    })
    .input(z.object({ codeId: codeIdSchema }))
    .output(codeSchema),
  apply: base
    .route({ method: 'POST', path: '/videos/{videoId}/codings', summary: 'Code a span of a video' })
    .input(
      z
        .object({
          videoId: videoIdSchema,
          codeId: codeIdSchema,
          startMs: timeMsSchema,
          endMs: timeMsSchema,
          coder: coderSchema.default(''),
        })
        .refine(({ startMs, endMs }) => endMs > startMs, {
          message: 'The end of a span comes after its start',
        }),
    )
    .output(quoteSchema),
  unapply: base
    .route({ method: 'DELETE', path: '/codings/{codingId}', summary: 'Take a code off a span' })
    .input(z.object({ codingId: codingIdSchema }))
    .output(quoteSchema),
  quotes: base
    .route({ method: 'GET', path: '/codings', summary: 'List coded spans, by video and time' })
    .input(quotesInput)
    .output(z.object({ quotes: z.array(quoteSchema), total: z.number().int() })),
  export: base
    .route({ method: 'GET', path: '/codings/export', summary: 'Export coded spans as CSV' })
    .input(z.object({ codeId: codeIdSchema.optional() }))
    .output(z.object({ fileName: z.string(), text: z.string() })),
  together: base
    .route({
      method: 'GET',
      path: '/codes/together',
      summary: 'List codes whose spans overlap, most often first',
    })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(10_000).default(100) }))
    .output(z.object({ pairs: z.array(codePairSchema) })),
  agreement: base
    .route({
      method: 'GET',
      path: '/codes/agreement',
      summary: 'Measure how far two coders agree on each code',
    })
    .input(
      z.object({
        /** Left out: the two who coded most. */
        first: coderSchema.optional(),
        second: coderSchema.optional(),
      }),
    )
    .output(agreementSchema),
  exportProject: base
    .route({
      method: 'GET',
      path: '/codes/project',
      summary: 'Export codes, coded spans and notes as a REFI-QDA project (QDPX)',
    })
    .output(z.object({ fileName: z.string(), base64: z.string() })),
  importProject: base
    .route({
      method: 'POST',
      path: '/codes/project',
      summary: 'Import codes, coded spans and notes from a REFI-QDA project (QDPX)',
    })
    .input(
      z.object({
        path: hostPathSchema.optional(),
        upload: uploadIdSchema.optional(),
        /** Who coded what the file says of nobody. */
        coder: coderSchema.default(''),
      }),
    )
    .output(qdpxImportSchema),
};
