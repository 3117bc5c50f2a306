import { customType } from 'drizzle-orm/sqlite-core';
import { z } from 'zod';
import {
  type ContentHash,
  type EndpointId,
  type JobId,
  type Storage,
  storageSchema,
  type VideoStorage,
  videoStorageSchema,
} from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';

/**
 * Columns whose values name something outside of the database: a file, a folder, an entry of the
 * keychain. A library may come from anywhere, so they are parsed each time that a row is read.
 * Errors: `library.corrupt`.
 */
const parsed = <Value extends string>(what: string, isValid: (text: string) => boolean) =>
  customType<{ data: Value; driverData: string }>({
    dataType: () => 'text',
    fromDriver: (value) => parse<Value>(what, value, isValid),
  });

/** What {@link newId} makes, and nothing that a path or a shell reads otherwise. */
export function isStoredId(text: unknown): boolean {
  return typeof text === 'string' && /^[\w-]{1,64}$/.test(text);
}

const isExtension = (text: string): boolean => /^\.[a-z0-9]{1,5}$/.test(text);

/** Any other id that names a file. */
export const storedIdColumn = parsed<string>('id', isStoredId);
export const jobIdColumn = parsed<JobId>('job id', isStoredId);
export const endpointIdColumn = parsed<EndpointId>('server id', isStoredId);
export const contentHashColumn = parsed<ContentHash>('content hash', (text) =>
  /^[0-9a-f]{64}$/.test(text),
);
/** With the dot, lower case. */
export const extensionColumn = parsed<string>('file extension', isExtension);
export const storageColumn = parsed<Storage>(
  'way of storage',
  (text) => storageSchema.safeParse(text).success,
);
export const videoStorageColumn = parsed<VideoStorage>(
  'way of storage',
  (text) => videoStorageSchema.safeParse(text).success,
);

/** A list of short texts as JSON; a damaged one is empty. */
export const textListColumn = customType<{ data: string[]; driverData: string }>({
  dataType: () => 'text',
  toDriver: (texts) => JSON.stringify(texts),
  fromDriver: (value) => {
    try {
      return textListSchema.parse(JSON.parse(value));
    } catch {
      return [];
    }
  },
});

const textListSchema = z.array(z.string().max(200)).max(200);

function parse<Value extends string>(
  what: string,
  value: string,
  isValid: (text: string) => boolean,
): Value {
  if (typeof value === 'string' && isValid(value)) return value as Value;
  throw new AppError(
    'library.corrupt',
    `The library has a malformed ${what}: ${JSON.stringify(String(value).slice(0, 100))}`,
  );
}
