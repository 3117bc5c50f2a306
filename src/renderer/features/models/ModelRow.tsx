import type { ModelSummary } from '../../../contract/index.ts';
import { formatBytes } from '../../client/formats/format.ts';
import { useModelDownload } from '../../client/jobs/modelDownloads.ts';
import { commonMessages } from '../../messages/common.ts';
import { modelsMessages } from '../../messages/work/models.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { DownloadProgress } from '../../ui/DownloadProgress.tsx';
import { FitBadge } from './FitBadge.tsx';
import { RemoveButton } from './RemoveButton.tsx';
import { UseButton } from './UseButton.tsx';

const texts = modelsMessages.modelRow;

const stateLabels: Record<ModelSummary['state'], string> = {
  missing: '',
  partial: modelsMessages.modelRow.partial,
  damaged: modelsMessages.modelRow.damaged,
  installed: '',
};

/** One model: what it is, how it would run here, and what can be done with it. */
export function ModelRow({
  model,
  offline,
  onInstall,
}: {
  model: ModelSummary;
  offline: boolean;
  onInstall(): void;
}): React.JSX.Element {
  const download = useModelDownload(model.id);
  const isUnderWay = download !== undefined && download.state !== 'failed';
  const isThere = model.state === 'installed' || model.state === 'damaged';
  const canInstall = !isThere && (model.origin === 'catalogue' || model.hub !== undefined);
  // An entry of a file that is gone can be removed, too, and one that was wanted of the hub.
  const canRemove = isThere || model.linkedPath !== undefined || model.origin === 'imported';
  const problem = model.problem ?? stateLabels[model.state];
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <h3 className="text-body font-medium text-ink">{model.name}</h3>
            {model.state === 'installed' && (
              <Badge tone="accent">{model.inUse ? texts.inUse : commonMessages.installed}</Badge>
            )}
            {model.origin === 'imported' && (
              <Badge>{model.hub === undefined ? texts.imported : texts.fromHub}</Badge>
            )}
            {model.starter && <Badge>{modelsMessages.modelRow.starterSet}</Badge>}
            <FitBadge fit={model.fit} />
          </div>
          <p className="mt-0.5 text-small text-ink-3">
            {formatBytes(model.sizeBytes)}
            {model.contextTokens !== undefined && texts.contextTokens(model.contextTokens)}
            {model.facts?.architecture !== undefined &&
              texts.architecture(model.facts.architecture)}
            {model.origin === 'imported' && model.task === 'generate' && model.base && texts.base}
            {model.licence.name === '' ? texts.noLicence : texts.licence(model.licence.name)}
          </p>
          {model.hub !== undefined && (
            <p className="text-small text-ink-3 [overflow-wrap:anywhere] select-text">
              {texts.hubFile(model.hub.repository, model.hub.path)}
            </p>
          )}
          {model.linkedPath !== undefined && (
            <p className="text-small text-ink-3">
              {texts.at}{' '}
              <span className="font-mono [overflow-wrap:anywhere] select-text">
                {model.linkedPath}
              </span>
            </p>
          )}
          {model.note !== undefined && <p className="text-small text-ink-2">{model.note}</p>}
          {problem !== '' && (
            <p className={`text-small ${model.state === 'partial' ? 'text-ink-2' : 'text-bad'}`}>
              {problem}
            </p>
          )}
        </div>
        {model.state === 'installed' && !model.inUse && <UseButton model={model} />}
        {canRemove && <RemoveButton model={model} />}
        {canInstall && model.linkedPath === undefined && (
          <Button disabled={offline || isUnderWay} onClick={onInstall}>
            {model.state === 'partial' ? modelsMessages.modelRow.resume : commonMessages.install}
          </Button>
        )}
      </div>
      {download !== undefined && <DownloadProgress job={download} />}
    </li>
  );
}
