import { randomInt } from 'node:crypto';
import { statSync } from 'node:fs';
import type {
  Brief,
  BriefId,
  Draft,
  DraftEvent,
  DraftId,
  DroppedDraft,
  ModelId,
} from '../../../contract/index.ts';
import { newId } from '../../base/index.ts';
import type { InstalledModel } from '../../inference/index.ts';
import { DraftRepository } from '../draftRepository.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { measureDraft } from '../ranking/measureDraft.ts';
import { type ScoreParts, scoreOf } from '../ranking/scoreOf.ts';
import { ownExamples } from '../records/ownExamples.ts';
import { checkSupport } from '../support/checkSupport.ts';
import { type Candidate, judgeDraft } from '../support/judgeDraft.ts';
import { whyOf } from '../support/whyOf.ts';
import { writeDraft } from './attempts/writeDraft.ts';
import type { DraftsOptions } from './draftsOptions.ts';
import { groundsOf } from './groundsOf.ts';
import {
  chatPrompt,
  type DraftPlan,
  type DraftPrompt,
  examplePrompt,
  momentsOf,
} from './prompts/draftPrompt.ts';
import { Openings } from './prompts/openings.ts';
import { repairPrompt } from './prompts/repairPrompt.ts';

export interface CandidatesOf {
  brief: Brief;
  briefId: BriefId;
  model: InstalledModel;
  /** The model that was named; left out: the one that writes the drafts. */
  modelId: ModelId | undefined;
  /** All that was found: a draft must copy none of it. */
  evidence: readonly Evidence[];
  /** Texts that were kept before. */
  kept: readonly string[];
  /** False: the person's own hooks are no examples. */
  withOwnExamples: boolean | undefined;
  emit(event: DraftEvent): void;
}

export interface Candidates {
  /** How many were kept of those written here. */
  readonly keptCount: number;
  /** Writes one by the plan, and again if it can be mended; true when it was kept. */
  write(index: number, plan: DraftPlan, signal: AbortSignal): Promise<boolean>;
}

const temperature = 0.5;
const seeds = 2 ** 31;

/** Has candidates of one brief written; each is judged, stored and told when it ends. */
export function createCandidates(of: CandidatesOf, options: DraftsOptions): Candidates {
  const { brief, briefId, model, modelId, evidence, emit } = of;
  const { library, languageModel, clock } = options;
  const { base } = model;
  const repository = new DraftRepository(library.db);
  const kept = [...of.kept];
  // A model without chat training copies what it is shown last.
  const own = base || of.withOwnExamples === false ? [] : ownExamples(library.db);
  const holdsToWords = isSmall(model);
  const openings = new Openings();
  const firstSeed = options.firstSeed?.() ?? randomInt(seeds);
  const judge = (candidate: Candidate, prompt: DraftPrompt): DroppedDraft | undefined =>
    judgeDraft(candidate, groundsOf({ brief, evidence, prompt, kept, base }));

  /** One generation with its verdict; nothing of one that was ended early. */
  const generate = async (
    prompt: DraftPrompt,
    { index, seed, signal }: { index: number; seed: number; signal: AbortSignal },
  ): Promise<Verdict> => {
    let text = '';
    const candidate = await writeDraft(prompt, {
      ...{ languageModel, modelId, temperature, signal },
      seed: seed % seeds,
      endsEarly: (soFar) => openings.isTaken(index, soFar),
      onText: (added) => {
        text += added;
        emit({ type: 'token', index, text: added });
      },
    });
    signal.throwIfAborted();
    const { hookPattern } = prompt;
    if (candidate === undefined) {
      return { text, hookPattern, dropped: { text, reason: 'repeats-draft' }, isUnfinished: true };
    }
    const judged = judge(candidate, prompt);
    const support =
      judged === undefined && !base
        ? await checkSupport(candidate.text, momentsOf(prompt), { languageModel, modelId, signal })
        : undefined;
    signal.throwIfAborted();
    // Meanwhile another may have said the same.
    const dropped = judged ?? judge(candidate, prompt) ?? support?.dropped;
    const parts = { support: support?.probability };
    if (dropped !== undefined) return { ...candidate, dropped, ...parts };
    const { text: written } = candidate;
    const measured = await measureDraft(
      { text: written, topic: brief.topic },
      { library, embedder: options.embedder, signal },
    );
    // And once more, for the same reason.
    return { ...candidate, dropped: judge(candidate, prompt), ...parts, ...measured };
  };
  const store = (verdict: Verdict, moments: readonly Evidence[]): Draft => {
    const { text, hookPattern, dropped, support, closeness, novelty } = verdict;
    const score = scoreOf(verdict);
    const draft: Draft = {
      ...{ id: newId<DraftId>(), text, hookPattern, why: whyOf(hookPattern, moments) },
      citations: moments.map(({ citation }) => citation),
      ...(support === undefined ? {} : { support }),
      ...(score === undefined ? {} : { score }),
    };
    if (text !== '' && verdict.isUnfinished !== true) {
      const { score: _, ...row } = draft;
      repository.insertDraft({
        ...{ ...row, closeness, novelty },
        ...{ briefId, modelId: model.id, createdAtMs: clock.nowMs() },
        ...(dropped === undefined ? {} : { droppedReason: dropped.reason }),
      });
    }
    return draft;
  };
  return {
    get keptCount() {
      return kept.length - of.kept.length;
    },
    write: async (index, plan, signal) => {
      const first = base
        ? examplePrompt(brief, plan)
        : chatPrompt(brief, plan, { own, holdsToWords });
      let prompt: DraftPrompt | undefined = first;
      let seed = firstSeed + index;
      while (prompt !== undefined) {
        const verdict = await generate(prompt, { index, seed, signal });
        const { dropped } = verdict;
        const draft = store(verdict, momentsOf(plan));
        if (dropped === undefined) {
          kept.push(draft.text);
          emit({ type: 'draft', index, draft });
          return true;
        }
        // Once: what was told and is still wrong will not come right.
        const repair: DraftPrompt | undefined =
          prompt === first ? repairPrompt(prompt, dropped) : undefined;
        const repairs = repair === undefined ? {} : { repairs: true };
        emit({ type: 'dropped', index, dropped, ...repairs });
        prompt = repair;
        // Far from the seeds of the other candidates.
        seed += seeds / 2;
      }
      return false;
    },
  };
}

/** Up to about five billion weights of four bits. */
const smallBytes = 3 * 1024 ** 3;

/** Small models add what sounds well; of one whose file is away nothing is known. */
function isSmall({ path }: InstalledModel): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? Infinity) < smallBytes;
}

interface Verdict extends Candidate, ScoreParts {
  dropped: DroppedDraft | undefined;
  support?: number | undefined;
  closeness?: number;
  novelty?: number;
  /** True for one that was ended early; it is not stored. */
  isUnfinished?: boolean;
}
