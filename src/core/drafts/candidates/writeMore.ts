import type {
  BriefRecord,
  Draft,
  HookPattern,
  MergeRequest,
  ModelId,
  RegenerateRequest,
} from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import { recordModel } from '../../library/index.ts';
import { DraftRepository } from '../draftRepository.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { type Attempt, planAttempt } from './attempts/planAttempt.ts';
import { evidenceOf, keyOf, momentsFor } from './briefEvidence.ts';
import { createCandidates } from './createCandidates.ts';
import type { DraftsOptions } from './draftsOptions.ts';
import { type DraftPlan, momentsOf } from './prompts/draftPrompt.ts';
import { noteOf } from './prompts/noteOf.ts';
import type { Run } from './writeDrafts.ts';

/** Generations for one draft, one after the other, until one is kept. */
const maxAttempts = { chat: 4, base: 6 };

/**
 * Another draft of the same brief: of the moments of a draft in a pattern that they were not written
 * in, or of a moment that no draft of the brief cites.
 * Errors: `draft.notFound`, `draft.noOtherMoment`, those of the model.
 */
export async function regenerateDraft(
  { draftId, moment, hookPattern, modelId, withOwnExamples }: RegenerateRequest,
  options: DraftsOptions,
  run: Run,
): Promise<void> {
  const { draft, record } = new DraftRepository(options.library.db).draft(draftId);
  const evidence = await evidenceOf(record, options, run.signal);
  const own = moment === 'same' ? momentsFor(draft.citations, evidence) : undefined;
  const attempts = record.drafts.flatMap((each) => attemptOf(each, evidence));
  const cited = new Set(record.drafts.flatMap(({ citations }) => citations.map(keyOf)));
  const choices =
    own?.slice(0, 1) ?? evidence.filter(({ citation }) => !cited.has(keyOf(citation)));
  const plan = (): DraftPlan | undefined => {
    const [focus] = choices;
    // Where the moment was written in every pattern, the draft's own once more.
    const last = focus && { focus, hookPattern: draft.hookPattern };
    const next = planAttempt(choices, attempts) ?? last;
    if (next === undefined) return undefined;
    attempts.push({ ...next, kept: false });
    const [, second] = own ?? [];
    return { ...next, ...(second && { second }), ...(hookPattern && { hookPattern }) };
  };
  if (choices.length === 0) {
    throw new AppError('draft.noOtherMoment', `No other moment on “${record.brief.topic}”.`);
  }
  await writeOne({ record, modelId, withOwnExamples, evidence, plan }, options, run);
}

/**
 * One draft that rests on the moments of two. Errors: `draft.notFound`, `draft.notMergeable` of
 * drafts of two briefs or of one moment, those of the model.
 */
export async function mergeDrafts(
  { draftIds, modelId, withOwnExamples }: MergeRequest,
  options: DraftsOptions,
  run: Run,
): Promise<void> {
  const repository = new DraftRepository(options.library.db);
  const [one, other] = [repository.draft(draftIds[0]), repository.draft(draftIds[1])];
  const first = one.draft.citations[0];
  const second = other.draft.citations.find(
    (citation) => first !== undefined && keyOf(citation) !== keyOf(first),
  );
  const isOneBrief = one.record.id === other.record.id;
  if (!isOneBrief || first === undefined || second === undefined) {
    throw new AppError('draft.notMergeable', 'These two drafts cannot be merged.');
  }
  const { record } = one;
  const evidence = await evidenceOf(record, options, run.signal);
  const [focus, more] = momentsFor([first, second], evidence);
  const patterns: HookPattern[] = [one.draft.hookPattern, other.draft.hookPattern, 'contrast'];
  let tries = 0;
  const plan = (): DraftPlan | undefined => {
    const hookPattern = patterns[tries++ % patterns.length] ?? 'contrast';
    return focus && more && { focus, second: more, hookPattern };
  };
  await writeOne({ record, modelId, withOwnExamples, evidence, plan }, options, run);
}

interface OneMore {
  record: BriefRecord;
  modelId: ModelId | undefined;
  withOwnExamples: boolean | undefined;
  evidence: readonly Evidence[];
  /** What is tried next; undefined: nothing more. */
  plan(): DraftPlan | undefined;
}

/** Until one is kept, or the model has had its tries. */
async function writeOne(
  { record, modelId, withOwnExamples, evidence, plan }: OneMore,
  options: DraftsOptions,
  { signal, emit }: Run,
): Promise<void> {
  const { library, languageModel } = options;
  const model = await languageModel.model(modelId);
  recordModel(library, { id: model.id, name: model.name, version: model.version });
  const { id: briefId, brief } = record;
  const modelNote = noteOf(model);
  let next = plan();
  emit({
    type: 'started',
    briefId,
    evidence: next === undefined ? [] : momentsOf(next).map(({ citation }) => citation),
    model: model.name,
    ...(modelNote === undefined ? {} : { modelNote }),
  });
  const kept = record.drafts.flatMap(({ text, versions = [] }) => [
    text,
    ...versions.map((version) => version.text),
  ]);
  const of = { brief, briefId, model, modelId, evidence, kept, withOwnExamples, emit };
  const candidates = createCandidates(of, options);
  const max = maxAttempts[model.base ? 'base' : 'chat'];
  for (let index = 0; index < max && next !== undefined; index++) {
    signal.throwIfAborted();
    if (await candidates.write(index, next, signal)) return;
    next = plan();
  }
}

function attemptOf({ hookPattern, citations }: Draft, evidence: readonly Evidence[]): Attempt[] {
  return momentsFor(citations, evidence).map((focus) => ({ focus, hookPattern, kept: true }));
}
