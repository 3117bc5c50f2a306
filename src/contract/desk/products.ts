import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema, timeMsSchema } from '../common.ts';
import { videoIdSchema } from '../ids.ts';

export const productIdSchema = z.coerce.number().int().positive().brand<'ProductId'>();
export type ProductId = z.infer<typeof productIdSchema>;

/** Where a product is named. */
export const mentionSourceSchema = z.enum(['speech', 'screen', 'picture', 'title', 'comment']);
export type MentionSource = z.infer<typeof mentionSourceSchema>;

/** What a video does with the product, as the words around its name tell. */
export const mentionKindSchema = z.enum(['named', 'shown', 'used', 'worn', 'compared']);
export type MentionKind = z.infer<typeof mentionKindSchema>;

/** After the study of feedback on 20 products in 6,276 videos, https://arxiv.org/abs/2305.01796. */
export const feedbackKindSchema = z.enum([
  ...(['praise', 'complaint', 'bug', 'question', 'wish'] as const),
  ...(['tutorial', 'comparison'] as const),
]);
export type FeedbackKind = z.infer<typeof feedbackKindSchema>;

const nameSchema = z.string().trim().min(2).max(200);
const labelSchema = z.string().trim().max(200);
const productFields = {
  name: nameSchema,
  brand: labelSchema.optional(),
  category: labelSchema.optional(),
  /** Other names that people call it by. */
  aliases: z.array(nameSchema).max(50).default([]),
};

const countSchema = z.number().int().nonnegative();

export const productSchema = z.object({
  ...productFields,
  id: productIdSchema,
  aliases: z.array(z.string()),
  /** Videos that name it, in their records, or in what is said, shown or written. */
  videos: countSchema,
});
export type Product = z.infer<typeof productSchema>;

export const productMentionSchema = z.object({
  videoId: videoIdSchema,
  title: z.string(),
  channel: z.string().optional(),
  publishedAtMs: instantMsSchema.optional(),
  source: mentionSourceSchema,
  startMs: timeMsSchema,
  endMs: timeMsSchema,
  quote: z.string(),
  kind: mentionKindSchema,
  feedback: z.array(feedbackKindSchema),
  /** Words for an advertisement, a link that pays, or a gift are in what the video says or writes. */
  isDisclosed: z.boolean(),
  hasFile: z.boolean(),
  /** What a person said of it; left out: nobody has. */
  judged: z.enum(['right', 'wrong']).optional(),
});
export type ProductMention = z.infer<typeof productMentionSchema>;

export const proofPartIdSchema = z.enum(['usage', 'weeks', 'velocity', 'freshness', 'praise']);
export type ProofPartId = z.infer<typeof proofPartIdSchema>;

export const proofPartSchema = z.object({
  id: proofPartIdSchema,
  /** A share from 0 to 1 with its 95 % interval (Wilson); left out when n is 0. */
  share: z.object({ value: z.number(), low: z.number(), high: z.number() }).optional(),
  part: countSchema,
  n: countSchema,
  weight: z.number(),
});
export type ProofPart = z.infer<typeof proofPartSchema>;

export const productProofSchema = z.object({
  product: productSchema,
  asOfMs: instantMsSchema,
  videos: countSchema,
  channels: countSchema,
  disclosedVideos: countSchema,
  parts: z.array(proofPartSchema),
  /** The weighted mean of the parts that are known, 0 to 1; its bounds are those of all parts at once. */
  score: z.object({ value: z.number(), low: z.number(), high: z.number() }).optional(),
  feedback: z.array(z.object({ kind: feedbackKindSchema, mentions: countSchema })),
  /** Those a person called right first, then the newest videos; at most 500. */
  mentions: z.array(productMentionSchema),
  /** There are more mentions than are listed; numbers are of all. */
  isCut: z.boolean(),
});
export type ProductProof = z.infer<typeof productProofSchema>;

const weightsSchema = z.partialRecord(proofPartIdSchema, z.number().min(0).max(100));

const base = oc.errors(contractErrors);

export const productsContract = {
  list: base
    .route({ method: 'GET', path: '/products', summary: 'List products, most videos first' })
    .input(z.object({}))
    .output(z.object({ products: z.array(productSchema) })),
  add: base
    .route({
      method: 'POST',
      path: '/products',
      summary: 'Add a product, to be found by its names',
    })
    .input(z.object(productFields))
    .output(productSchema),
  edit: base
    .route({ method: 'PATCH', path: '/products/{productId}', summary: 'Change a product' })
    .input(z.object({ ...productFields, productId: productIdSchema }))
    .output(productSchema),
  remove: base
    .route({ method: 'DELETE', path: '/products/{productId}', summary: 'Remove a product' })
    .input(z.object({ productId: productIdSchema }))
    .output(productSchema),
  merge: base
    .route({
      ...{ method: 'POST', path: '/products/{productId}/merge' },
      summary: 'Make a product part of another one, which gets its names and videos',
    })
    .input(z.object({ productId: productIdSchema, intoId: productIdSchema }))
    .output(productSchema),
  prove: base
    .route({
      ...{ method: 'POST', path: '/products/{productId}/proof' },
      summary: 'Get what videos prove of a product: parts with their n, feedback and moments',
    })
    .input(z.object({ productId: productIdSchema, weights: weightsSchema.optional() }))
    .output(productProofSchema),
  judge: base
    .route({
      ...{ method: 'PUT', path: '/products/{productId}/judgements' },
      summary: 'Say whether a mention is of the product, and what the video does with it',
    })
    .input(
      z.object({
        productId: productIdSchema,
        videoId: videoIdSchema,
        source: mentionSourceSchema,
        startMs: timeMsSchema,
        /** Left out: nothing is said of it any more. */
        judged: z.enum(['right', 'wrong']).optional(),
        kind: mentionKindSchema.optional(),
      }),
    )
    .output(z.object({})),
};
