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
import type { Embedder, LanguageModel } from '../../inference/index.ts';
import { recordModel } from '../../library/index.ts';
import { DraftRepository } from '../draftRepository.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { type EvidenceSearch, gatherEvidence } from '../evidence/gatherEvidence.ts';
import { judgeDraft } from '../support/judgeDraft.ts';
import { whyOf } from '../support/whyOf.ts';
import { chatPrompt, type DraftPrompt, examplePrompt } from './draftPrompt.ts';
import { type Attempt, planAttempt } from './planAttempt.ts';
import type { WrittenDraft } from './readDraft.ts';
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
}

interface Run {
  signal: AbortSignal;
  emit: (event: DraftEvent) => void;
}

/** Generations that a brief may take: a small model copies and strays more often than not. */
const attemptsPerDraft = 6;
const temperature = 0.7;
const seeds = 2 ** 31;
const noteOfBase =
  'This is a small model without chat training, suitable for trying Trendroom. Expect rough ' +
  'drafts; install a larger model for real work.';
const noteOfStarter =
  'This is a small model, suitable for trying Trendroom. Install a larger one for real work.';

/** Gathers evidence, then generates, judges, stores and tells one draft after the other. */
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
  const modelNote = model.base ? noteOfBase : model.starter ? noteOfStarter : undefined;
  emit({
    type: 'started',
    briefId,
    evidence: evidence.map(({ citation }) => citation),
    model: model.name,
    ...(modelNote === undefined ? {} : { modelNote }),
  });

  const kept: string[] = [];
  const attempts: Attempt[] = [];
  const firstSeed = options.firstSeed?.() ?? randomInt(seeds);
  for (let index = 0; index < brief.count * attemptsPerDraft; index++) {
    const plan = planAttempt(evidence, attempts);
    if (plan === undefined || kept.length === brief.count) return;
    const prompt = model.base
      ? examplePrompt(brief, plan.evidence, plan.hookPattern)
      : chatPrompt(brief, evidence, { kept });
    const written = await writeDraft(prompt, {
      languageModel,
      seed: (firstSeed + index) % seeds,
      temperature,
      signal,
      onText: (text) => emit({ type: 'token', index, text }),
    });
    signal.throwIfAborted();
    const attempt: Attempt = {
      hookPattern: plan.hookPattern,
      evidenceId: plan.evidence.id,
      kept: false,
    };
    attempts.push(attempt);
    if (written === undefined) continue;
    const dropped = judge(written, { brief, evidence, prompt, kept, base: model.base });
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
      continue;
    }
    attempt.kept = true;
    kept.push(draft.text);
    emit({ type: 'draft', index, draft });
  }
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
