import { randomInt } from 'node:crypto';
import type { Brief, BriefId, DraftEvent, DraftId } from '../../../shared/index.ts';
import { AppError, AsyncQueue, type Clock, newId } from '../../base/index.ts';
import type { Embedder, LanguageModel } from '../../inference/index.ts';
import { DraftRepository, type Library, recordModel } from '../../library/index.ts';
import { chatPrompt, examplePrompt } from './draftPrompt.ts';
import type { Evidence } from './evidence.ts';
import { type EvidenceSearch, gatherEvidence } from './gatherEvidence.ts';
import { judgeDraft } from './judgeDraft.ts';
import { type Attempt, planAttempt } from './planAttempt.ts';
import { whyOf } from './whyOf.ts';
import { type WrittenDraft, writeDraft } from './writeDraft.ts';

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

export interface Drafts {
  /**
   * Events of one brief: `started`, then for each generation its `token`s and either `draft` or
   * `dropped`, all with the number of the generation as `index`. Ends when `count` drafts are
   * kept or the model has had its tries. Leaving the loop cancels.
   * Errors: `draft.noEvidence`, `model.missing`, `model.damaged`, `worker.crashed`,
   * `job.cancelled`.
   */
  draft(brief: Brief, control?: { signal?: AbortSignal }): AsyncIterable<DraftEvent>;
}

/** Generations that a brief may take: a small model copies and strays more often than not. */
const attemptsPerDraft = 6;
const temperature = 0.7;
const noteOfBase =
  'This is a small model without chat training, good for trying Trendroom out. Expect rough ' +
  'drafts; install a larger model for work.';
const noteOfStarter =
  'This is a small model, good for trying Trendroom out. Install a larger one for work.';

/** Hook drafts on the local model, each resting on moments of the library. */
export function createDrafts(options: DraftsOptions): Drafts {
  return {
    async *draft(brief, { signal } = {}) {
      const left = new AbortController();
      const either = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]);
      const events = new AsyncQueue<DraftEvent>();
      const writing = writeDrafts(brief, options, { signal: either, events }).then(
        () => events.end(),
        (error: unknown) => events.fail(error),
      );
      try {
        yield* events;
      } finally {
        left.abort();
        await writing;
      }
    },
  };
}

interface Run {
  signal: AbortSignal;
  events: AsyncQueue<DraftEvent>;
}

async function writeDrafts(brief: Brief, options: DraftsOptions, run: Run): Promise<void> {
  const { library, languageModel, clock } = options;
  const { signal, events } = run;
  const repository = new DraftRepository(library.db);
  const model = await languageModel.model();
  const evidence = await gatherEvidence(brief, {
    library,
    search: options.search,
    embedder: options.embedder,
    signal,
  });
  if (evidence.length === 0) {
    throw new AppError('draft.noEvidence', `Nothing in the library is about “${brief.topic}”.`);
  }
  const briefId = newId<BriefId>();
  const { id, name, version } = model;
  recordModel(library, { id, name, version });
  repository.insertBrief({ id: briefId, ...brief, createdAtMs: clock.nowMs() });
  const modelNote = model.base ? noteOfBase : model.starter ? noteOfStarter : undefined;
  events.push({
    type: 'started',
    briefId,
    evidence: evidence.map(({ citation }) => citation),
    model: name,
    ...(modelNote === undefined ? {} : { modelNote }),
  });

  const kept: string[] = [];
  const attempts: Attempt[] = [];
  const firstSeed = options.firstSeed?.() ?? randomInt(2 ** 31);
  for (let index = 0; kept.length < brief.count; index++) {
    if (index >= brief.count * attemptsPerDraft) return;
    const plan = planAttempt(evidence, attempts);
    if (plan === undefined) return;
    const prompt = model.base
      ? examplePrompt(brief, plan.evidence, plan.device)
      : chatPrompt(brief, evidence, kept);
    const written = await writeDraft(prompt, {
      languageModel,
      seed: (firstSeed + index) % 2 ** 31,
      temperature,
      signal,
      onText: (text) => events.push({ type: 'token', index, text }),
    });
    signal.throwIfAborted();
    attempts.push({ device: plan.device, evidenceId: plan.evidence.id, kept: false });
    if (written === undefined) continue;
    const dropped = judgeDraft(written, {
      lengthWords: brief.lengthWords,
      sources: [
        ...evidence.flatMap(({ citation, context }) => [citation.quote, context]),
        ...prompt.examples,
      ],
      cited: written.cited.map(({ citation }) => citation.quote),
      kept,
      mustShareSubject: model.base,
    });
    const draft = {
      id: newId<DraftId>(),
      text: written.text,
      device: written.device,
      why: written.why ?? whyFrom(written, plan.evidence),
      citations: written.cited.map(({ citation }) => citation),
    };
    repository.insertDraft({
      ...draft,
      briefId,
      modelId: id,
      createdAtMs: clock.nowMs(),
      ...(dropped === undefined ? {} : { droppedReason: dropped.reason }),
    });
    if (dropped !== undefined) {
      events.push({ type: 'dropped', index, dropped });
      continue;
    }
    kept.push(draft.text);
    const attempt = attempts.at(-1);
    if (attempt !== undefined) attempt.kept = true;
    events.push({ type: 'draft', index, draft });
  }
}

function whyFrom({ device, cited }: WrittenDraft, planned: Evidence): string {
  return whyOf(device, cited[0] ?? planned);
}
