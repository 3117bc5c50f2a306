import { z } from 'zod';
import type { Keychain } from './keychain.ts';
import { libraryId } from './libraryId.ts';
import type { Secrets } from './secrets.ts';

const keptSchema = z.object({
  /** Absent only in what the environment gives for any address that the user connects to. */
  address: z.string().optional(),
  secret: z.string(),
});

/**
 * A library's part of the keychain: names begin with the library's id, and each secret is stored
 * with the address that it was given for.
 */
export function librarySecrets(keychain: Keychain, directory: string): Secrets {
  let id: string | undefined;
  const nameOf = (name: string): string => {
    id ??= libraryId(directory);
    return `library:${id}:${name}`;
  };
  return {
    isPersistent: () => keychain.isPersistent(),
    get: async (name, address) => {
      const kept = readKept(await keychain.get(nameOf(name)));
      const isMeant = kept?.address === undefined || kept.address === address;
      return isMeant ? kept?.secret : undefined;
    },
    set: (name, address, secret) => keychain.set(nameOf(name), JSON.stringify({ address, secret })),
    delete: (name) => keychain.delete(nameOf(name)),
  };
}

/** Undefined also for an entry that another program wrote. */
function readKept(text: string | undefined): z.infer<typeof keptSchema> | undefined {
  if (text === undefined) return undefined;
  try {
    return keptSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
