import { create } from 'zustand';
import type { Draft, DraftEvent, DraftRequest } from '../../../contract/index.ts';
import { beginRun, type DraftRun, endRun, isActive, withDraft, withEvent } from './runReducer.ts';

/** The part of the contract's client that writes drafts. */
interface DraftClient {
  drafts: {
    create(
      brief: DraftRequest,
      options: { signal: AbortSignal },
    ): Promise<AsyncIterable<DraftEvent>>;
  };
}

interface DraftRuns {
  /** The newest run since the page was opened; it outlives the screen that began it. */
  run: DraftRun | undefined;
  /**
   * Writes drafts, ending what was being written. Never throws: what failed is in `run`.
   * `onChange` is called when the list of briefs is another: at its start and at its end.
   */
  start(client: DraftClient, brief: DraftRequest, onChange?: () => void): Promise<void>;
  /** Ends the run; what was kept stays. */
  stop(): void;
  /** A draft of the run is another now: starred, edited, rejected. */
  replace(draft: Draft): void;
  /** Forgets a run that has ended. */
  dismiss(): void;
}

let stopper: AbortController | undefined;

export const useDraftRun = create<DraftRuns>()((set, get) => ({
  run: undefined,

  async start(client, brief, onChange) {
    stopper?.abort();
    const own = new AbortController();
    stopper = own;
    // After a stop, or another start, what still comes of this one changes nothing.
    const change = (next: (run: DraftRun) => DraftRun): void =>
      set(({ run }) => (run === undefined || own.signal.aborted ? {} : { run: next(run) }));

    set({ run: beginRun(brief) });
    try {
      for await (const event of await client.drafts.create(brief, { signal: own.signal })) {
        if (own.signal.aborted) break;
        change((run) => withEvent(run, event));
        if (event.type === 'started') onChange?.();
      }
      change((run) => endRun(run, 'done'));
    } catch (error) {
      change((run) => endRun(run, 'failed', error));
    }
    onChange?.();
  },

  stop() {
    const { run } = get();
    if (run === undefined || !isActive(run)) return;
    stopper?.abort();
    set({ run: endRun(run, 'stopped') });
  },

  replace(draft) {
    const { run } = get();
    if (run !== undefined) set({ run: withDraft(run, draft) });
  },

  dismiss() {
    const { run } = get();
    if (run !== undefined && !isActive(run)) set({ run: undefined });
  },
}));
