import { z } from 'zod';
import { AppError } from '../../base/index.ts';
import type { JsonSchema } from '../../inference/index.ts';

const deepest = 20;
const maxNodes = 1_000;

const literalSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const lengthSchema = z.number().int().min(0).max(100_000).optional();
const nodeSchema = z.record(z.string(), z.unknown());

/** What would change the language and cannot be followed. Annotations and formats are passed by. */
const refusedKeys = [
  'pattern',
  'patternProperties',
  'propertyNames',
  'allOf',
  'not',
  'if',
  'prefixItems',
  'contains',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
];

/**
 * A JSON Schema of a client as the subset that constrains generation: every property is required,
 * in the given order; references stay within the schema and must not recur. Errors:
 * `usage.invalid`, naming the place of what is not supported.
 */
export function toJsonSchema(given: unknown): JsonSchema {
  return new Conversion(given).convert(given, '#', 0);
}

class Conversion {
  readonly #root: unknown;
  #nodes = 0;

  constructor(root: unknown) {
    this.#root = root;
  }

  convert(given: unknown, at: string, depth: number): JsonSchema {
    this.#nodes++;
    if (depth > deepest) throw refused('is nested too deeply or recurs', at);
    if (this.#nodes > maxNodes) throw refused(`has over ${maxNodes} parts`, at);
    const parsed = nodeSchema.safeParse(given);
    if (!parsed.success) throw refused('is not an object', at);
    const node = parsed.data;
    const key = refusedKeys.find((each) => node[each] !== undefined);
    if (key !== undefined) throw refused(`has "${key}"`, at);
    if (typeof node.$ref === 'string')
      return this.convert(this.#find(node.$ref, at), at, depth + 1);
    if (node.const !== undefined) return { const: read(literalSchema, node.const, `${at}/const`) };
    if (node.enum !== undefined) {
      return { enum: read(z.array(literalSchema).min(1).max(1_000), node.enum, `${at}/enum`) };
    }
    const name = node.anyOf === undefined ? 'oneOf' : 'anyOf';
    if (node[name] !== undefined) {
      const options = read(z.array(z.unknown()).min(1).max(100), node[name], `${at}/${name}`);
      const converted = options.map((each, i) =>
        this.convert(each, `${at}/${name}/${i}`, depth + 1),
      );
      return { oneOf: converted };
    }
    if (Array.isArray(node.type)) {
      const types = read(z.array(z.string()).min(1).max(10), node.type, `${at}/type`);
      return { oneOf: types.map((type) => this.convert({ ...node, type }, at, depth + 1)) };
    }
    return this.#ofType(node, at, depth);
  }

  #ofType(node: Record<string, unknown>, at: string, depth: number): JsonSchema {
    switch (node.type) {
      case 'integer':
      case 'number':
      case 'boolean':
      case 'null':
        return { type: node.type };
      case 'string':
        return {
          type: 'string',
          ...bounds('minLength', 'maxLength', node, at),
        };
      case 'array':
        if (node.items === undefined) throw refused('is an array without items', at);
        return {
          type: 'array',
          items: this.convert(node.items, `${at}/items`, depth + 1),
          ...bounds('minItems', 'maxItems', node, at),
        };
      case 'object': {
        const properties = read(nodeSchema, node.properties ?? {}, `${at}/properties`);
        const converted = Object.entries(properties).map(([name, value]) => [
          name,
          this.convert(value, `${at}/properties/${name}`, depth + 1),
        ]);
        return { type: 'object', properties: Object.fromEntries(converted) };
      }
      default:
        throw refused(`has the type ${JSON.stringify(node.type) ?? 'of nothing'}`, at);
    }
  }

  /** A local reference: `#/$defs/name`, or any path from the root. */
  #find(reference: string, at: string): unknown {
    if (!reference.startsWith('#')) throw refused(`refers to ${reference.slice(0, 100)}`, at);
    let found: unknown = this.#root;
    for (const step of reference.split('/').slice(1)) {
      const node = nodeSchema.safeParse(found);
      const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
      found = node.success && Object.hasOwn(node.data, key) ? node.data[key] : undefined;
    }
    return found;
  }
}

function bounds<Least extends string, Most extends string>(
  least: Least,
  most: Most,
  node: Record<string, unknown>,
  at: string,
): { [Key in Least | Most]?: number } {
  const entries = [least, most]
    .map((key) => [key, read(lengthSchema, node[key], `${at}/${key}`)] as const)
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in Least | Most]?: number };
}

function read<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  at: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw refused('cannot be read', at);
  return parsed.data;
}

function refused(what: string, at: string): AppError {
  return new AppError('usage.invalid', `The schema ${what} at ${at}, which is not supported.`);
}
