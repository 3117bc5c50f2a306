/**
 * Keys that must not be on the disk in the clear. Names are Trendroom's own, never a user's words.
 * The keychain is in the host's process, and the core in another one: every call is a message.
 */
export interface Secrets {
  /** False where the system has no keychain: what is set is then gone when the program ends. */
  isPersistent(): Promise<boolean>;
  /** The secret, or undefined when there is none. */
  get(name: string): Promise<string | undefined>;
  set(name: string, secret: string): Promise<void>;
  delete(name: string): Promise<void>;
}

/** For hosts and tests without a keychain: secrets live as long as the process. */
export function createMemorySecrets(): Secrets {
  const kept = new Map<string, string>();
  return {
    isPersistent: async () => false,
    get: async (name) => kept.get(name),
    set: async (name, secret) => void kept.set(name, secret),
    delete: async (name) => void kept.delete(name),
  };
}
