import type { Citation, DroppedDraft, ModelId } from '../../../contract/index.ts';
import type { ChatMessage, LanguageModel } from '../../inference/index.ts';
import { promptText } from '../evidence/promptText.ts';

const instructions =
  'You check hooks of short videos. Answer "yes" when the moment says or implies all that the hook ' +
  'claims, and "no" when the hook claims something else, more, or the opposite.';

/** Made up. */
const examples: readonly { moment: string; hook: string; answer: 'yes' | 'no' }[] = [
  {
    moment:
      'I fed the fish three times a day because they looked hungry and after one week the water was green',
    hook: 'I turned my tank green because I could not stop feeding the fish.',
    answer: 'yes',
  },
  {
    moment: 'clean the lens before you film, just use your shirt, nobody does this',
    hook: 'Buy a new lens before you film.',
    answer: 'no',
  },
  {
    moment: 'my manager gets two hundred emails a day and reads maybe twelve of them',
    hook: 'How many of your emails does your manager read?',
    answer: 'yes',
  },
  {
    moment: 'hard tyres feel quick but on gravel the soft ones roll faster',
    hook: 'Hard tyres are faster on gravel.',
    answer: 'no',
  },
  {
    moment:
      'we lost the rudder at midnight and my father steered us home with two buckets on a rope',
    hook: 'At midnight the rudder broke, and my brother swam home.',
    answer: 'no',
  },
  {
    moment: 'green tea gets bitter because you pour boiling water on it',
    hook: 'Green tea is not bitter. Your kettle is too hot.',
    answer: 'yes',
  },
];

/**
 * A draft is supported from here on. Of the drafts in eval/drafts that were judged by hand: see
 * docs/drafts.md for what is right and what is found at this probability.
 */
export const leastSupport = 0.7;
const alternatives = 20;

export interface CheckOptions {
  languageModel: LanguageModel;
  /** Left out: the one that writes the drafts. */
  modelId?: ModelId | undefined;
  signal: AbortSignal;
}

/** What the draft cites. */
export interface CheckedMoment {
  citation: Pick<Citation, 'quote'>;
}

export interface Support {
  /** Of "yes" against "no" as the model's next word, 0 to 1. */
  probability: number;
  /** When it is too low. */
  dropped: DroppedDraft | undefined;
}

/**
 * Asks the model itself whether the moments say what the draft claims, in one question; its examples are the same
 * for every draft, so that the engine reads only the moment and the draft. A model that answers
 * with neither word says nothing of the draft: undefined.
 */
export async function checkSupport(
  text: string,
  moments: readonly CheckedMoment[],
  { languageModel, modelId, signal }: CheckOptions,
): Promise<Support | undefined> {
  const quote = moments.map(({ citation }) => citation.quote).join(' … ');
  const prompt: ChatMessage[] = [
    { role: 'system', content: instructions },
    ...examples.flatMap(({ moment, hook, answer }): ChatMessage[] => [
      { role: 'user', content: question(moment, hook) },
      { role: 'assistant', content: answer },
    ]),
    { role: 'user', content: question(promptText(quote), promptText(text)) },
  ];
  const { logprobs } = await languageModel.generate(
    {
      prompt,
      prefixName: 'support of hooks',
      maxTokens: 1,
      temperature: 0,
      logprobs: alternatives,
    },
    { signal, modelId },
  );
  const massOf = (word: string): number =>
    (logprobs?.[0]?.top ?? [])
      .filter(({ token }) => token.trim().toLowerCase() === word)
      .reduce((sum, { logprob }) => sum + Math.exp(logprob), 0);
  const [yes, no] = [massOf('yes'), massOf('no')];
  if (yes + no === 0) return undefined;
  const probability = yes / (yes + no);
  const dropped = { text, reason: 'unsupported' as const, of: quote };
  return { probability, dropped: probability < leastSupport ? dropped : undefined };
}

function question(moment: string, hook: string): string {
  return `Moment: ${JSON.stringify(moment)}\nHook: ${JSON.stringify(hook)}\nDoes the moment say what the hook claims?`;
}
