import type { Brief } from '../../../contract/index.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Grounds } from '../support/judgeDraft.ts';
import { type DraftPrompt, instructions, momentsOf } from './prompts/draftPrompt.ts';
import { taskOf } from './prompts/taskOf.ts';

export interface GroundsParts {
  brief: Pick<Brief, 'lengthWords'>;
  /** All that was found: a draft must copy none of it. */
  evidence: readonly Evidence[];
  prompt: Omit<DraftPrompt, 'request'>;
  /** Texts kept before it. */
  kept: readonly string[];
  base: boolean;
}

/** What a draft is judged by. */
export function groundsOf({ brief, evidence, prompt, kept, base }: GroundsParts): Grounds {
  const moments = evidence.flatMap(({ citation, context }) => [citation.quote, context]);
  return {
    lengthWords: brief.lengthWords,
    sources: [...moments, ...prompt.examples],
    cited: momentsOf(prompt).map(({ citation }) => citation.quote),
    kept,
    sayable: prompt.sayable,
    mustShareSubject: base,
    commands: prompt.commands,
    known: prompt.known,
    instructions: [instructions, taskOf(prompt.hookPattern), prompt.told ?? ''].join(' '),
  };
}
