import { z } from 'zod';

/** What a hub understands. A hub refuses a page of another version in words. */
export const pageVersion = 1;

/** The last part of a page's address: lower-case letters, digits and single hyphens. */
export const slugSchema = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);

const text = (characters: number) => z.string().trim().min(1).max(characters);
export const pageTitleSchema = text(300);
const webAddressSchema = z.url({ protocol: /^https?$/ }).max(2_000);

/** Where something was said or seen; without an address where the video has none in public. */
export const pageSourceSchema = z.object({
  label: text(500),
  url: webAddressSchema.optional(),
});
export type PageSource = z.infer<typeof pageSourceSchema>;

/** A page is data: every text is shown as text, and markup within it is not markup. */
export const pageBlockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: text(300) }),
  z.object({
    kind: z.literal('paragraph'),
    text: text(5_000),
    /** Places in `sources` of the page. */
    sources: z.array(z.number().int().nonnegative()).max(50),
  }),
  z.object({
    kind: z.literal('table'),
    caption: text(300),
    columns: z.array(z.string().max(200)).min(1).max(20),
    rows: z.array(z.array(z.string().max(1_000)).max(20)).max(200),
    moreRows: z.number().int().nonnegative(),
  }),
  z.object({
    kind: z.literal('bars'),
    caption: text(300),
    bars: z
      .array(z.object({ label: z.string().max(200), value: z.number(), text: z.string().max(200) }))
      .max(100),
  }),
  z.object({ kind: z.literal('note'), text: text(1_000) }),
]);
export type PageBlock = z.infer<typeof pageBlockSchema>;

/** A page as the desk sends it and the hub keeps it. */
export const publishedPageSchema = z.object({
  version: z.literal(pageVersion),
  /** Of the desk; it stays when the slug changes. */
  key: z.string().regex(/^[a-z]+:[A-Za-z0-9_-]{1,64}$/),
  kind: z.enum(['article', 'report']),
  slug: slugSchema,
  title: pageTitleSchema,
  summary: text(1_000),
  author: text(200),
  topics: z.array(z.object({ slug: slugSchema, name: text(200) })).max(20),
  sources: z.array(pageSourceSchema).max(500),
  /** The newest observation that counts, in milliseconds since 1970. */
  dataAsOfMs: z.number().int().nonnegative(),
  blocks: z.array(pageBlockSchema).max(500),
});
export type PublishedPage = z.infer<typeof publishedPageSchema>;
