/** Keys that must not be on the disk in the clear. Names are Trendroom's own, never a user's words. */
export interface Secrets {
  /** False where the system has no keychain: what is set is then gone when the program ends. */
  readonly persistent: boolean;
  /** The secret, or undefined when there is none. */
  get(name: string): string | undefined;
  set(name: string, secret: string): void;
  delete(name: string): void;
}

/** For hosts and tests without a keychain: secrets live as long as the process. */
export function createMemorySecrets(): Secrets {
  const kept = new Map<string, string>();
  return {
    persistent: false,
    get: (name) => kept.get(name),
    set: (name, secret) => void kept.set(name, secret),
    delete: (name) => void kept.delete(name),
  };
}
