import type { JsonSchema } from '../../../inference/index.ts';
import { refusedSchema } from './refusedSchema.ts';

/**
 * Refuses a schema that refers to itself so that no document of it ever ends, or without any sign
 * between, which no grammar can be made of.
 */
export function refuseEndless(schema: JsonSchema, param: string): void {
  if (!('definitions' in schema)) return;
  const definitions = new Map(Object.entries(schema.definitions));
  const ending = new Set<string>();
  for (let size = -1; size < ending.size; ) {
    size = ending.size;
    for (const [name, one] of definitions) if (ends(one, ending)) ending.add(name);
  }
  for (const name of definitions.keys()) {
    if (!ending.has(name)) throw refusedSchema(param, 'recurs without an end', name);
    if (beginsWith(name, name, definitions, new Set())) {
      throw refusedSchema(param, 'is nothing but a reference to itself', name);
    }
  }
}

/** Whether a document of it can end, given the definitions of which that is known. */
function ends(schema: JsonSchema, ending: ReadonlySet<string>): boolean {
  if ('ref' in schema) return ending.has(schema.ref);
  if ('oneOf' in schema) return schema.oneOf.some((one) => ends(one, ending));
  if (!('type' in schema)) return true;
  if (schema.type === 'array') return (schema.minItems ?? 0) === 0 || ends(schema.items, ending);
  if (schema.type !== 'object') return true;
  const { properties, required = Object.keys(properties) } = schema;
  return required.every((name) => {
    const property = properties[name];
    return property === undefined || ends(property, ending);
  });
}

/** Whether a definition is, as it stands or as a choice, another one. */
function beginsWith(
  name: string,
  wanted: string,
  definitions: ReadonlyMap<string, JsonSchema>,
  seen: Set<string>,
): boolean {
  if (seen.has(name)) return false;
  seen.add(name);
  const found = definitions.get(name);
  return (
    found !== undefined &&
    refsOf(found).some((one) => one === wanted || beginsWith(one, wanted, definitions, seen))
  );
}

function refsOf(schema: JsonSchema): string[] {
  if ('ref' in schema) return [schema.ref];
  return 'oneOf' in schema ? schema.oneOf.flatMap(refsOf) : [];
}
