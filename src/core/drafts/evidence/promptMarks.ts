import { createHash } from 'node:crypto';

interface PromptMarks {
  /** Begins each line of evidence. */
  mark: string;
  /** Part of the instructions alone: who repeats it has been made to tell them. */
  canary: string;
}

/**
 * Marks that no evidence can know: they are made of the brief and all its evidence, and a text that
 * named its own hash would have another one. So drafts of one brief share their prompt's beginning,
 * and the same brief gives the same drafts.
 */
export function promptMarks(texts: readonly string[]): PromptMarks {
  const all = JSON.stringify(texts);
  const of = (what: string): string =>
    createHash('sha256').update(what).update(all).digest('hex').slice(0, 10);
  return { mark: `q${of('mark')}`, canary: `k${of('canary')}` };
}
