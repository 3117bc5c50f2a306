import type { ModelId } from '../../../../contract/index.ts';
import type { LanguageModel } from '../../../inference/index.ts';
import type { Candidate } from '../../support/judgeDraft.ts';
import type { DraftPrompt } from '../prompts/draftPrompt.ts';
import { readDraft } from './readDraft.ts';

export interface WriteOptions {
  languageModel: LanguageModel;
  /** Left out: the one that writes the drafts. */
  modelId?: ModelId | undefined;
  seed: number;
  temperature: number;
  signal: AbortSignal;
  /** Asked with the text so far: true ends the generation, and there is no draft. */
  endsEarly?: (text: string) => boolean;
  /** Told of the draft's text as it grows. */
  onText: (added: string) => void;
}

/** One generation. Undefined when it was ended early. */
export async function writeDraft(
  prompt: DraftPrompt,
  options: WriteOptions,
): Promise<Candidate | undefined> {
  const { languageModel, modelId, seed, temperature, endsEarly, onText } = options;
  const early = new AbortController();
  const signal = AbortSignal.any([options.signal, early.signal]);
  let text = '';
  const result = await languageModel
    .generate(
      { ...prompt.request, temperature, topP: 0.9, seed },
      {
        signal,
        modelId,
        onText: (added) => {
          if (signal.aborted) return;
          // A text begins with its first letter: base models go on after a space.
          const shown = text === '' ? added.trimStart() : added;
          text += shown;
          if (shown !== '') onText(shown);
          if (endsEarly?.(text) === true) early.abort();
        },
      },
    )
    .catch((error: unknown) => {
      if (early.signal.aborted && !options.signal.aborted) return undefined;
      throw error;
    });
  if (result === undefined || early.signal.aborted) return undefined;
  return readDraft(prompt, result.text);
}
