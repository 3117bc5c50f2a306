import type { DroppedDraft } from '../../../contract/index.ts';
import { promptText } from '../evidence/promptText.ts';
import { unsayableWords } from '../support/sayableWords.ts';
import { numbersOf } from '../support/words.ts';
import { type DraftPrompt, momentsOf } from './draftPrompt.ts';

/** What a model can mend when it is told; other drafts are written anew from elsewhere. */
const mendable: readonly DroppedDraft['reason'][] = ['unsupported', 'copies-source'];

/**
 * The turn after a draft that was not kept: what is wrong with it, and the line again from the same
 * moment. Undefined for what telling does not mend, and of a model without chat training, which has
 * no turns. What stands before is the conversation as it was, so the engine has it cached.
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
  const told = problemOf(prompt, { text, reason });
  const messages = [
    ...request.prompt,
    { role: 'assistant' as const, content: promptText(text) },
    // The question again, as it was: a small model that is only told answers what it was told.
    { role: 'user' as const, content: `${told}\n${asked.content}` },
  ];
  // What is told does not keep a small model from writing the same again; this does.
  const avoidedText = `${request.avoidedText ?? ''}\n${text}`;
  return { ...prompt, request: { ...request, prompt: messages, avoidedText }, told };
}

function problemOf(prompt: DraftPrompt, { text, reason }: DroppedDraft): string {
  if (reason === 'copies-source') {
    return 'That repeats the moment word for word. Once more, in words of your own.';
  }
  const quotes = momentsOf(prompt).map(({ citation }) => citation.quote);
  const known = new Set(quotes.flatMap(numbersOf));
  const [unknown] = numbersOf(text).filter((number) => !known.has(number));
  const [word] = prompt.sayable === undefined ? [] : unsayableWords(text, prompt.sayable);
  if (unknown === undefined && word !== undefined) {
    return `The moment does not say ${JSON.stringify(word)}. Once more, without it.`;
  }
  return unknown === undefined
    ? 'That claims what the moment does not say. Once more, without it.'
    : `The moment does not name the number ${unknown}. Once more, without it.`;
}
