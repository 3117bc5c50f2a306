import { useMutation } from '@tanstack/react-query';
import { type Batch, resultLine } from '../../../../../contract/index.ts';
import { useApi } from '../../../../client/api.ts';
import { saveFile } from '../../../../client/files/saveFile.ts';
import { teamBatchesMessages } from '../../../../messages/team/teamBatches.ts';
import { Button } from '../../../../ui/Button.tsx';
import { toastError } from '../../../../ui/overlays/Toasts.tsx';

const rowsAtOnce = 1_000;

/** Gives the user all answers as OpenAI's file of results. */
export function SaveAnswers({ batch }: { batch: Batch }): React.JSX.Element {
  const { client } = useApi();
  const { mutate, isPending } = useMutation({
    mutationFn: () => linesOf(client, batch),
    onSuccess: (text) => saveFile(`${batch.name.replace(/[^\p{L}\p{N}]+/gu, '-')}.jsonl`, text),
    onError: (error) => toastError(error, teamBatchesMessages.saveResults.notSaved),
  });
  return (
    <Button
      disabled={isPending || batch.progress.rows === batch.progress.waiting}
      onClick={() => mutate()}
    >
      {isPending ? teamBatchesMessages.saveResults.reading : teamBatchesMessages.saveResults.save}
    </Button>
  );
}

async function linesOf(
  client: ReturnType<typeof useApi>['client'],
  { id }: Batch,
): Promise<string> {
  const lines: string[] = [];
  for (let offset = 0; ; offset += rowsAtOnce) {
    const { rows, total } = await client.batches.rows({ id, offset, limit: rowsAtOnce });
    // A row that still waits has no result yet.
    lines.push(...rows.filter(({ state }) => state !== 'waiting').map(resultLine));
    if (offset + rowsAtOnce >= total) return lines.join('');
  }
}
