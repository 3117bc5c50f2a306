import type { Secrets } from './secrets.ts';

/** Said of a secret that the branch has deleted while the library still has it. */
const deleted = '\u0000';

/**
 * The secrets of a branch: those of its library can be read, and what the branch sets or deletes is
 * its own. Throwing the branch away must leave the library's keys as they were.
 */
export function branchSecrets(secrets: Secrets, branchId: string): Secrets {
  const own = (name: string): string => branchSecretName(branchId, name);
  return {
    isPersistent: () => secrets.isPersistent(),
    get: async (name) => {
      const kept = await secrets.get(own(name));
      return kept === deleted ? undefined : (kept ?? secrets.get(name));
    },
    set: (name, secret) => secrets.set(own(name), secret),
    delete: async (name) => {
      if ((await secrets.get(name)) === undefined) await secrets.delete(own(name));
      else await secrets.set(own(name), deleted);
    },
  };
}

/** What a branch's own secret is called in the library's keychain. */
export function branchSecretName(branchId: string, name: string): string {
  return `branch:${branchId}:${name}`;
}
