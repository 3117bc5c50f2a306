import { randomInt } from 'node:crypto';
import type {
  Brief,
  BriefId,
  Draft,
  DraftEvent,
  DraftId,
  DroppedDraft,
} from '../../../contract/index.ts';
import { AppError, type Clock, newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Embedder, InstalledModel, LanguageModel } from '../../inference/index.ts';
import { recordModel } from '../../library/index.ts';
import { DraftRepository } from '../draftRepository.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { type EvidenceSearch, gatherEvidence } from '../evidence/gatherEvidence.ts';
import { judgeDraft } from '../support/judgeDraft.ts';
import { whyOf } from '../support/whyOf.ts';
import { wordsOf } from '../support/words.ts';
import { chatPrompt, type DraftPrompt, examplePrompt } from './draftPrompt.ts';
import { Openings } from './openings.ts';
import { type Attempt, planAttempt } from './planAttempt.ts';
import type { WrittenDraft } from './readDraft.ts';
import { runTogether } from './runTogether.ts';
import { ShownText } from './shownText.ts';
import { writeDraft } from './writeDraft.ts';

export interface DraftsOptions {
  library: Library;
  search: EvidenceSearch;
  languageModel: LanguageModel;
  /** Judges what is on the topic; without it, common words decide. */
  embedder?: Embedder;
  clock: Clock;
  /** The first generation's seed; the next ones count on. By chance when left out. */
  firstSeed?: () => number;
  /** Most candidates in work at the same time; left out: 8, or 1 of a model without chat training. */
  candidatesAtOnce?: number;
}

interface Run {
  signal: AbortSignal;
  emit: (event: DraftEvent) => void;
}

/** Generations that a brief may take: a small model copies and strays more often than not. */
const attemptsPerDraft = 6;
/** Of a model that follows instructions: its candidates share their prompt. Examples share none. */
const candidatesAtOnce = 8;
const temperature = 0.7;
const seeds = 2 ** 31;
const betterOnes =
  'Qwen2.5 Coder 1.5B Instruct follows instructions and needs no GPU: install it on the Models ' +
  'screen, or with trendroom models install writing. Larger models are for work.';

/** What to expect of a model; undefined when there is nothing to warn of. */
function noteOf({ base, starter }: InstalledModel): string | undefined {
  if (starter) {
    return `This is a small model ${base ? 'without chat training, ' : ''}for trying Trendroom. ${betterOnes}`;
  }
  if (!base) return undefined;
  return 'This model was not trained to follow instructions and writes by example. Expect rough drafts.';
}

/**
 * Gathers evidence, then has several candidates written at once, which the engine takes in one
 * batch over the beginning that their prompts share. Each is judged, stored and told when it ends.
 */
export async function writeDrafts(brief: Brief, options: DraftsOptions, run: Run): Promise<void> {
  const { library, languageModel, clock } = options;
  const { signal, emit } = run;
  const repository = new DraftRepository(library.db);
  const model = await languageModel.model();
  const evidence = await gatherEvidence(brief, { ...options, embedder: options.embedder, signal });
  if (evidence.length === 0) {
    throw new AppError('draft.noEvidence', `No evidence for “${brief.topic}” in the library.`);
  }
  const briefId = newId<BriefId>();
  recordModel(library, { id: model.id, name: model.name, version: model.version });
  repository.insertBrief({ id: briefId, ...brief, createdAtMs: clock.nowMs() });
  const modelNote = noteOf(model);
  emit({
    type: 'started',
    briefId,
    evidence: evidence.map(({ citation }) => citation),
    model: model.name,
    ...(modelNote === undefined ? {} : { modelNote }),
  });

  const kept: string[] = [];
  const attempts: Attempt[] = [];
  const openings = new Openings();
  const shown = new ShownText((index, text) => emit({ type: 'token', index, text }));
  const firstSeed = options.firstSeed?.() ?? randomInt(seeds);
  const base = model.base;
  const atOnce = options.candidatesAtOnce ?? (base ? 1 : candidatesAtOnce);
  let endedCount = 0;

  const take = (index: number, written: WrittenDraft, prompt: DraftPrompt): boolean => {
    const dropped = judge(written, { brief, evidence, prompt, kept, base });
    const draft = toDraft(written);
    repository.insertDraft({
      ...draft,
      briefId,
      modelId: model.id,
      createdAtMs: clock.nowMs(),
      ...(dropped === undefined ? {} : { droppedReason: dropped.reason }),
    });
    if (dropped !== undefined) {
      emit({ type: 'dropped', index, dropped });
      return false;
    }
    kept.push(draft.text);
    emit({ type: 'draft', index, draft });
    return true;
  };
  const write = async (index: number, stop: AbortSignal): Promise<void> => {
    const plan = planAttempt(evidence, attempts);
    if (plan === undefined) return;
    const { hookPattern, evidence: focus } = plan;
    const attempt: Attempt = { hookPattern, evidenceId: focus.id, kept: false };
    attempts.push(attempt);
    const prompt = base
      ? examplePrompt(brief, focus, hookPattern)
      : chatPrompt(brief, evidence, { kept, hookPattern });
    let isRepeat = false;
    shown.begin(index);
    const written = await writeDraft(prompt, {
      languageModel,
      seed: (firstSeed + index) % seeds,
      temperature,
      signal: stop,
      endsEarly: (text) => {
        isRepeat = openings.isTaken(index, text);
        return isRepeat || isBeyond(text, brief.lengthWords);
      },
      onText: (text) => shown.add(index, text),
    });
    // One that ended together with the last one that was wanted comes too late.
    if (stop.aborted || kept.length === brief.count) return;
    endedCount++;
    attempt.kept = written !== undefined && !isRepeat && take(index, written, prompt);
    if (kept.length < brief.count) shown.end(index);
  };
  await runTogether(
    {
      max: brief.count * attemptsPerDraft,
      wanted: () => {
        const missing = brief.count - kept.length;
        // As many as the share of those kept so far, one of one to begin with, lets expect.
        const expected = Math.ceil((missing * (endedCount + 1)) / (kept.length + 1));
        return Math.min(expected, atOnce);
      },
      write,
    },
    signal,
  );
}

/** The last word may still grow, and what looks like two may become one. */
function isBeyond(text: string, lengthWords: number): boolean {
  return wordsOf(text).length > lengthWords + 1;
}

interface JudgeOptions {
  brief: Pick<Brief, 'lengthWords'>;
  evidence: readonly Evidence[];
  prompt: DraftPrompt;
  kept: readonly string[];
  base: boolean;
}

function judge(written: WrittenDraft, options: JudgeOptions): DroppedDraft | undefined {
  const { brief, evidence, prompt, kept, base } = options;
  const moments = evidence.flatMap(({ citation, context }) => [citation.quote, context]);
  return judgeDraft(written, {
    lengthWords: brief.lengthWords,
    sources: [...moments, ...prompt.examples],
    cited: written.cited.map(({ citation }) => citation.quote),
    kept,
    mustShareSubject: base,
    ...{ commands: prompt.commands, known: prompt.known, secrets: prompt.secrets },
  });
}

function toDraft({ text, hookPattern, why, cited }: WrittenDraft): Draft {
  return {
    id: newId<DraftId>(),
    text,
    hookPattern,
    why: why ?? whyOf(hookPattern, cited[0]),
    citations: cited.map(({ citation }) => citation),
  };
}
