import { skipToken, useQuery } from '@tanstack/react-query';
import { batchIdSchema, requestSetIdSchema } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { teamComparisonsMessages } from '../../../messages/team/teamComparisons.ts';
import { outgoingText } from '../batches/outgoing/outgoingText.ts';
import { TextFigure } from '../batches/TextFigure.tsx';
import type { SetSource } from './SetFields.tsx';
import { useRequestSets } from './useRequestSets.ts';

/** What is sent, before it is. */
export function FirstRequest({ source }: { source: SetSource }): React.JSX.Element | null {
  const { procedures } = useApi();
  const setId = source.from === 'set' ? requestSetIdSchema.safeParse(source.setId).data : undefined;
  const batchId =
    source.from === 'batch' ? batchIdSchema.safeParse(source.batchId).data : undefined;
  const sets = useRequestSets();
  const ofSet = useQuery(
    procedures.requestSets.requests.queryOptions({
      input: setId === undefined ? skipToken : { id: setId, limit: 1 },
    }),
  );
  const ofBatch = useQuery(
    procedures.batches.rows.queryOptions({
      input: batchId === undefined ? skipToken : { id: batchId, limit: 1 },
    }),
  );
  const batch = useQuery(
    procedures.batches.get.queryOptions({
      input: batchId === undefined ? skipToken : { id: batchId },
    }),
  );
  const shown =
    source.from === 'file'
      ? { kind: source.kind, body: source.requests[0]?.body }
      : source.from === 'set'
        ? {
            kind: sets.data?.sets.find(({ id }) => id === setId)?.kind,
            body: ofSet.data?.requests[0]?.body,
          }
        : { kind: batch.data?.batch.kind, body: ofBatch.data?.rows[0]?.request };
  if (shown.kind === undefined || shown.body === undefined) return null;
  return (
    <TextFigure title={teamComparisonsMessages.firstRequest.title}>
      {outgoingText(shown.kind, shown.body)}
    </TextFigure>
  );
}
