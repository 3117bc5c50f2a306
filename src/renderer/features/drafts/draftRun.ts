import { create } from 'zustand';
import type { Draft, DraftEvent, DraftId, DraftRequest } from '../../../contract/index.ts';
import {
  beginRun,
  type DraftRun,
  endRun,
  extendRun,
  isActive,
  withDraft,
  withEvent,
} from './runReducer.ts';

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
  /**
   * Writes one more draft of a brief that is done, ending what was being written. False when it was
   * ended itself. Errors: those of the writing; the brief is then as it was.
   */
  extend(shown: DraftRun, more: Extension): Promise<boolean>;
  /** Ends the run; what was kept stays. */
  stop(): void;
  /** A draft of the run is another now: starred, edited, rejected. */
  replace(draft: Draft): void;
  /** Forgets a run that has ended. */
  dismiss(): void;
}

export interface Extension {
  /** The draft that it is asked of. */
  after: DraftId;
  events(options: { signal: AbortSignal }): Promise<AsyncIterable<DraftEvent>>;
}

let stopper: AbortController | undefined;

export const useDraftRun = create<DraftRuns>()((set, get) => {
  /** What changes the run until it is stopped or another is started. */
  const changerOf = (own: AbortController) => {
    stopper?.abort();
    stopper = own;
    // After a stop, or another start, what still comes of this one changes nothing.
    return (next: (run: DraftRun) => DraftRun): void =>
      set(({ run }) => (run === undefined || own.signal.aborted ? {} : { run: next(run) }));
  };
  return {
    run: undefined,

    async start(client, brief, onChange) {
      const own = new AbortController();
      const change = changerOf(own);
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

    async extend(shown, { after, events }) {
      const own = new AbortController();
      const change = changerOf(own);
      set({ run: extendRun(shown, after) });
      try {
        for await (const event of await events({ signal: own.signal })) {
          if (own.signal.aborted) break;
          change((run) => withEvent(run, event));
        }
      } catch (error) {
        if (!own.signal.aborted) throw error;
      } finally {
        change((run) => endRun(run, 'done'));
      }
      return !own.signal.aborted;
    },

    stop() {
      const { run } = get();
      if (run === undefined || !isActive(run)) return;
      stopper?.abort();
      set({ run: endRun(run, run.state === 'extending' ? 'done' : 'stopped') });
    },

    replace(draft) {
      const { run } = get();
      if (run !== undefined) set({ run: withDraft(run, draft) });
    },

    dismiss() {
      const { run } = get();
      if (run !== undefined && !isActive(run)) set({ run: undefined });
    },
  };
});
