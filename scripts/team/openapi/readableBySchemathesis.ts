import { z } from 'zod';

const nodeSchema = z.record(z.string(), z.unknown());
const tupleSchema = z.looseObject({ type: z.literal('array'), prefixItems: z.array(z.unknown()) });

/**
 * The same document in two ways that schemathesis 4.32 understands: a tuple of equal parts, which
 * it mistakes for draft 4's, as a list of that length; and the data of an event of a stream, which
 * it sees as the text that goes over the wire.
 */
export function readableBySchemathesis(node: unknown, isEventStream = false): unknown {
  if (Array.isArray(node)) return node.map((each) => readableBySchemathesis(each, isEventStream));
  const read = nodeSchema.safeParse(node);
  if (!read.success) return node;
  const tuple = tupleSchema.safeParse(node);
  if (tuple.success) {
    const { prefixItems, ...rest } = tuple.data;
    if (new Set(prefixItems.map((each) => JSON.stringify(each))).size === 1) {
      const [items] = prefixItems;
      const { length } = prefixItems;
      return { ...rest, items, minItems: length, maxItems: length };
    }
  }
  return Object.fromEntries(
    Object.entries(read.data).map(([name, value]) => {
      const isEvents = isEventStream || name === 'text/event-stream';
      if (isEventStream && name === 'data') {
        const contentSchema = readableBySchemathesis(value);
        return [name, { type: 'string', contentMediaType: 'application/json', contentSchema }];
      }
      return [name, readableBySchemathesis(value, isEvents)];
    }),
  );
}
