import { type HookPattern, hookPatternSchema } from '../../../../contract/index.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { numbersOf } from '../../support/words.ts';
import type { DraftPlan } from '../prompts/draftPrompt.ts';

/** What an earlier generation was about, and whether its draft was kept. */
export interface Attempt {
  hookPattern: HookPattern;
  focus: Evidence;
  kept: boolean;
}

/** What a pair of moment and pattern gave nothing of twice it gives nothing of. */
const triesOfPair = 2;

/**
 * The pattern and the moment of the next generation, which no model is left to choose: those with
 * the fewest kept drafts, then the fewest attempts, so that drafts differ and a moment the model
 * can do nothing with is not tried for ever. A number needs a moment that names one. Undefined when
 * every pair has given its draft or had its tries.
 */
export function planAttempt(
  evidence: readonly Evidence[],
  attempts: readonly Attempt[],
): DraftPlan | undefined {
  const open = new Map(evidence.map((focus) => [focus, openPatterns(focus, attempts)]));
  const [focus] = byUse(
    evidence.filter((each) => (open.get(each) ?? []).length > 0),
    (item, attempt) => attempt.focus.id === item.id,
    attempts,
  );
  if (focus === undefined) return undefined;
  const ofFocus = byUse(
    byUse(
      open.get(focus) ?? [],
      (hookPattern, attempt) => attempt.hookPattern === hookPattern,
      attempts,
    ),
    (hookPattern, attempt) => attempt.hookPattern === hookPattern && attempt.focus.id === focus.id,
    attempts,
  );
  const hookPattern = ofFocus[0];
  return hookPattern === undefined ? undefined : { hookPattern, focus };
}

/** Those that fit the moment and are not used up with it. */
function openPatterns(focus: Evidence, attempts: readonly Attempt[]): HookPattern[] {
  const hasNumber = numbersOf(focus.citation.quote).length > 0;
  return hookPatternSchema.options.filter((hookPattern) => {
    if (hookPattern === 'number' && !hasNumber) return false;
    const tried = attempts.filter(
      (attempt) => attempt.hookPattern === hookPattern && attempt.focus.id === focus.id,
    );
    return tried.length < triesOfPair && !tried.some(({ kept }) => kept);
  });
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
