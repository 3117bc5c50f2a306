/**
 * Keys and consents of one library: never in its database, a log or an export. Each belongs to the
 * address that it was given for, because a database says whatever a backup or another program wrote
 * into it: an address that has changed there has no key and no consent.
 * Names are Trendroom's own, never a user's words.
 */
export interface Secrets {
  /** False where the system has no keychain: what is set is then gone when the program ends. */
  isPersistent(): Promise<boolean>;
  /** The secret; undefined when there is none, or it was given for another address. */
  get(name: string, address: string): Promise<string | undefined>;
  /** In place of the one of that name, whatever it was given for. */
  set(name: string, address: string, secret: string): Promise<void>;
  delete(name: string): Promise<void>;
}

/** For tests: secrets live as long as the process. */
export function createMemorySecrets(): Secrets {
  const kept = new Map<string, { address: string; secret: string }>();
  return {
    isPersistent: async () => false,
    get: async (name, address) => {
      const found = kept.get(name);
      return found?.address === address ? found.secret : undefined;
    },
    set: async (name, address, secret) => void kept.set(name, { address, secret }),
    delete: async (name) => void kept.delete(name),
  };
}
