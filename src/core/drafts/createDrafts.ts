import type {
  Draft,
  DraftChange,
  DraftEvent,
  DraftId,
  DraftRequest,
  MergeRequest,
  OwnExample,
  RegenerateRequest,
} from '../../contract/index.ts';
import { AsyncQueue, toAppError } from '../base/index.ts';
import type { DraftsOptions } from './candidates/draftsOptions.ts';
import { type Run, writeDrafts } from './candidates/writeDrafts.ts';
import { mergeDrafts, regenerateDraft } from './candidates/writeMore.ts';
import { DraftRepository } from './draftRepository.ts';
import { writeOutline } from './outline/writeOutline.ts';
import { measureDraft } from './ranking/measureDraft.ts';
import { changeDraft } from './records/changeDraft.ts';
import { ownExamples } from './records/ownExamples.ts';
import { checkDraft } from './support/checkDraft.ts';

export interface DraftControl {
  signal?: AbortSignal;
}

export interface Drafts {
  /**
   * Events of one brief: `started`, then `token`s of several generations at once, and `draft` or
   * `dropped` for each in the order in which they end; `index` is the number of the generation. Ends
   * when `count` drafts are kept or the model has had its tries. Leaving the loop cancels.
   * Errors: `draft.noEvidence`, `model.missing`, `model.damaged`, `worker.crashed`,
   * `job.cancelled`; of a model that the request names also `model.unknown`, `model.unsupported`.
   */
  draft(request: DraftRequest, control?: DraftControl): AsyncIterable<DraftEvent>;
  /** Another draft of a draft's brief; events as of {@link draft}. See {@link regenerateDraft}. */
  regenerate(request: RegenerateRequest, control?: DraftControl): AsyncIterable<DraftEvent>;
  /** One draft of two; events as of {@link draft}. See {@link mergeDrafts}. */
  merge(request: MergeRequest, control?: DraftControl): AsyncIterable<DraftEvent>;
  /**
   * Stars, edits or rejects a draft that was kept. A new text of a person is kept as it is; its
   * earlier ones stay with it. Errors: `draft.notFound`.
   */
  change(change: DraftChange): Draft;
  /** See {@link writeOutline}. */
  outline(draftId: DraftId, control?: DraftControl): Promise<Draft>;
  /** The hooks of the person's own that the next drafts are shown; see {@link ownExamples}. */
  examples(): OwnExample[];
  /** Also measures what a person wrote. See {@link checkDraft}. */
  check(asked: { draftId: DraftId; onlyIfLoaded: boolean }, control?: DraftControl): Promise<Draft>;
}

/** Hook drafts on the local model, each resting on moments of the library. */
export function createDrafts(options: DraftsOptions): Drafts {
  const { library, languageModel, loadedModel } = options;
  const repository = new DraftRepository(library.db);
  return {
    change: (change) => {
      const id = changeDraft(library, change);
      return repository.draft(id).draft;
    },
    outline: (draftId, { signal = new AbortController().signal } = {}) =>
      writeOutline(draftId, options, signal),
    examples: () =>
      ownExamples(library.db).map(({ draftId, text, topic }) => ({ draftId, text, topic })),
    check: async (asked, { signal = new AbortController().signal } = {}) => {
      const { draft, record } = repository.draft(asked.draftId);
      const { text, score } = draft;
      // A text of a person's was measured by nobody yet.
      if (score?.closeness === undefined) {
        const { topic } = record.brief;
        const { embedder } = options;
        repository.setKnown(
          draft,
          await measureDraft({ text, topic }, { library, embedder, signal }),
        );
      }
      return checkDraft(asked, { db: library.db, languageModel, loadedModel, signal });
    },
    draft: (request, control) =>
      streamOf((run) => writeDrafts(request, options, run), control?.signal),
    regenerate: (request, control) =>
      streamOf((run) => regenerateDraft(request, options, run), control?.signal),
    merge: (request, control) =>
      streamOf((run) => mergeDrafts(request, options, run), control?.signal),
  };
}

/** The events of a work as it goes; leaving the loop cancels it, and waits for its end. */
async function* streamOf(
  work: (run: Run) => Promise<void>,
  signal: AbortSignal | undefined,
): AsyncGenerator<DraftEvent, void, undefined> {
  const left = new AbortController();
  const either = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]);
  const events = new AsyncQueue<DraftEvent>();
  const emit = (event: DraftEvent): void => events.push(event);
  const writing = work({ signal: either, emit }).then(
    () => events.end(),
    (error: unknown) => events.fail(toAppError(error)),
  );
  try {
    yield* events;
  } finally {
    left.abort();
    await writing;
  }
}
