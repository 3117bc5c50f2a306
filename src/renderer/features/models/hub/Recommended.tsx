import { useQuery } from '@tanstack/react-query';
import type { ModelId, RecommendedModel } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatBytes } from '../../../client/formats/format.ts';
import { commonMessages } from '../../../messages/common.ts';
import { modelsMessages } from '../../../messages/work/models.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { FitBadge } from '../FitBadge.tsx';
import type { HubPlace } from './hubPlace.ts';

const texts = modelsMessages.hubDialog;

interface RecommendedProps {
  offline: boolean;
  onShow(place: HubPlace): void;
  onInstall(id: ModelId): void;
}

/** The models that the program recommends, by the memory that they are meant for. */
export function Recommended(props: RecommendedProps): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error } = useQuery(procedures.models.recommended.queryOptions());
  if (error !== null) return <ErrorLine error={error} />;
  if (data === undefined) return <Skeleton className="h-60" />;
  const sizes = [...new Set(data.models.map(({ memoryGib }) => memoryGib))].sort((a, b) => a - b);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-small text-ink-3">{texts.madeOn(data.madeOn)}</p>
      {sizes.map((gib) => (
        <section key={gib} aria-label={texts.memory(gib)}>
          <h3 className="mb-1 text-small font-semibold text-ink-2">{texts.memory(gib)}</h3>
          <ul className="divide-y divide-line rounded-panel border border-line">
            {data.models
              .filter(({ memoryGib }) => memoryGib === gib)
              .map((model) => (
                <Row key={model.name} model={model} {...props} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Row({
  model,
  offline,
  onShow,
  onInstall,
}: RecommendedProps & { model: RecommendedModel }): React.JSX.Element {
  const { name, task, note, sizeBytes, licence, fit, hub, model: listed } = model;
  return (
    <li className="flex items-center gap-3 px-4 py-1.5">
      <div className="min-w-0 flex-1">
        <p className="text-body text-ink">
          <span className="font-medium">{name}</span>{' '}
          <span className="text-small text-ink-3">
            {formatBytes(sizeBytes)} · {texts.tasks[task]} · {licence}
          </span>
        </p>
        <p className="text-small text-ink-2">{note}</p>
      </div>
      <FitBadge fit={fit} />
      <span className="flex w-20 shrink-0 justify-end">
        {listed?.state === 'installed' ? (
          <Badge tone="accent">
            {listed.inUse ? modelsMessages.modelRow.inUse : commonMessages.installed}
          </Badge>
        ) : hub === undefined ? (
          listed !== undefined && (
            <Button
              size="small"
              disabled={offline}
              aria-label={texts.installModel(name)}
              onClick={() => onInstall(listed.id)}
            >
              {commonMessages.install}
            </Button>
          )
        ) : (
          <Button
            size="small"
            disabled={offline}
            aria-label={texts.filesOf(hub.repository)}
            onClick={() => onShow(hub)}
          >
            {texts.files}
          </Button>
        )}
      </span>
    </li>
  );
}
