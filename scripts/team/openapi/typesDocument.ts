import { nameOf, type Openapi, type Schema } from './openapiDocument.ts';
import { usedFields } from './usedFields.ts';

/**
 * The used fields of the used schemas of several documents as one, for a generator of types.
 * Alternatives of a union that are not used go; any other schema that is not used may be anything.
 * Throws when a used schema or field is in none of the documents.
 */
export function typesDocument(documents: readonly Openapi[]): Openapi {
  const known = Object.assign({}, ...documents.map(({ components }) => components.schemas));
  const schemas = Object.fromEntries(
    Object.entries(usedFields).map(([name, fields]) => [name, picked(known[name], name, fields)]),
  );
  const info = { title: 'vLLM', version: documents[0]?.info.version ?? '' };
  return { openapi: '3.1.0', info, paths: {}, components: { schemas } };
}

function picked(schema: Schema | undefined, name: string, fields: readonly string[]): Schema {
  const properties = schema?.properties ?? {};
  const missing = fields.filter((field) => properties[field] === undefined);
  if (missing.length > 0) throw new Error(`vLLM describes no ${missing.join(', ')} of ${name}.`);
  return {
    type: 'object',
    required: (schema?.required ?? []).filter((field) => fields.includes(field)),
    properties: Object.fromEntries(fields.map((field) => [field, plain(properties[field] ?? {})])),
  };
}

/** Without titles, descriptions, defaults, and what is not used. */
function plain(schema: Schema & { const?: unknown }): Schema {
  const { $ref, type, enum: values, items, const: value } = schema;
  if ($ref !== undefined) return isUsed(schema) ? { $ref } : {};
  const union = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (union.length > 0) {
    const used = union.filter(isUsed);
    return used.length === 0 ? {} : { anyOf: used.map(plain) };
  }
  return {
    ...(type !== undefined && { type }),
    ...(values !== undefined && { enum: values }),
    ...(value !== undefined && { const: value }),
    ...(items !== undefined && { items: plain(items) }),
  };
}

function isUsed({ $ref }: Schema): boolean {
  return $ref === undefined || usedFields[nameOf($ref)] !== undefined;
}
