import type { BatchRequest } from '../../../contract/index.ts';
import type { JsonSchema } from '../../inference/index.ts';

/** The same schema with what other servers want said: which properties are required, and no others. */
export function standardSchema(schema: JsonSchema): BatchRequest['body'] {
  if ('oneOf' in schema) return { oneOf: schema.oneOf.map(standardSchema) };
  if ('enum' in schema) return { enum: [...schema.enum] };
  if ('const' in schema) return { const: schema.const };
  if ('any' in schema) return {};
  if ('ref' in schema) return { $ref: `#/$defs/${schema.ref}` };
  if ('definitions' in schema) {
    return { ...standardSchema(schema.schema), $defs: standardSchemas(schema.definitions) };
  }
  if (schema.type === 'array') return { ...schema, items: standardSchema(schema.items) };
  if (schema.type !== 'object') return { ...schema };
  const { properties, required, additional } = schema;
  return {
    type: 'object',
    properties: standardSchemas(properties),
    required: [...(required ?? Object.keys(properties))],
    additionalProperties: additional === undefined ? false : standardSchema(additional),
  };
}

function standardSchemas(schemas: Readonly<Record<string, JsonSchema>>): BatchRequest['body'] {
  const entries = Object.entries(schemas);
  return Object.fromEntries(entries.map(([key, each]) => [key, standardSchema(each)]));
}
