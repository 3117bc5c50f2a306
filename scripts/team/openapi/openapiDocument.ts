import { z } from 'zod';

const refPrefix = '#/components/schemas/';

/** As much of a JSON schema as is compared. */
export interface Schema {
  $ref?: string | undefined;
  type?: string | string[] | undefined;
  enum?: unknown[] | undefined;
  required?: string[] | undefined;
  properties?: Record<string, Schema> | undefined;
  items?: Schema | undefined;
  anyOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
  allOf?: Schema[] | undefined;
}

const schemaSchema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), schemaSchema).optional(),
    items: schemaSchema.optional(),
    anyOf: z.array(schemaSchema).optional(),
    oneOf: z.array(schemaSchema).optional(),
    allOf: z.array(schemaSchema).optional(),
  }),
);
const contentSchema = z.looseObject({
  content: z.record(z.string(), z.looseObject({ schema: schemaSchema.optional() })).optional(),
});
const operationSchema = z.looseObject({
  requestBody: contentSchema.optional(),
  responses: z.record(z.string(), contentSchema).optional(),
});
export type Operation = z.infer<typeof operationSchema>;

/** An OpenAPI 3.1 document, what of it is compared. Throws when a server answered anything else. */
export const openapiSchema = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z
    .looseObject({ schemas: z.record(z.string(), schemaSchema).default({}) })
    .default({ schemas: {} }),
});
export type Openapi = z.infer<typeof openapiSchema>;

/** What Trendroom asks a server for. */
export const usedPaths = [
  '/v1/models',
  '/version',
  '/v1/chat/completions',
  '/v1/completions',
  '/v1/embeddings',
  '/v1/audio/transcriptions',
  '/v1/rerank',
] as const;

/** The document with the paths that Trendroom uses alone, and the schemas that those name. */
export function reduced({ openapi, info, paths, components }: Openapi): Openapi {
  const kept = Object.fromEntries(
    usedPaths.flatMap((path) => (paths[path] === undefined ? [] : [[path, paths[path]]])),
  );
  const names = new Set<string>();
  const follow = (value: unknown): void => {
    for (const name of namesIn(value)) {
      if (names.has(name)) continue;
      names.add(name);
      follow(components.schemas[name]);
    }
  };
  follow(kept);
  const schemas = Object.fromEntries(
    Object.entries(components.schemas).filter(([name]) => names.has(name)),
  );
  return { openapi, info, paths: kept, components: { schemas } };
}

/** The name that a reference to a schema gives. */
export function nameOf(ref: string): string {
  return ref.startsWith(refPrefix) ? ref.slice(refPrefix.length) : ref;
}

function namesIn(value: unknown): string[] {
  const refs = JSON.stringify(value ?? null).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g);
  return [...refs].map(([, name = '']) => name);
}
