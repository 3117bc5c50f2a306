import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { BriefId, BriefRecord, DraftId } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { useDraftRun } from './draftRun.ts';
import { runOfRecord } from './earlier/runOfRecord.ts';
import type { DraftRun } from './runReducer.ts';

interface ShownBrief {
  list: UseQueryResult<{ briefs: BriefRecord[] }>;
  /** Undefined: nothing was written yet, or the address names a brief that is gone. */
  shown: DraftRun | undefined;
  /** True when the address names a brief that is gone. */
  gone: boolean;
}

/** Most briefs in the list. */
const maxBriefs = 200;

/** The brief that the address names; else the run; else the newest of the library. */
export function useShownBrief(): ShownBrief {
  const { procedures } = useApi();
  const [parameters] = useSearchParams();
  const run = useDraftRun((runs) => runs.run);
  const list = useQuery(procedures.drafts.list.queryOptions({ input: { limit: maxBriefs } }));
  const named = parameters.get('brief');
  const briefs = list.data?.briefs ?? [];
  const record =
    named === null
      ? // Who comes with a topic is about to write.
        parameters.has('topic')
        ? undefined
        : briefs[0]
      : briefs.find(({ id }) => id === named);
  const order = useSteadyOrder(record);
  if (run !== undefined && (named === null || named === run.briefId)) {
    return { list, shown: run, gone: false };
  }
  return {
    list,
    shown: record && runOfRecord(record, order),
    gone: named !== null && record === undefined && list.isSuccess,
  };
}

/**
 * The order in which the drafts of a brief were when it was first shown: editing or rejecting one
 * changes its score, and must not move it away from under the keyboard. New ones come last.
 */
function useSteadyOrder(record: BriefRecord | undefined): readonly DraftId[] {
  const [known, setKnown] = useState<{ briefId: BriefId; order: DraftId[] }>();
  if (record === undefined) return [];
  if (known?.briefId === record.id && known.order.length > 0) return known.order;
  const order = record.drafts.map(({ id }) => id);
  if (order.length > 0) setKnown({ briefId: record.id, order });
  return order;
}
