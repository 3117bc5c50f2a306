import type { Secrets } from './secrets.ts';

/** In place of an address: the branch has deleted what the library still has. */
const deleted = 'deleted';

/**
 * The secrets and consents of a branch: those of its library can be read, and what the branch sets
 * or deletes is its own. Throwing the branch away must leave the library's keys as they were.
 */
export function branchSecrets(secrets: Secrets, branchId: string): Secrets {
  const own = (name: string): string => branchSecretName(branchId, name);
  return {
    isPersistent: () => secrets.isPersistent(),
    get: async (name, address) => {
      const kept = await secrets.get(own(name), address);
      if (kept !== undefined) return kept;
      const isDeleted = (await secrets.get(own(name), deleted)) !== undefined;
      return isDeleted ? undefined : secrets.get(name, address);
    },
    set: (name, address, secret) => secrets.set(own(name), address, secret),
    delete: (name) => secrets.set(own(name), deleted, ''),
  };
}

/** What a branch's own secret is called among those of its library. */
export function branchSecretName(branchId: string, name: string): string {
  return `branch:${branchId}:${name}`;
}
