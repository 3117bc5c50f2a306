import { z } from 'zod';

export type JsonValue = z.core.util.JSONType;

/** Any JSON value. Ten times as fast as `z.json()`: batches have tens of thousands of them. */
export const jsonSchema = z.custom<JsonValue>(isJson, 'Not a JSON value');
export const jsonObjectSchema = z.record(z.string(), jsonSchema);

/** A loop, not a recursion: whoever sent the value chose its depth. */
function isJson(value: unknown): boolean {
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    switch (typeof next) {
      case 'string':
      case 'boolean':
        break;
      case 'number':
        if (!Number.isFinite(next)) return false;
        break;
      case 'object':
        if (next === null) break;
        if (!Array.isArray(next) && !isPlainObject(next)) return false;
        for (const inner of Object.values(next)) left.push(inner);
        break;
      default:
        return false;
    }
  }
  return true;
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
