import { z } from 'zod';
import type { JsonSchema } from '../../../inference/index.ts';
import { formatPatterns } from './formatPatterns.ts';
import { checkKeywords, mergeNodes, type SchemaNode, withoutAnnotations } from './keywords.ts';
import { refusedSchema } from './refusedSchema.ts';
import { refuseEndless } from './refuseEndless.ts';

const deepest = 40;
const maxNodes = 2_000;

const literalSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const lengthSchema = z.number().int().min(0).max(100_000);
const boundSchema = z.number();
const nodeSchema = z.record(z.string(), z.unknown());
const any: JsonSchema = { any: true };

/**
 * A JSON Schema of a client as what constrains generation. Properties come in the given order;
 * those that are not `required` may be left out. `param` is where the request has the schema.
 * Errors: `usage.invalid`, which names a keyword that cannot be followed, and its place.
 */
export function toJsonSchema(given: unknown, param = 'schema'): JsonSchema {
  const conversion = new Conversion(given, param);
  const schema = conversion.reference('#', '#', 0);
  const { definitions } = conversion;
  if (definitions.size === 0) return schema;
  const all: JsonSchema = { definitions: Object.fromEntries(definitions), schema };
  refuseEndless(all, param);
  return all;
}

class Conversion {
  /** What refers to itself, by its place. */
  readonly definitions = new Map<string, JsonSchema>();
  readonly #root: unknown;
  readonly #param: string;
  /** Places that are being converted, and whether something in them refers back. */
  readonly #open = new Map<string, boolean>();
  #nodes = 0;

  constructor(root: unknown, param: string) {
    this.#root = root;
    this.#param = param;
  }

  /** What is at a place of the schema: itself, or a reference to it when it refers to itself. */
  reference(place: string, at: string, depth: number): JsonSchema {
    if (this.definitions.has(place)) return { ref: place };
    if (this.#open.has(place)) {
      this.#open.set(place, true);
      return { ref: place };
    }
    this.#open.set(place, false);
    const converted = this.#convert(this.#find(place, at), at, depth);
    const refersBack = this.#open.get(place) === true;
    this.#open.delete(place);
    if (!refersBack) return converted;
    this.definitions.set(place, converted);
    return { ref: place };
  }

  #convert(given: unknown, at: string, depth: number): JsonSchema {
    this.#nodes++;
    if (depth > deepest) throw this.#refused('is nested too deeply', at);
    if (this.#nodes > maxNodes) throw this.#refused(`has over ${maxNodes} parts`, at);
    if (given === true) return any;
    const node = withoutAnnotations(this.#read(nodeSchema, given, at, 'is not an object'));
    checkKeywords(node, at, this.#param);
    const { $ref: place, ...beside } = node;
    if (place !== undefined) {
      if (typeof place !== 'string') throw this.#refused('has a "$ref" that is no text', at);
      if (Object.keys(beside).length === 0) return this.reference(place, at, depth + 1);
      return this.#merged([this.#find(place, at), beside], at, depth);
    }
    if (node.allOf !== undefined) {
      const { allOf, ...others } = node;
      const parts = this.#read(z.array(z.unknown()).min(1).max(100), allOf, `${at}/allOf`);
      return this.#merged([...parts, others], at, depth);
    }
    const name = node.anyOf === undefined ? 'oneOf' : 'anyOf';
    if (node[name] !== undefined) return this.#alternatives(node, name, at, depth);
    if (node.const !== undefined || node.enum !== undefined) return this.#values(node, at);
    if (Array.isArray(node.type)) {
      const types = this.#read(z.array(z.string()).min(1).max(10), node.type, `${at}/type`);
      return { oneOf: types.map((type) => this.#convert({ ...node, type }, at, depth + 1)) };
    }
    return this.#ofType(node, at, depth);
  }

  /** All of the parts hold: their keywords in one. */
  #merged(parts: readonly unknown[], at: string, depth: number): JsonSchema {
    const nodes = parts.map((part) => {
      let node = withoutAnnotations(this.#read(nodeSchema, part, at, 'is not an object'));
      for (let steps = 0; typeof node.$ref === 'string' && steps < deepest; steps++) {
        const { $ref: place, ...beside } = node;
        const found = this.#read(nodeSchema, this.#find(place, at), at, 'is not an object');
        node = mergeNodes([withoutAnnotations(found), beside], at, this.#param);
      }
      return node;
    });
    return this.#convert(mergeNodes(nodes, at, this.#param), at, depth + 1);
  }

  #alternatives(node: SchemaNode, name: 'anyOf' | 'oneOf', at: string, depth: number): JsonSchema {
    const { [name]: given, ...beside } = node;
    const options = this.#read(z.array(z.unknown()).min(1).max(100), given, `${at}/${name}`);
    const isPlain = Object.keys(beside).length === 0;
    return {
      oneOf: options.map((option, index) => {
        const place = `${at}/${name}/${index}`;
        return isPlain
          ? this.#convert(option, place, depth + 1)
          : this.#merged([beside, option], place, depth + 1);
      }),
    };
  }

  /** Given values. Those of other types than the schema's are none of it. */
  #values({ const: only, enum: several, type, ...others }: SchemaNode, at: string): JsonSchema {
    const [other] = Object.keys(others);
    if (other !== undefined) throw this.#refused(`has "${other}" beside given values`, at);
    const types = type === undefined ? undefined : [type].flat();
    const isOfType = (value: unknown): boolean =>
      types === undefined || types.some((each) => isOf(value, each));
    if (only !== undefined) {
      const value = this.#read(literalSchema, only, `${at}/const`);
      if (!isOfType(value)) throw this.#refused('has a value of another type', `${at}/const`);
      return { const: value };
    }
    const list = z.array(literalSchema).min(1).max(1_000);
    const values = this.#read(list, several, `${at}/enum`).filter(isOfType);
    if (values.length === 0) throw this.#refused('has no value of its type', `${at}/enum`);
    return { enum: values };
  }

  #ofType(node: SchemaNode, at: string, depth: number): JsonSchema {
    const type = node.type ?? impliedType(node);
    switch (type) {
      case undefined:
        return any;
      case 'boolean':
        return { type: 'boolean' };
      case 'null':
        return { type: 'null' };
      case 'integer':
        return { type: 'integer', ...this.#bounds(node, at) };
      case 'number':
        return { type: 'number', ...this.#bounds(node, at) };
      case 'string':
        return this.#string(node, at);
      case 'array':
        return {
          type: 'array',
          items:
            node.items === undefined ? any : this.#convert(node.items, `${at}/items`, depth + 1),
          ...this.#lengths('minItems', 'maxItems', node, at),
        };
      case 'object':
        return this.#object(node, at, depth);
      default:
        throw this.#refused(`has the type ${JSON.stringify(type)}`, at);
    }
  }

  #string(node: SchemaNode, at: string): JsonSchema {
    const lengths = this.#lengths('minLength', 'maxLength', node, at);
    const hasLengths = Object.keys(lengths).length > 0;
    if (node.pattern !== undefined) {
      const pattern = this.#read(z.string().max(4_000), node.pattern, `${at}/pattern`);
      if (hasLengths) throw this.#refused('has "pattern" beside a length', at);
      return { type: 'string', pattern };
    }
    const pattern = typeof node.format === 'string' ? formatPatterns[node.format] : undefined;
    if (pattern !== undefined && !hasLengths) return { type: 'string', pattern };
    return { type: 'string', ...lengths };
  }

  #object(node: SchemaNode, at: string, depth: number): JsonSchema {
    const given = this.#read(nodeSchema, node.properties ?? {}, `${at}/properties`);
    const properties = Object.entries(given).map(([name, value]) => {
      return [name, this.#convert(value, `${at}/properties/${name}`, depth + 1)] as const;
    });
    const names = z.array(z.string()).max(1_000);
    const required = this.#read(names, node.required ?? [], `${at}/required`);
    const unknown = required.find((name) => !Object.hasOwn(given, name));
    if (unknown !== undefined) {
      throw this.#refused(`requires "${unknown}", which is none of its properties,`, at);
    }
    const { additionalProperties: additional = true } = node;
    const isOpen = properties.length === 0 && additional !== false;
    return {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(!properties.every(([name]) => required.includes(name)) && { required }),
      ...(isOpen && {
        additional: this.#convert(additional, `${at}/additionalProperties`, depth + 1),
      }),
    };
  }

  #bounds(node: SchemaNode, at: string) {
    const names = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const;
    const bounds = names
      .filter((name) => node[name] !== undefined)
      .map((name) => {
        const bound = this.#read(boundSchema, node[name], `${at}/${name}`);
        if (!Number.isInteger(bound)) {
          throw this.#refused(`has "${name}" that is not a whole number`, at);
        }
        return [name, bound] as const;
      });
    // What no number here can exceed says nothing, such as the bounds of Zod's integers.
    const says = bounds.filter(([, bound]) => Math.abs(bound) < 10 ** 15);
    return Object.fromEntries(says);
  }

  #lengths(least: string, most: string, node: SchemaNode, at: string) {
    const lengths = [least, most]
      .filter((name) => node[name] !== undefined)
      .map((name) => [name, this.#read(lengthSchema, node[name], `${at}/${name}`)] as const);
    return Object.fromEntries(lengths);
  }

  /** A local reference: `#/$defs/name`, or any path from the root. */
  #find(reference: string, at: string): unknown {
    if (!reference.startsWith('#')) {
      throw this.#refused(`refers to ${reference.slice(0, 100)}`, at);
    }
    let found: unknown = this.#root;
    for (const step of reference.split('/').slice(1)) {
      const key = this.#pointerKey(step, at);
      const isThere = typeof found === 'object' && found !== null && Object.hasOwn(found, key);
      found = isThere ? Reflect.get(found as object, key) : undefined;
    }
    return found;
  }

  /** RFC 6901, in a fragment. */
  #pointerKey(step: string, at: string): string {
    try {
      return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    } catch {
      throw this.#refused(`refers to ${step.slice(0, 100)}`, at);
    }
  }

  #read<Schema extends z.ZodType>(
    schema: Schema,
    given: unknown,
    at: string,
    what = 'cannot be read',
  ): z.infer<Schema> {
    const parsed = schema.safeParse(given);
    if (!parsed.success) throw this.#refused(what, at);
    return parsed.data;
  }

  #refused(what: string, at: string) {
    return refusedSchema(this.#param, what, at);
  }
}

/** The one type that the keywords are about; JSON of other types would fit them as well. */
function impliedType(node: SchemaNode): string | undefined {
  if (node.properties !== undefined || node.required !== undefined) return 'object';
  if (node.additionalProperties !== undefined) return 'object';
  if (node.items !== undefined) return 'array';
  if (node.pattern !== undefined || node.minLength !== undefined) return 'string';
  if (node.maxLength !== undefined) return 'string';
  const isNumber = Object.keys(node).some((name) => /^(exclusive)?(min|max)imum$/i.test(name));
  return isNumber ? 'number' : undefined;
}

function isOf(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
