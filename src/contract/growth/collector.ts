import { z } from 'zod';
import { maxBatchEvents } from './events.ts';

/** Where the loopback host takes events from pages and programs. */
export const collectorPath = '/collect';

/** A browser sends no more with `sendBeacon`; programs may send more. */
export const maxCollectedBytes = 1_000_000;

const listSchema = z.array(z.unknown()).min(1).max(maxBatchEvents);

/** What a batch may be: events, or an object with them. A token beside them was read by the host. */
export const collectedSchema = z.union([
  listSchema,
  z.object({ events: listSchema, token: z.string().optional() }),
]);
