/**
 * Where a host keeps what must not be in a library. Names and values are those of
 * {@link ./librarySecrets.ts}; every call may be a message to another process.
 */
export interface Keychain {
  /** False where the system has no keychain: secrets are then gone when the program ends. */
  isPersistent(): Promise<boolean>;
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
}

/** Everything lives as long as the process. */
export function createMemoryKeychain(): Keychain {
  const kept = new Map<string, string>();
  return {
    isPersistent: async () => false,
    get: async (name) => kept.get(name),
    set: async (name, value) => void kept.set(name, value),
    delete: async (name) => void kept.delete(name),
  };
}
