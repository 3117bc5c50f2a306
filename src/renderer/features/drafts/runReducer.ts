import type {
  Brief,
  BriefId,
  Citation,
  Draft,
  DraftEvent,
  DroppedDraft,
} from '../../../contract/index.ts';

/** `stopped`: the user ended it. What was kept before any end is kept. */
export type RunState = 'starting' | 'running' | 'done' | 'stopped' | 'failed';

/** One brief in work, or that was: what its events have told so far. */
export interface DraftRun {
  brief: Brief;
  state: RunState;
  /** These four are undefined or empty until it has started. */
  briefId: BriefId | undefined;
  evidence: readonly Citation[];
  model: string | undefined;
  modelNote: string | undefined;
  drafts: readonly Draft[];
  dropped: readonly DroppedDraft[];
  /** What is being written now. */
  writing: { index: number; text: string } | undefined;
  /** What ended it; undefined unless it failed. */
  error: unknown;
}

export function beginRun(brief: Brief): DraftRun {
  return {
    brief,
    state: 'starting',
    briefId: undefined,
    evidence: [],
    model: undefined,
    modelNote: undefined,
    drafts: [],
    dropped: [],
    writing: undefined,
    error: undefined,
  };
}

/** The run after one more event. Several generations, numbered by `index`, may be in work. */
export function withEvent(run: DraftRun, event: DraftEvent): DraftRun {
  switch (event.type) {
    case 'started': {
      const { briefId, evidence, model, modelNote } = event;
      return { ...run, state: 'running', briefId, evidence, model, modelNote };
    }
    case 'token': {
      // One text grows at a time. One that was never finished has no event of its end: the next
      // replaces it.
      const before = run.writing?.index === event.index ? run.writing.text : '';
      return { ...run, writing: { index: event.index, text: before + event.text } };
    }
    case 'draft':
      return { ...run, writing: writingAfter(run, event), drafts: [...run.drafts, event.draft] };
    case 'dropped':
      return {
        ...run,
        writing: writingAfter(run, event),
        dropped: [...run.dropped, event.dropped],
      };
    default:
      return event satisfies never;
  }
}

/** What ended may be another than what grows on the screen. */
function writingAfter({ writing }: DraftRun, ended: { index: number }): DraftRun['writing'] {
  return writing?.index === ended.index ? undefined : writing;
}

/** The run after its end. */
export function endRun(
  run: DraftRun,
  state: Extract<RunState, 'done' | 'stopped' | 'failed'>,
  error?: unknown,
): DraftRun {
  return { ...run, state, error, writing: undefined };
}

/** True while events may come. */
export function isActive({ state }: DraftRun): boolean {
  return state === 'starting' || state === 'running';
}
