import { z } from 'zod';
import { hookPatternSchema } from '../../../contract/index.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { plainText } from '../evidence/plainText.ts';
import type { Candidate } from '../support/judgeDraft.ts';
import type { DraftPrompt } from './draftPrompt.ts';

const answerSchema = z.object({
  /** The hook pattern, by the name that the prompt gives it (see draftPrompt.ts). */
  device: hookPatternSchema,
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

/** A model's answer as a draft; undefined when it is no whole one, or cites nothing it was shown. */
export function readDraft(prompt: DraftPrompt, json: string): WrittenDraft | undefined {
  const answer = answerSchema.safeParse(parse(json));
  if (!answer.success) return undefined;
  const { device: hookPattern, citations, text, why } = answer.data;
  const [first, ...others] = prompt.shown.filter(({ id }) => citations.includes(id));
  if (first === undefined) return undefined;
  return {
    // Bounded by what was asked for; this takes out what is not one line of plain text.
    text: plainText(text, prompt.maxTextCharacters),
    hookPattern,
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
