import type { BatchRequest } from '../../../contract/index.ts';
import type { JsonSchema } from '../../inference/index.ts';

/** The same schema with what other servers want said: all properties are required, and no others. */
export function standardSchema(schema: JsonSchema): BatchRequest['body'] {
  if ('oneOf' in schema) return { oneOf: schema.oneOf.map(standardSchema) };
  if ('enum' in schema) return { enum: [...schema.enum] };
  if ('const' in schema) return { const: schema.const };
  if (schema.type === 'array') return { ...schema, items: standardSchema(schema.items) };
  if (schema.type !== 'object') return { ...schema };
  const properties = Object.entries(schema.properties);
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map(([key, each]) => [key, standardSchema(each)])),
    required: properties.map(([key]) => key),
    additionalProperties: false,
  };
}
