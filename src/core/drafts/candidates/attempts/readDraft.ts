import { plainText } from '../../evidence/plainText.ts';
import type { Candidate } from '../../support/judgeDraft.ts';
import type { DraftPrompt } from '../prompts/draftPrompt.ts';

/** A longer one is no hook; what is kept has at most as many words as the brief allows. */
const maxCharacters = 600;

/**
 * A model's line as a draft: without quotation marks around it and the words that some models put
 * before it. Nothing is left of some.
 */
export function readDraft(
  { hookPattern }: Pick<DraftPrompt, 'hookPattern'>,
  line: string,
): Candidate {
  const text = plainText(line, maxCharacters)
    .replace(/^(?:\*\*)?hook(?:\*\*)?\s*:\s*/iu, '')
    .replace(/^["“”«](.*)["”“»]$/u, '$1')
    .trim();
  return { text, hookPattern };
}
