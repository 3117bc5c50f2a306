import { useMutation } from '@tanstack/react-query';
import type { HubFile, HubModel } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatBytes } from '../../../client/formats/format.ts';
import { modelsMessages } from '../../../messages/work/models.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { FitBadge } from '../FitBadge.tsx';
import { DownloadFile } from './DownloadFile.tsx';

const texts = modelsMessages.hubDialog;

/** A file of the hub: its header is read when the user wants it, then it can be downloaded. */
export function HubFileRow({
  repository,
  file,
  isMeant,
}: {
  repository: string;
  file: HubFile;
  /** True: it is the one that is recommended. */
  isMeant: boolean;
}): React.JSX.Element {
  const { procedures } = useApi();
  const inspect = useMutation(procedures.models.inspect.mutationOptions());
  const { path, sizeBytes, fit, problem } = file;
  return (
    <li className="flex flex-col gap-2 px-4 py-2">
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-x-2 text-body text-ink">
            <span className="font-mono text-small [overflow-wrap:anywhere] select-text">
              {path}
            </span>
            {isMeant && <Badge tone="accent">{texts.recommendedFile}</Badge>}
          </p>
          {problem !== undefined && <p className="text-small text-ink-3">{problem}</p>}
        </div>
        <span className="shrink-0 text-small text-ink-2 tabular-nums">
          {formatBytes(sizeBytes)}
        </span>
        {problem === undefined && <FitBadge fit={fit} />}
        {problem === undefined && inspect.data === undefined && (
          <Button
            disabled={inspect.isPending}
            aria-label={texts.detailsOf(path)}
            onClick={() => inspect.mutate({ repository, path })}
          >
            {inspect.isPending ? texts.reading : texts.details}
          </Button>
        )}
      </div>
      {inspect.error !== null && <ErrorLine error={inspect.error} />}
      {inspect.data !== undefined && <Details model={inspect.data} />}
    </li>
  );
}

/** What the header says, and the way to have it. */
function Details({ model }: { model: HubModel }): React.JSX.Element {
  const { facts, contextTokens, base, task, name, licence, sizeBytes, pageUrl } = model;
  const words = [
    ...[name, facts.architecture, facts.quantization],
    ...(contextTokens === undefined ? [] : [texts.context(contextTokens)]),
    ...(task === undefined
      ? []
      : [task !== 'generate' ? texts.tasks[task] : base ? texts.base : texts.instruct]),
  ].filter((word) => word !== undefined);
  return (
    <div className="flex flex-col gap-2 rounded-control bg-sunken px-3 py-2">
      <p className="text-small text-ink-2">{words.join(' · ')}</p>
      {model.problem !== undefined ? (
        <p className="text-small text-bad">{model.problem}</p>
      ) : (
        <>
          <p className="text-small text-ink-2">
            {model.fit.reason} {texts.disk(formatBytes(sizeBytes), formatBytes(model.freeBytes))}
          </p>
          <p className="text-small text-ink-3 [overflow-wrap:anywhere] select-text">
            {texts.licence(licence ?? texts.noLicence, pageUrl)}
          </p>
          <DownloadFile model={model} />
        </>
      )}
    </div>
  );
}
