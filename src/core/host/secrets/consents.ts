import type { Secrets } from './secrets.ts';

/**
 * What the user agreed to on this machine, kept beside the keys and bound like them to where
 * something goes. A library's own tables only show it.
 */
export interface Consents {
  /** What was noted with it; undefined when there is none for exactly this. */
  get(what: string, to: string): Promise<string | undefined>;
  give(what: string, to: string, note?: string): Promise<void>;
  withdraw(what: string): Promise<void>;
}

export function consentsIn(secrets: Secrets): Consents {
  return {
    get: (what, to) => secrets.get(consentName(what), to),
    give: (what, to, note = 'given') => secrets.set(consentName(what), to, note),
    withdraw: (what) => secrets.delete(consentName(what)),
  };
}

/** What a consent is called among the secrets. */
export function consentName(what: string): string {
  return `consent:${what}`;
}
