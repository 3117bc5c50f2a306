import { randomInt } from 'node:crypto';
import type {
  BriefId,
  Draft,
  DraftEvent,
  DraftId,
  DraftRequest,
  DroppedDraft,
} from '../../../contract/index.ts';
import { AppError, type Clock, newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Embedder, InstalledModel, LanguageModel } from '../../inference/index.ts';
import { recordModel } from '../../library/index.ts';
import { DraftRepository } from '../draftRepository.ts';
import { type EvidenceSearch, gatherEvidence } from '../evidence/gatherEvidence.ts';
import { checkSupport } from '../support/checkSupport.ts';
import { type Candidate, judgeDraft } from '../support/judgeDraft.ts';
import { whyOf } from '../support/whyOf.ts';
import { chatPrompt, type DraftPrompt, examplePrompt } from './draftPrompt.ts';
import { groundsOf } from './groundsOf.ts';
import { Openings } from './openings.ts';
import { type Attempt, planAttempt } from './planAttempt.ts';
import { runTogether } from './runTogether.ts';
import { writeDraft } from './writeDraft.ts';

export interface DraftsOptions {
  library: Library;
  search: EvidenceSearch;
  languageModel: LanguageModel;
  /** Judges what is on the topic; without it, common words decide. */
  embedder?: Embedder;
  clock: Clock;
  /** Id of the model that is in memory; left out: none is known to be. */
  loadedModel?: () => Promise<string | undefined>;
  /** The first generation's seed; the next ones count on. By chance when left out. */
  firstSeed?: () => number;
  /** Most candidates in work at the same time; left out: 8, or 1 of a model without chat training. */
  candidatesAtOnce?: number;
}

interface Run {
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
const temperature = 0.5;
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
export async function writeDrafts(
  { modelId, ...brief }: DraftRequest,
  options: DraftsOptions,
  run: Run,
): Promise<void> {
  const { library, languageModel, clock } = options;
  const { signal, emit } = run;
  const repository = new DraftRepository(library.db);
  const model = await languageModel.model(modelId);
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
  const firstSeed = options.firstSeed?.() ?? randomInt(seeds);
  const { base } = model;
  const atOnce = options.candidatesAtOnce ?? (base ? 1 : candidatesAtOnce);
  const judge = (candidate: Candidate, prompt: DraftPrompt): DroppedDraft | undefined =>
    judgeDraft(candidate, groundsOf({ brief, evidence, prompt, kept, base }));

  /** True when the draft is kept. */
  const take = async (
    index: number,
    { candidate, prompt, stop }: { candidate: Candidate; prompt: DraftPrompt; stop: AbortSignal },
  ): Promise<boolean> => {
    const { focus } = prompt;
    const judged = judge(candidate, prompt);
    const support =
      judged === undefined && !base
        ? await checkSupport(candidate.text, focus, { languageModel, modelId, signal: stop })
        : undefined;
    // Meanwhile another may have said the same.
    const dropped = judged ?? judge(candidate, prompt) ?? support?.dropped;
    stop.throwIfAborted();
    const draft: Draft = {
      id: newId<DraftId>(),
      ...candidate,
      why: whyOf(candidate.hookPattern, focus),
      citations: [focus.citation],
      ...(support === undefined ? {} : { support: support.probability }),
    };
    if (draft.text !== '') {
      repository.insertDraft({
        ...draft,
        briefId,
        modelId: model.id,
        createdAtMs: clock.nowMs(),
        ...(dropped === undefined ? {} : { droppedReason: dropped.reason }),
      });
    }
    if (dropped === undefined) kept.push(draft.text);
    emit(
      dropped === undefined ? { type: 'draft', index, draft } : { type: 'dropped', index, dropped },
    );
    return dropped === undefined;
  };
  const write = async (index: number, stop: AbortSignal): Promise<void> => {
    const plan = planAttempt(evidence, attempts);
    if (plan === undefined) return;
    const attempt: Attempt = { ...plan, kept: false };
    attempts.push(attempt);
    const prompt = base ? examplePrompt(brief, plan) : chatPrompt(brief, plan);
    let text = '';
    const candidate = await writeDraft(prompt, {
      languageModel,
      modelId,
      seed: (firstSeed + index) % seeds,
      temperature,
      signal: stop,
      endsEarly: (soFar) => openings.isTaken(index, soFar),
      onText: (added) => {
        text += added;
        emit({ type: 'token', index, text: added });
      },
    });
    stop.throwIfAborted();
    if (candidate === undefined) {
      emit({ type: 'dropped', index, dropped: { text, reason: 'repeats-draft' } });
      return;
    }
    attempt.kept = await take(index, { candidate, prompt, stop });
  };
  await runTogether(
    {
      max: brief.count * attemptsPerDraft[base ? 'base' : 'chat'],
      wanted: () => Math.min(brief.count - kept.length, atOnce),
      write,
    },
    signal,
  );
}
