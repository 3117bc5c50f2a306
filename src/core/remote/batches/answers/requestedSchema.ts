import { z } from 'zod';
import { jsonObjectSchema } from '../../../../contract/index.ts';

const maxKept = 32;

const formatSchema = z.object({
  response_format: z.object({
    type: z.literal('json_schema'),
    json_schema: z.object({ schema: jsonObjectSchema }),
  }),
});
const nodeSchema = z.record(z.string(), z.unknown());

/** Requests of one batch mostly have the same schema. */
const kept = new Map<string, z.ZodType>();

/**
 * The schema that a request's answer must fit (`response_format: json_schema`), if it has one.
 * Throws when it uses what cannot be checked here: `not`, `if`, references to elsewhere and the
 * like (zod's `fromJSONSchema`).
 */
export function requestedSchema(request: Readonly<Record<string, unknown>>): z.ZodType | undefined {
  if (request.response_format === undefined) return undefined;
  const format = formatSchema.safeParse(request);
  if (!format.success) return undefined;
  const { schema } = format.data.response_format.json_schema;
  const text = JSON.stringify(schema);
  const known = kept.get(text);
  if (known !== undefined) return known;
  const made = z.fromJSONSchema(jsonObjectSchema.parse(explicit(schema)));
  const [oldest] = kept.keys();
  if (kept.size >= maxKept && oldest !== undefined) kept.delete(oldest);
  kept.set(text, made);
  return made;
}

const anything = { type: ['string', 'number', 'boolean', 'null', 'object', 'array'] };
const arrayOf = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const one = ['items', 'additionalProperties'];
const named = ['properties', '$defs', 'definitions', 'patternProperties'];

/**
 * The same schema with two things said that zod passes over: that a schema with properties means
 * an object, and that a required property without a schema of its own must be there.
 */
function explicit(node: unknown): unknown {
  const read = nodeSchema.safeParse(node);
  if (!read.success) return node;
  const made: Record<string, unknown> = { ...read.data };
  for (const key of arrayOf) {
    const list = made[key];
    if (Array.isArray(list)) made[key] = list.map(explicit);
  }
  for (const key of one) if (key in made) made[key] = explicit(made[key]);
  for (const key of named) {
    const map = nodeSchema.safeParse(made[key]);
    if (!map.success) continue;
    made[key] = Object.fromEntries(
      Object.entries(map.data).map(([name, each]) => [name, explicit(each)]),
    );
  }
  const isObject = made.properties !== undefined || Array.isArray(made.required);
  if (!isObject || made.$ref !== undefined || made.allOf !== undefined) return made;
  made.type ??= 'object';
  if (made.type !== 'object' || !Array.isArray(made.required)) return made;
  const missing = made.required.filter((name) => typeof name === 'string');
  made.properties = {
    ...Object.fromEntries(missing.map((name) => [name, anything])),
    ...nodeSchema.safeParse(made.properties).data,
  };
  return made;
}
