import { leastSupport } from '../support/checkSupport.ts';

/** What exported briefs say beside the drafts themselves. */
export const exportTexts = {
  audience: (audience: string) => `for ${audience}`,
  maxWords: (words: number) => `at most ${words} words`,
  by: (model: string) => `Written by ${model}`,
  starred: 'Starred',
  edited: 'Edited by a person',
  unchecked: 'Edited by a person, not checked',
  support: (probability: number) =>
    `Support ${Math.round(probability * 100)} %${probability < leastSupport ? ', doubtful' : ''}`,
  noBeat: 'no supported sentence was written',
  none: 'No drafts were kept.',
  note: 'Each hook rests on the moments below it. Support is how likely a moment says what the hook claims, as a model judges.',
} as const;
