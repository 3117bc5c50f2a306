import type { BriefRecord, Citation } from '../../../../contract/index.ts';
import { momentKey } from '../../player/moment.ts';
import { beginRun, type DraftRun } from '../runReducer.ts';

/** An earlier brief as the run it was. Of its evidence the library keeps what was cited. */
export function runOfRecord(record: BriefRecord): DraftRun {
  const { id, brief, drafts, dropped, modelId, modelName } = record;
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
