import type { LanguageModel } from '../../inference/index.ts';
import type { DraftPrompt } from './draftPrompt.ts';
import { partialText } from './partialText.ts';
import { readDraft, type WrittenDraft } from './readDraft.ts';

export interface WriteOptions {
  languageModel: LanguageModel;
  seed: number;
  temperature: number;
  signal: AbortSignal;
  /** Asked with the text so far: true ends the generation with it, as one that was cut. */
  endsEarly?: (text: string) => boolean;
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
  const { languageModel, seed, temperature, endsEarly, onText } = options;
  const early = new AbortController();
  const signal = AbortSignal.any([options.signal, early.signal]);
  let json = '';
  let given = 0;
  const result = await languageModel
    .generate(
      { ...prompt.request, temperature, topP: 0.9, seed },
      {
        signal,
        onText: (added) => {
          json += added;
          const text = partialText(json);
          if (text.length <= given || signal.aborted) return;
          onText(text.slice(given));
          given = text.length;
          if (endsEarly?.(text) === true) early.abort();
        },
      },
    )
    .catch((error: unknown) => {
      if (early.signal.aborted && !options.signal.aborted) return undefined;
      throw error;
    });
  if (result === undefined || early.signal.aborted) return readCut(prompt, json);
  return result.finish === 'stop' ? readDraft(prompt, result.text) : undefined;
}

/** What there was before the text was ended early. */
function readCut(prompt: DraftPrompt, json: string): WrittenDraft | undefined {
  const before = json.slice(0, json.indexOf('"text"'));
  const draft = readDraft(prompt, `${before}"text":${JSON.stringify(partialText(json))}}`);
  return draft === undefined ? undefined : { ...draft, cut: true };
}
