import type { HookPattern } from '../../../contract/index.ts';
import { clockText } from '../evidence/clockText.ts';
import type { Evidence } from '../evidence/evidence.ts';

const openings: Readonly<Record<HookPattern, string>> = {
  question: 'Asks a question about',
  number: 'Puts a number first, from',
  contrast: 'Sets two things against each other, from',
  command: 'Tells the viewer to do something with',
  confession: 'Admits something, after',
  surprise: 'Turns an expectation around with',
  promise: 'Promises what follows from',
  story: 'Begins a story with',
};

/**
 * Why a draft works, from facts alone: the pattern it was asked to use and the moments it was given.
 * Small models' own reasons are not worth reading.
 */
export function whyOf(hookPattern: HookPattern, moments: readonly Evidence[]): string {
  return `${openings[hookPattern]} ${moments.map(placeOf).join(', and ')}.`;
}

function placeOf({ kind, citation }: Evidence): string {
  const deed = kind === 'screen' ? 'shown' : 'said';
  return `what is ${deed} at ${clockText(citation.startMs)} of “${citation.title}”`;
}
