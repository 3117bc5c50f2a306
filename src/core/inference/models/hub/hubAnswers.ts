import { z } from 'zod';
import { contentHashSchema } from '../../../../contract/index.ts';
import { repositoryNameSchema } from '../catalogue/catalogue.ts';

const count = z.number().int().nonnegative().catch(0);
const maxSiblings = 20_000;
const maxListed = 1_000;

/** False, or how access is asked for. */
const gated = z
  .union([z.boolean(), z.string()])
  .catch(false)
  .transform((value) => value !== false);
const tags = z.array(z.string()).catch([]);

const listedSchema = z.object({
  id: repositoryNameSchema,
  downloads: count,
  likes: count,
  gated,
  tags,
  lastModified: z.iso.datetime().optional().catch(undefined),
});
export type ListedRepository = z.infer<typeof listedSchema>;

/** `GET /api/models?search=…`: entries that cannot be read are left out. */
export const listingSchema = z
  .array(z.unknown())
  .max(maxListed)
  .transform((entries) =>
    entries.flatMap((entry): ListedRepository[] => {
      const { data } = listedSchema.safeParse(entry);
      return data === undefined ? [] : [data];
    }),
  );

const siblingSchema = z.object({
  rfilename: z.string().min(1).max(500),
  size: z.number().int().nonnegative().optional(),
  /** Of files that are not kept in git, as all weights are. */
  lfs: z
    .object({ sha256: contentHashSchema, size: z.number().int().nonnegative() })
    .optional()
    .catch(undefined),
});
export type Sibling = z.infer<typeof siblingSchema>;

const text = z.string().optional().catch(undefined);

/** `GET /api/models/OWNER/NAME?blobs=true`. */
export const repositoryAnswerSchema = z.object({
  id: repositoryNameSchema,
  /** The commit that is described: what is downloaded is of it, whatever is pushed later. */
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  gated,
  downloads: count,
  likes: count,
  tags,
  lastModified: z.iso.datetime().optional().catch(undefined),
  cardData: z
    .object({
      license: z.union([z.string(), z.array(z.string()).transform((all) => all.join(', '))]),
      license_name: text,
    })
    .optional()
    .catch(undefined),
  siblings: z
    .array(z.unknown())
    .max(maxSiblings)
    .transform((entries) =>
      entries.flatMap((entry): Sibling[] => {
        const { data } = siblingSchema.safeParse(entry);
        return data === undefined ? [] : [data];
      }),
    ),
});
export type RepositoryAnswer = z.infer<typeof repositoryAnswerSchema>;

const maxLicenceCharacters = 60;

/** What the publisher says the licence is; one bounded line, or undefined. */
export function licenceOf({
  cardData,
  tags,
}: Pick<RepositoryAnswer, 'tags'> & Partial<Pick<RepositoryAnswer, 'cardData'>>):
  | string
  | undefined {
  const tag = tags.find((each) => each.startsWith('license:'))?.slice('license:'.length);
  const named = cardData?.license === 'other' ? cardData.license_name : cardData?.license;
  const line = (named ?? tag ?? '').replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  return line === '' ? undefined : line.slice(0, maxLicenceCharacters);
}
