import type { ReportSentence } from '../../../contract/index.ts';
import { shareSubject } from '../../drafts/index.ts';
import { numberTokens } from './numberTokens.ts';

/** Less is a name, or a heading. */
const minWords = 5;
const quotedName = /[“"]([^”"]+)[”"]/gu;

/**
 * The facts that a sentence of a model rests on, or undefined when it may not stand: each of its
 * numbers must be in a fact that is about something the sentence names, each quoted name in a fact,
 * and it must say something of a fact in a few words and be none of them.
 */
export function factsBehind(
  text: string,
  facts: readonly ReportSentence[],
): ReportSentence[] | undefined {
  const near = facts.filter((fact) => isAbout(text, fact));
  const isCopy = facts.some((fact) => fact.text.trim() === text.trim());
  const isShort = text.trim().split(/\s+/u).length < minWords;
  if (near.length === 0 || isCopy || isShort) return undefined;
  const used = new Set<ReportSentence>();
  const isHeld = (holds: (fact: ReportSentence) => boolean): boolean => {
    const holders = near.filter(holds);
    for (const holder of holders) used.add(holder);
    return holders.length > 0;
  };
  const areHeld =
    [...numberTokens(text)].every((number) =>
      isHeld((fact) => numberTokens(fact.text).has(number)),
    ) && namesIn(text).every((name) => isHeld((fact) => fact.text.includes(name)));
  if (!areHeld) return undefined;
  return used.size === 0 ? near : [...used];
}

/** Of a fact about something with a name, that name must be there: all facts are about videos. */
function isAbout(text: string, fact: ReportSentence): boolean {
  const names = namesIn(fact.text);
  if (names.length === 0) return shareSubject(text, fact.text);
  return names.some((name) => text.includes(name) || shareSubject(text, name));
}

function namesIn(text: string): string[] {
  return [...text.matchAll(quotedName)].map(([, name = '']) => name);
}
