import { useQuery } from '@tanstack/react-query';
import type { VideoId } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { measuresMessages } from '../../messages/measures.ts';
import { Tooltip } from '../../ui/overlays/Tooltip.tsx';
import { Skeleton } from '../../ui/StateViews.tsx';
import { Part } from '../video/details/Part.tsx';
import { type MeasureRow, measureRows } from './measureRows.ts';

/** What the snapshots of a video say, each number with its span, its definition one hover away. */
export function MeasuresPart({ videoId }: { videoId: VideoId }): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error } = useQuery(procedures.memory.measures.queryOptions({ input: { videoId } }));
  if (error) {
    return (
      <Part title={measuresMessages.panel.title}>
        <p className="text-ink-3">{measuresMessages.panel.failed}</p>
      </Part>
    );
  }
  if (data === undefined) {
    return (
      <Part title={measuresMessages.panel.title}>
        <Skeleton className="h-24" />
      </Part>
    );
  }
  const { main, others } = measureRows(data);
  return (
    <Part title={measuresMessages.panel.title}>
      <MeasureList rows={main} />
      <details className="mt-1.5">
        <summary className="cursor-pointer text-small text-ink-3 hover:text-ink">
          {measuresMessages.panel.others}
        </summary>
        <div className="mt-1">
          <MeasureList rows={others} />
        </div>
      </details>
      {data.laterSnapshots > 0 && (
        <p className="mt-1 text-small text-ink-3">
          {measuresMessages.panel.later(data.laterSnapshots)}
        </p>
      )}
    </Part>
  );
}

function MeasureList({ rows }: { rows: readonly MeasureRow[] }): React.JSX.Element {
  return (
    <dl className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.25fr)] gap-x-3 gap-y-1">
      {rows.map(({ name, meaning, value, span, absent }) => (
        <div key={name} className="contents">
          <dt className="min-w-0">
            <Tooltip text={meaning}>
              <button
                type="button"
                className="cursor-help rounded-control text-left text-ink-3 underline decoration-dotted underline-offset-2"
              >
                {name}
              </button>
            </Tooltip>
          </dt>
          <dd className="min-w-0 text-ink select-text">
            {absent === undefined ? (
              <>
                <span className="font-medium tabular-nums">{value}</span>{' '}
                {span !== undefined && (
                  <span className="text-small whitespace-nowrap text-ink-3 tabular-nums">
                    {span}
                  </span>
                )}
              </>
            ) : (
              <span className="text-small text-ink-3">{absent}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
