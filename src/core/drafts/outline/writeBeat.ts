import type { Draft, DroppedDraft } from '../../../contract/index.ts';
import type { LanguageModel } from '../../inference/index.ts';
import { writeDraft } from '../candidates/attempts/writeDraft.ts';
import { type GroundsParts, groundsOf } from '../candidates/groundsOf.ts';
import type { DraftPrompt } from '../candidates/prompts/draftPrompt.ts';
import { repairPrompt } from '../candidates/prompts/repairPrompt.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { checkSupport } from '../support/checkSupport.ts';
import { judgeDraft } from '../support/judgeDraft.ts';
import type { WrittenBeat } from './beatExamples.ts';
import { beatPrompt, beatWords } from './beatPrompt.ts';

export interface BeatOptions {
  languageModel: LanguageModel;
  seed: number;
  signal: AbortSignal;
}

export interface BeatPlan {
  beat: WrittenBeat;
  focus: Evidence;
  /** The hook and the beats before it: none is said twice. */
  kept: readonly string[];
}

const temperature = 0.5;
/** Generations for one sentence; each may be repaired once. */
const maxTries = 2;

/**
 * The sentence of a beat, judged as a draft is: in words of its own, and supported by its moment.
 * Undefined when the model wrote none in its tries.
 */
export async function writeBeat(
  draft: Pick<Draft, 'text' | 'hookPattern'>,
  { beat, focus, kept }: BeatPlan,
  { languageModel, seed, signal }: BeatOptions,
): Promise<string | undefined> {
  for (let tried = 0; tried < maxTries; tried++) {
    const first = beatPrompt(draft, { beat, focus });
    let prompt: DraftPrompt | undefined = first;
    while (prompt !== undefined) {
      const candidate = await writeDraft(prompt, {
        ...{ languageModel, temperature, signal, seed: seed + tried, onText: () => {} },
      });
      if (candidate === undefined) return undefined;
      const parts: Omit<GroundsParts, 'base'> = {
        brief: { lengthWords: beatWords },
        evidence: [focus],
        prompt,
        kept,
      };
      const dropped: DroppedDraft | undefined =
        judgeDraft(candidate, groundsOf({ ...parts, base: false })) ??
        (await checkSupport(candidate.text, [focus], { languageModel, signal }))?.dropped;
      if (dropped === undefined) return candidate.text;
      prompt = prompt === first ? repairPrompt(prompt, dropped) : undefined;
    }
  }
  return undefined;
}
