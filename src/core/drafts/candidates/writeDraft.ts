import type { LanguageModel } from '../../inference/index.ts';
import type { DraftPrompt } from './draftPrompt.ts';
import { partialText } from './partialText.ts';
import { readDraft, type WrittenDraft } from './readDraft.ts';

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
  return result.finish === 'stop' ? readDraft(prompt, result.text) : undefined;
}
