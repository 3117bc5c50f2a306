import type {
  BriefId,
  Citation,
  Draft,
  DraftEvent,
  DraftId,
  DraftRequest,
  DroppedDraft,
} from '../../../contract/index.ts';
import { momentKey } from '../player/moment.ts';

/**
 * `extending`: one more draft is written for a brief that was done. `stopped`: the user ended it.
 * What was kept before any end is kept.
 */
export type RunState = 'starting' | 'running' | 'extending' | 'done' | 'stopped' | 'failed';

/** A place in the list of drafts: free, one that is being written, or one that is kept. */
export type Slot =
  | { state: 'free' }
  | { state: 'writing'; index: number; text: string }
  | { state: 'kept'; draft: Draft };

/** One brief in work, or that was: what its events have told so far. */
export interface DraftRun {
  brief: DraftRequest;
  state: RunState;
  /** These four are undefined or empty until it has started. */
  briefId: BriefId | undefined;
  evidence: readonly Citation[];
  model: string | undefined;
  modelNote: string | undefined;
  /** As many as drafts are wanted; each draft grows and stays in its place, so that nothing jumps. */
  slots: readonly Slot[];
  dropped: readonly DroppedDraft[];
  /** What ended it; undefined unless it failed. */
  error: unknown;
}

export function beginRun(brief: DraftRequest): DraftRun {
  return {
    brief,
    state: 'starting',
    briefId: undefined,
    evidence: [],
    model: undefined,
    modelNote: undefined,
    slots: Array.from({ length: brief.count }, () => ({ state: 'free' })),
    dropped: [],
    error: undefined,
  };
}

/** A brief that was done, with a place for one more draft behind the one that it is asked of. */
export function extendRun(run: DraftRun, after: DraftId): DraftRun {
  const at = run.slots.findIndex((slot) => slot.state === 'kept' && slot.draft.id === after);
  const slots: Slot[] = run.slots.toSpliced(at + 1, 0, { state: 'free' });
  return { ...run, state: 'extending', slots };
}

/** The run after one more event. Several generations, numbered by `index`, may be in work. */
export function withEvent(run: DraftRun, event: DraftEvent): DraftRun {
  switch (event.type) {
    case 'started': {
      const { briefId, evidence, model, modelNote } = event;
      if (run.state !== 'extending') {
        return { ...run, state: 'running', briefId, evidence, model, modelNote };
      }
      // The numbers of the moments stay; another one comes behind them.
      const known = new Set(run.evidence.map(momentKey));
      const added = evidence.filter((moment) => !known.has(momentKey(moment)));
      return { ...run, evidence: [...run.evidence, ...added] };
    }
    case 'token':
      return { ...run, slots: withToken(run.slots, event) };
    case 'draft':
      return {
        ...run,
        slots: replaced(run.slots, event.index, {
          state: 'kept',
          draft: event.draft,
        }),
      };
    case 'dropped': {
      const dropped = event.dropped.text === '' ? [] : [event.dropped];
      return {
        ...run,
        // One that is written again stays in its place.
        slots: replaced(
          run.slots,
          event.index,
          event.repairs === true
            ? { state: 'writing', index: event.index, text: '' }
            : { state: 'free' },
        ),
        dropped: [...run.dropped, ...dropped],
      };
    }
    default:
      return event satisfies never;
  }
}

/** The text grows in its place, or begins in the first free one. */
function withToken(slots: readonly Slot[], { index, text }: { index: number; text: string }) {
  const at = placeOf(slots, index) ?? freePlace(slots);
  return slots.map((slot, place): Slot => {
    if (place !== at) return slot;
    const before = slot.state === 'writing' ? slot.text : '';
    return { state: 'writing', index, text: before + text };
  });
}

/** One that wrote nothing has no place yet. */
function replaced(slots: readonly Slot[], index: number, by: Slot): Slot[] {
  const at = placeOf(slots, index) ?? freePlace(slots);
  return slots.map((slot, place) => (place === at ? by : slot));
}

function placeOf(slots: readonly Slot[], index: number): number | undefined {
  const at = slots.findIndex((slot) => slot.state === 'writing' && slot.index === index);
  return at === -1 ? undefined : at;
}

function freePlace(slots: readonly Slot[]): number {
  return slots.findIndex(({ state }) => state === 'free');
}

/** The run with the draft as it is now, in its place. */
export function withDraft(run: DraftRun, draft: Draft): DraftRun {
  const slots = run.slots.map(
    (slot): Slot =>
      slot.state === 'kept' && slot.draft.id === draft.id ? { state: 'kept', draft } : slot,
  );
  return { ...run, slots };
}

/** The run's moments, and behind them those that outlines rest on alone. */
export function momentsOf(run: DraftRun): Citation[] {
  const moments = new Map(run.evidence.map((moment) => [momentKey(moment), moment]));
  const outlined = draftsOf(run).flatMap(({ outline = [] }) =>
    outline.flatMap(({ citations }) => citations),
  );
  for (const moment of outlined) {
    const key = momentKey(moment);
    if (!moments.has(key)) moments.set(key, moment);
  }
  return [...moments.values()];
}

/** What was kept, in its places. */
export function draftsOf({ slots }: Pick<DraftRun, 'slots'>): Draft[] {
  return slots.flatMap((slot) => (slot.state === 'kept' ? [slot.draft] : []));
}

/** The run after its end. One that is done is ordered once, best first; later it stays so. */
export function endRun(
  run: DraftRun,
  state: Extract<RunState, 'done' | 'stopped' | 'failed'>,
  error?: unknown,
): DraftRun {
  const kept = run.slots.filter((slot) => slot.state === 'kept');
  const isRanked = state === 'done' && run.state !== 'extending';
  const scoreOf = ({ draft }: { draft: Draft }): number => draft.score?.total ?? 0;
  const slots = isRanked ? kept.toSorted((a, b) => scoreOf(b) - scoreOf(a)) : kept;
  return { ...run, state, error, slots };
}

/** True while events may come. */
export function isActive({ state }: DraftRun): boolean {
  return state === 'starting' || state === 'running' || state === 'extending';
}
