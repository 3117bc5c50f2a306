import { z } from 'zod';

export type JsonValue = z.core.util.JSONType;

/** Deeper values are refused: writing them as text, and whatever else walks them, is a recursion. */
export const maxJsonDepth = 500;

/** Any JSON value. Ten times as fast as `z.json()`: batches have tens of thousands of them. */
export const jsonSchema = z.custom<JsonValue>(
  isJson,
  `Not a JSON value, or nested more than ${maxJsonDepth} deep`,
);
export const jsonObjectSchema = z.record(z.string(), jsonSchema);

/** A loop, not a recursion: whoever sent the value chose its depth. Level after level. */
function isJson(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxJsonDepth) return false;
    const next: unknown[] = [];
    for (const each of level) {
      switch (typeof each) {
        case 'string':
        case 'boolean':
          break;
        case 'number':
          if (!Number.isFinite(each)) return false;
          break;
        case 'object':
          if (each === null) break;
          if (!Array.isArray(each) && !isPlainObject(each)) return false;
          for (const inner of Object.values(each)) next.push(inner);
          break;
        default:
          return false;
      }
    }
    level = next;
  }
  return true;
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
