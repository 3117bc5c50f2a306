import type { BriefRecord, Citation, Draft, DraftId } from '../../../../contract/index.ts';
import { momentKey } from '../../player/moment.ts';
import { beginRun, type DraftRun } from '../runReducer.ts';

/**
 * An earlier brief as the run it was, its drafts in the given order and others behind them. Of its
 * evidence the library keeps what was cited.
 */
export function runOfRecord(record: BriefRecord, order: readonly DraftId[] = []): DraftRun {
  const { id, brief, dropped, modelId, modelName } = record;
  const placeOf = (draft: Draft): number => {
    const at = order.indexOf(draft.id);
    return at < 0 ? order.length : at;
  };
  const drafts = record.drafts.toSorted((one, other) => placeOf(one) - placeOf(other));
  const evidence = new Map<string, Citation>();
  for (const citation of drafts.flatMap(({ citations }) => citations)) {
    const key = momentKey(citation);
    if (!evidence.has(key)) evidence.set(key, citation);
  }
  return {
    ...beginRun(brief),
    state: 'done',
    briefId: id,
    evidence: [...evidence.values()],
    model: modelName ?? modelId,
    slots: drafts.map((draft) => ({ state: 'kept', draft })),
    dropped,
  };
}
