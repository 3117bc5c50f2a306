import type { BriefId, DraftEvent, DraftRequest } from '../../../contract/index.ts';
import { AppError, newId } from '../../base/index.ts';
import { recordModel } from '../../library/index.ts';
import { DraftRepository } from '../draftRepository.ts';
import { gatherEvidence } from '../evidence/gatherEvidence.ts';
import { type Attempt, planAttempt } from './attempts/planAttempt.ts';
import { runTogether } from './attempts/runTogether.ts';
import { createCandidates } from './createCandidates.ts';
import type { DraftsOptions } from './draftsOptions.ts';
import { noteOf } from './prompts/noteOf.ts';

export interface Run {
  signal: AbortSignal;
  emit: (event: DraftEvent) => void;
}

/**
 * Generations that a brief may take for each draft: a small model copies and strays, one without
 * chat training more often than not.
 */
const attemptsPerDraft = { chat: 3, base: 6 };
/** Their prompts begin alike, and the engine computes what they share once. */
const candidatesAtOnce = 8;

/**
 * Gathers evidence, then has several candidates written at once, which the engine takes in one
 * batch over the beginning that their prompts share. Each is judged, stored and told when it ends.
 */
export async function writeDrafts(
  { modelId, withOwnExamples, ...brief }: DraftRequest,
  options: DraftsOptions,
  { signal, emit }: Run,
): Promise<void> {
  const { library, languageModel, clock } = options;
  const model = await languageModel.model(modelId);
  const evidence = await gatherEvidence(brief, { ...options, embedder: options.embedder, signal });
  if (evidence.length === 0) {
    throw new AppError('draft.noEvidence', `No evidence for “${brief.topic}” in the library.`);
  }
  const briefId = newId<BriefId>();
  recordModel(library, { id: model.id, name: model.name, version: model.version });
  const record = { id: briefId, ...brief, createdAtMs: clock.nowMs() };
  new DraftRepository(library.db).insertBrief(record);
  const modelNote = noteOf(model);
  emit({
    type: 'started',
    briefId,
    evidence: evidence.map(({ citation }) => citation),
    model: model.name,
    ...(modelNote === undefined ? {} : { modelNote }),
  });

  const attempts: Attempt[] = [];
  const { base } = model;
  const atOnce = options.candidatesAtOnce ?? (base ? 1 : candidatesAtOnce);
  const candidates = createCandidates(
    { brief, briefId, model, modelId, evidence, kept: [], withOwnExamples, emit },
    options,
  );
  await runTogether(
    {
      max: brief.count * attemptsPerDraft[base ? 'base' : 'chat'],
      wanted: () => Math.min(brief.count - candidates.keptCount, atOnce),
      write: async (index, stop) => {
        const plan = planAttempt(evidence, attempts);
        if (plan === undefined) return;
        const attempt: Attempt = { ...plan, kept: false };
        attempts.push(attempt);
        attempt.kept = await candidates.write(index, plan, stop);
      },
    },
    signal,
  );
}
