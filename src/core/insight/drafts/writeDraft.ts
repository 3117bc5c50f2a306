import { z } from 'zod';
import { deviceSchema } from '../../../shared/index.ts';
import type { LanguageModel } from '../../inference/index.ts';
import type { DraftPrompt } from './draftPrompt.ts';
import type { Evidence } from './evidence.ts';
import type { Candidate } from './judgeDraft.ts';
import { partialText } from './partialText.ts';
import { plainText } from './plainText.ts';

const answerSchema = z.object({
  device: deviceSchema,
  citations: z.array(z.string()).min(1),
  text: z.string(),
  why: z.string().optional(),
});

const maxWhyCharacters = 300;

export interface WrittenDraft extends Candidate {
  /** In the order of the evidence, each once. */
  cited: readonly [Evidence, ...Evidence[]];
  why: string | undefined;
}

export interface WriteOptions {
  languageModel: LanguageModel;
  seed: number;
  temperature: number;
  signal: AbortSignal;
  /** Told of the draft's text as it grows. */
  onText: (added: string) => void;
}

/**
 * One generation. Undefined when the model ran out of tokens before the document ended, which
 * another seed may mend.
 */
export async function writeDraft(
  prompt: DraftPrompt,
  options: WriteOptions,
): Promise<WrittenDraft | undefined> {
  const { languageModel, seed, temperature, signal, onText } = options;
  let json = '';
  let given = 0;
  const result = await languageModel.generate(
    { ...prompt.request, temperature, topP: 0.9, seed },
    {
      signal,
      onText: (added) => {
        json += added;
        const text = partialText(json);
        if (text.length > given) onText(text.slice(given));
        given = Math.max(given, text.length);
      },
    },
  );
  const answer = answerSchema.safeParse(parse(result.text));
  if (result.finish !== 'stop' || !answer.success) return undefined;
  const { device, citations, text, why } = answer.data;
  const [first, ...others] = prompt.shown.filter(({ id }) => citations.includes(id));
  if (first === undefined) return undefined;
  return {
    // Already bounded by the grammar; this only takes out what is not one line of plain text.
    text: plainText(text, prompt.maxTextCharacters),
    device,
    cut: [...text].length >= prompt.maxTextCharacters,
    cited: [first, ...others],
    why: why === undefined ? undefined : plainText(why, maxWhyCharacters),
  };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
