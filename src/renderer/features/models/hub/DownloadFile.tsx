import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { HubModel, ModelId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { keepQueued } from '../../../client/jobs/jobs.ts';
import { useModelDownload } from '../../../client/jobs/modelDownloads.ts';
import { modelsMessages } from '../../../messages/work/models.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { DownloadProgress } from '../../../ui/DownloadProgress.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';

const texts = modelsMessages.hubDialog;

/** The way to have a file of the hub; how far its download is; or that it is here. */
export function DownloadFile({ model }: { model: HubModel }): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const { data } = useQuery(procedures.models.list.queryOptions());
  const download = useMutation(
    procedures.models.download.mutationOptions({
      onSuccess: ({ job }) => {
        if (job !== undefined) keepQueued([job]);
        void queryClient.invalidateQueries({ queryKey: procedures.models.list.key() });
      },
    }),
  );
  const { repository, path } = model;
  const listed = data?.models.find(
    ({ id, hub }) => id === model.modelId || (hub?.repository === repository && hub.path === path),
  );
  // A file of the catalogue is listed as that, without its place on the hub.
  const id = listed?.id ?? download.data?.model.id;
  if (listed?.state === 'installed') {
    return (
      <p>
        <Badge tone="accent">{texts.inList}</Badge>
      </p>
    );
  }
  const ask = (
    <Button
      kind="primary"
      disabled={download.isPending}
      onClick={() => download.mutate({ repository, path, acceptLicences: true })}
    >
      {download.isPending ? texts.queueing : texts.download}
    </Button>
  );
  return (
    <div className="flex flex-col gap-2">
      {id === undefined ? (
        <div className="flex justify-end">{ask}</div>
      ) : (
        <UnderWay modelId={id} otherwise={<div className="flex justify-end">{ask}</div>} />
      )}
      {download.error !== null && <ErrorLine error={download.error} />}
    </div>
  );
}

function UnderWay({
  modelId,
  otherwise,
}: {
  modelId: ModelId;
  /** While nothing of it is queued. */
  otherwise: React.JSX.Element;
}): React.JSX.Element {
  const job = useModelDownload(modelId);
  return job === undefined ? otherwise : <DownloadProgress job={job} />;
}
