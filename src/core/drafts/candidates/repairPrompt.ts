import type { DroppedDraft } from '../../../contract/index.ts';
import { promptText } from '../evidence/promptText.ts';
import { numbersOf } from '../support/words.ts';
import { type DraftPrompt, momentsOf } from './draftPrompt.ts';
import { taskOf } from './taskOf.ts';

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
  if (typeof request.prompt === 'string' || !mendable.includes(reason)) return undefined;
  const told = `${problemOf(prompt, { text, reason })} ${taskOf(prompt.hookPattern)}`;
  const messages = [
    ...request.prompt,
    { role: 'assistant' as const, content: promptText(text) },
    { role: 'user' as const, content: told },
  ];
  return { ...prompt, request: { ...request, prompt: messages }, told };
}

function problemOf(prompt: DraftPrompt, { text, reason }: DroppedDraft): string {
  if (reason === 'copies-source') {
    return 'That repeats the moment word for word. Write the hook again in words of your own.';
  }
  const quotes = momentsOf(prompt).map(({ citation }) => citation.quote);
  const known = new Set(quotes.flatMap(numbersOf));
  const [unknown] = numbersOf(text).filter((number) => !known.has(number));
  const problem =
    unknown === undefined
      ? 'The moment does not say that.'
      : `The moment does not name the number ${unknown}.`;
  return `${problem} Write the hook again and claim only what the moment says.`;
}
