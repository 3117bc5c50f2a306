import { type HookPattern, hookPatternSchema } from '../../../contract/index.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { numbersOf } from '../support/words.ts';
import type { DraftPlan } from './draftPrompt.ts';

/** What an earlier generation was about, and whether its draft was kept. */
export interface Attempt {
  hookPattern: HookPattern;
  focus: Evidence;
  kept: boolean;
}

/**
 * The pattern and the moment of the next generation, which no model is left to choose: those with
 * the fewest kept drafts, then the fewest attempts, so that drafts differ and a moment the model
 * can do nothing with is not tried for ever. A number needs a moment that names one.
 */
export function planAttempt(
  evidence: readonly Evidence[],
  attempts: readonly Attempt[],
): DraftPlan | undefined {
  const [focus] = byUse(evidence, (item, attempt) => attempt.focus.id === item.id, attempts);
  if (focus === undefined) return undefined;
  const fitting = hookPatternSchema.options.filter(
    (hookPattern) => hookPattern !== 'number' || numbersOf(focus.citation.quote).length > 0,
  );
  const ofFocus = byUse(
    byUse(fitting, (hookPattern, attempt) => attempt.hookPattern === hookPattern, attempts),
    (hookPattern, attempt) => attempt.hookPattern === hookPattern && attempt.focus.id === focus.id,
    attempts,
  );
  const hookPattern = ofFocus[0];
  return hookPattern === undefined ? undefined : { hookPattern, focus };
}

/** Least used first; the given order breaks ties. */
function byUse<T>(
  items: readonly T[],
  isOf: (item: T, attempt: Attempt) => boolean,
  attempts: readonly Attempt[],
): T[] {
  const use = (item: T): number =>
    attempts
      .filter((attempt) => isOf(item, attempt))
      .reduce((sum, { kept }) => sum + (kept ? keptCounts : 1), 0);
  return [...items].sort((a, b) => use(a) - use(b));
}

/** A kept draft weighs as much as this many attempts that came to nothing. */
const keptCounts = 4;
