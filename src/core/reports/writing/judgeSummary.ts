import type { ReportSentence } from '../../../contract/index.ts';
import { shareSubject } from '../../drafts/index.ts';
import { numberTokens } from './numberTokens.ts';

/**
 * The facts that a sentence of a model rests on, or undefined when it may not stand: each of its
 * numbers must be in a fact that has a subject in common with it, each quoted name in a fact, and it
 * must say something of a fact and be none of them.
 */
export function factsBehind(
  text: string,
  facts: readonly ReportSentence[],
): ReportSentence[] | undefined {
  const near = facts.filter((fact) => shareSubject(text, fact.text));
  const isCopy = facts.some((fact) => fact.text.trim() === text.trim());
  if (near.length === 0 || isCopy) return undefined;
  const used = new Set<ReportSentence>();
  for (const number of numberTokens(text)) {
    const holders = near.filter((fact) => numberTokens(fact.text).has(number));
    if (holders.length === 0) return undefined;
    for (const holder of holders) used.add(holder);
  }
  for (const [, name = ''] of text.matchAll(/[“"]([^”"]+)[”"]/gu)) {
    const holders = near.filter((fact) => fact.text.includes(name));
    if (holders.length === 0) return undefined;
    for (const holder of holders) used.add(holder);
  }
  return used.size === 0 ? near : [...used];
}
