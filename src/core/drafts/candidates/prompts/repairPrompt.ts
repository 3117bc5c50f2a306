import type { DroppedDraft } from '../../../../contract/index.ts';
import { unsayableWords } from '../../support/sayableWords.ts';
import { numbersOf } from '../../support/words.ts';
import { type DraftPrompt, momentsOf } from './draftPrompt.ts';

/** What a model can mend when it is told; other drafts are written anew from elsewhere. */
const mendable: readonly DroppedDraft['reason'][] = ['unsupported', 'copies-source'];

/** A word that is not the moment's is left out now, whatever it costs the sentence. */
const strictNats = 8;

/**
 * The question again, with what to do otherwise; undefined for what telling does not mend, and of a
 * model without chat training. The draft itself is not shown: Qwen2.5-Coder 1.5B wrote it again in 14
 * of 14 repairs in which it was. What stands before the demand is as it was, so the engine has it.
 */
export function repairPrompt(
  prompt: DraftPrompt,
  { text, reason }: DroppedDraft,
): DraftPrompt | undefined {
  const { request } = prompt;
  const asked = typeof request.prompt === 'string' ? undefined : request.prompt.at(-1);
  if (typeof request.prompt === 'string' || asked === undefined || !mendable.includes(reason)) {
    return undefined;
  }
  const told = demandOf(prompt, { text, reason });
  const question = { ...asked, content: `${asked.content} ${told}` };
  const messages = [...request.prompt.slice(0, -1), question];
  return {
    ...{ ...prompt, told },
    request: { ...request, prompt: messages, preferredNats: strictNats },
  };
}

function demandOf(prompt: DraftPrompt, { text, reason }: DroppedDraft): string {
  if (reason === 'copies-source') return 'Do not repeat the moment word for word.';
  const quotes = momentsOf(prompt).map(({ citation }) => citation.quote);
  const known = new Set(quotes.flatMap(numbersOf));
  const [number] = numbersOf(text).filter((each) => !known.has(each));
  if (number !== undefined) return `Do not name the number ${number}.`;
  const [word] = prompt.sayable === undefined ? [] : unsayableWords(text, prompt.sayable);
  if (word !== undefined) return `Do not say ${JSON.stringify(word)}.`;
  return 'Claim no more than the moment says.';
}
