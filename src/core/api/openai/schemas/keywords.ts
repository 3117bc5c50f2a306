import { isDeepStrictEqual } from 'node:util';
import { refusedSchema } from './refusedSchema.ts';

export type SchemaNode = Readonly<Record<string, unknown>>;

/** What says nothing about which documents fit. */
const annotations = new Set([
  ...['$schema', '$id', '$comment', '$anchor', '$defs', 'definitions', 'title', 'description'],
  ...['default', 'example', 'examples', 'deprecated', 'readOnly', 'writeOnly', 'discriminator'],
  ...['contentEncoding', 'contentMediaType'],
]);

/** What is followed. */
const keywords = new Set([
  ...['$ref', 'type', 'const', 'enum', 'anyOf', 'oneOf', 'allOf', 'format', 'pattern'],
  ...['minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['items', 'minItems', 'maxItems', 'properties', 'required', 'additionalProperties'],
]);

export function withoutAnnotations(node: SchemaNode): SchemaNode {
  const entries = Object.entries(node).filter(
    ([name, value]) => value !== undefined && !annotations.has(name) && !name.startsWith('x-'),
  );
  return Object.fromEntries(entries.filter(([name, value]) => !saysNothing(name, value)));
}

/** Error: `usage.invalid`, for the first keyword that is not followed. */
export function checkKeywords(node: SchemaNode, at: string, param: string): void {
  const name = Object.keys(node).find((each) => !keywords.has(each));
  if (name !== undefined) throw refusedSchema(param, `has "${name.slice(0, 100)}"`, at);
}

/** Schemas that must all hold, as one. Error: `usage.invalid` where that takes more than keywords. */
export function mergeNodes(nodes: readonly SchemaNode[], at: string, param: string): SchemaNode {
  const merged: Record<string, unknown> = {};
  refuseClosed(nodes, at, param);
  for (const [name, value] of nodes.flatMap((node) => Object.entries(node))) {
    const present = merged[name];
    if (present === undefined) merged[name] = value;
    else if (isDeepStrictEqual(present, value)) continue;
    else if (name === 'required' && Array.isArray(present) && Array.isArray(value)) {
      merged[name] = [...new Set([...present, ...value])];
    } else if (name === 'properties' && isNode(present) && isNode(value)) {
      merged[name] = mergeNodes([present, value], `${at}/properties`, param);
    } else {
      throw refusedSchema(param, `has two "${name.slice(0, 100)}" that must both hold`, at);
    }
  }
  return merged;
}

/** Keywords that other libraries write although they change nothing. */
function saysNothing(name: string, value: unknown): boolean {
  switch (name) {
    case 'uniqueItems':
    case 'nullable':
      return value === false;
    case 'minProperties':
      return value === 0;
    case 'unevaluatedProperties':
      return value === true;
    // Every name of a property is a text.
    case 'propertyNames':
      return isDeepStrictEqual(value, { type: 'string' }) || value === true;
    default:
      return false;
  }
}

/** A part that allows no other properties, beside one that has others. */
function refuseClosed(nodes: readonly SchemaNode[], at: string, param: string): void {
  const propertiesOf = ({ properties }: SchemaNode): string[] =>
    isNode(properties) ? Object.keys(properties) : [];
  const closed = nodes.filter(({ additionalProperties }) => additionalProperties === false);
  const isContradicted = closed.some((node) => {
    const own = propertiesOf(node);
    return nodes.flatMap(propertiesOf).some((name) => !own.includes(name));
  });
  if (isContradicted) {
    throw refusedSchema(param, 'has "additionalProperties" beside other properties', at);
  }
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
