import { nameOf, type Openapi, type Operation, type Schema } from './openapiDocument.ts';

type Side = 'request' | 'answer';

/**
 * What a client of the first document cannot rely on with the second, a line each; empty when it
 * can go on. In requests: a field that is gone, that takes less, or that must be given now. In
 * answers: a field that is gone, may be missing, or has another type.
 */
export function breakingDifferences(before: Openapi, after: Openapi): string[] {
  const found: string[] = [];
  for (const [path, methods] of Object.entries(before.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const now = after.paths[path]?.[method];
      const place = `${method.toUpperCase()} ${path}`;
      if (now === undefined) {
        found.push(`${place} is gone`);
        continue;
      }
      const compare = new Comparison(before, after, found);
      compare.schemas('request', `${place} request`, bodyOf(operation), bodyOf(now));
      compare.schemas('answer', `${place} answer`, answerOf(operation), answerOf(now));
    }
  }
  return [...new Set(found)];
}

class Comparison {
  readonly #before: Openapi;
  readonly #after: Openapi;
  readonly #found: string[];
  /** Pairs of named schemas that were compared: they may hold themselves. */
  readonly #seen = new Set<string>();

  constructor(before: Openapi, after: Openapi, found: string[]) {
    this.#before = before;
    this.#after = after;
    this.#found = found;
  }

  schemas(side: Side, place: string, was: Schema | undefined, is: Schema | undefined): void {
    // What was not described binds nobody.
    if (was === undefined) return;
    if (is === undefined) return void this.#found.push(`${place} is not described any more`);
    const key = `${side} ${was.$ref} ${is.$ref}`;
    if (was.$ref !== undefined && this.#seen.has(key)) return;
    this.#seen.add(key);
    const [old, now] = [resolve(this.#before, was), resolve(this.#after, is)];
    this.#types(side, place, old, now);
    this.#values(side, place, old, now);
    if (isUnion(old) || isUnion(now)) this.#alternatives(side, place, was, is);
    else this.#fields(side, place, old, now);
    this.schemas(side, `${place}[]`, old.items, old.items === undefined ? undefined : now.items);
  }

  /** Values of an `enum`; one that is without bounds takes and may be anything. */
  #values(side: Side, place: string, { enum: was }: Schema, { enum: is }: Schema): void {
    const known = new Set(was?.map((value) => JSON.stringify(value)));
    const current = new Set(is?.map((value) => JSON.stringify(value)));
    if (side === 'request' && is !== undefined) this.#lost(side, place, without(known, current));
    if (side === 'answer' && was !== undefined) this.#lost(side, place, without(current, known));
  }

  /** Named schemas of which a value may have any: those of one name are compared. */
  #alternatives(side: Side, place: string, was: Schema, is: Schema): void {
    const [old, now] = [namedIn(this.#before, was), namedIn(this.#after, is)];
    // One that has no names is compared by its types alone.
    if (old.size === 0 || now.size === 0) return;
    const [known, current] = [new Set(old.keys()), new Set(now.keys())];
    const lost = side === 'request' ? without(known, current) : without(current, known);
    this.#lost(side, place, lost);
    for (const [name, schema] of old) {
      const same = now.get(name);
      if (same !== undefined) this.schemas(side, place, schema, same);
    }
  }

  #lost(side: Side, place: string, lost: readonly string[]): void {
    if (lost.length === 0) return;
    this.#found.push(
      `${place} ${side === 'request' ? 'takes no' : 'may now be'} ${lost.join(', ')}`,
    );
  }

  #types(side: Side, place: string, old: Schema, now: Schema): void {
    const [was, is] = [typesOf(this.#before, old), typesOf(this.#after, now)];
    if (was.size === 0 || is.size === 0) return;
    this.#lost(side, place, side === 'request' ? without(was, is) : without(is, was));
  }

  #fields(side: Side, place: string, old: Schema, now: Schema): void {
    const fields = now.properties ?? {};
    for (const [name, field] of Object.entries(old.properties ?? {})) {
      const current = fields[name];
      if (current === undefined) this.#found.push(`${place}.${name} is gone`);
      else this.schemas(side, `${place}.${name}`, field, current);
    }
    const [was, is] = [new Set(old.required ?? []), new Set(now.required ?? [])];
    if (side === 'request') {
      for (const name of without(is, was)) this.#found.push(`${place}.${name} must be given now`);
    } else {
      for (const name of without(was, is)) this.#found.push(`${place}.${name} may be missing now`);
    }
  }
}

function resolve(document: Openapi, schema: Schema): Schema {
  const target =
    schema.$ref === undefined ? schema : document.components.schemas[nameOf(schema.$ref)];
  return target ?? {};
}

function isUnion({ anyOf, oneOf }: Schema): boolean {
  return anyOf !== undefined || oneOf !== undefined;
}

/** The named schemas of a union; of what is none, itself. */
function namedIn(document: Openapi, schema: Schema): Map<string, Schema> {
  const resolved = resolve(document, schema);
  const { anyOf = [], oneOf = [] } = resolved;
  const all = isUnion(resolved) ? [...anyOf, ...oneOf] : [schema];
  return new Map(
    all.flatMap((each) => (each.$ref === undefined ? [] : [[nameOf(each.$ref), each]])),
  );
}

/** Names of the JSON types that a schema allows, through its alternatives; empty when any. */
function typesOf(document: Openapi, schema: Schema, depth = 0): Set<string> {
  if (depth > 8) return new Set();
  const { type, anyOf, oneOf } = resolve(document, schema);
  const own = typeof type === 'string' ? [type] : (type ?? []);
  const alternatives = [...(anyOf ?? []), ...(oneOf ?? [])];
  const types = alternatives.map((each) => typesOf(document, each, depth + 1));
  // One alternative that allows any type allows all.
  if (types.some((each) => each.size === 0)) return new Set();
  return new Set([...own, ...types.flatMap((each) => [...each])]);
}

function without(all: ReadonlySet<string>, known: ReadonlySet<string>): string[] {
  return [...all].filter((each) => !known.has(each));
}

function bodyOf({ requestBody }: Operation): Schema | undefined {
  return firstOf(requestBody);
}

function answerOf({ responses }: Operation): Schema | undefined {
  return firstOf(responses?.['200']);
}

function firstOf(body: Operation['requestBody']): Schema | undefined {
  const [content] = Object.values(body?.content ?? {});
  return content?.schema;
}
