import type { EngineStats } from '../../../contract/index.ts';
import { formatDuration } from '../../client/formats/format.ts';
import { commonMessages } from '../../messages/common.ts';
import { engineMessages } from '../../messages/work/engine.ts';
import { backendLabel } from './engineLabels.ts';

/** Which model, where, and for how long; each with its place, also while it is not known. */
export function EngineFacts({
  stats: { state, model, backend, threads, uptimeMs },
  modelName,
}: {
  stats: EngineStats;
  /** The model that is loaded, or would be. */
  modelName: string;
}): React.JSX.Element {
  const runs = state !== 'stopped';
  return (
    <dl className="grid shrink-0 grid-cols-[minmax(0,220px)_160px_64px_80px] gap-4 rounded-panel border border-line bg-panel px-4 py-3">
      <Fact name={model === null ? engineMessages.engineFacts.nextModel : commonMessages.model}>
        {modelName}
      </Fact>
      <Fact name={engineMessages.engineFacts.backend}>{runs ? backendLabel(backend) : '–'}</Fact>
      <Fact name={engineMessages.engineFacts.threads}>{runs ? `${threads}` : '–'}</Fact>
      <Fact name={engineMessages.engineFacts.uptime}>{runs ? formatDuration(uptimeMs) : '–'}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: string }): React.JSX.Element {
  return (
    <div className="min-w-0">
      <dt className="text-small text-ink-3">{name}</dt>
      <dd className="truncate text-ink" title={children}>
        {children}
      </dd>
    </div>
  );
}
