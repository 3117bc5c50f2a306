import { useQuery } from '@tanstack/react-query';
import type { Returns } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { retentionMessages } from '../../messages/growth/retention.ts';
import { Tooltip } from '../../ui/overlays/Tooltip.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ErrorState } from '../../ui/StateViews.tsx';

const texts = retentionMessages.returns;
type Row = Returns['returns'][number];

/** Who came back after each notification and page; nothing where there are none. */
export function ReturnsPanel(): React.JSX.Element | null {
  const { procedures } = useApi();
  const { data, error, refetch } = useQuery(
    procedures.retention.returns.queryOptions({ input: {}, retry: false }),
  );
  if (data === undefined) {
    return error === null ? null : <ErrorState error={error} onRetry={() => void refetch()} />;
  }
  if (data.returns.length === 0) return null;
  return (
    <Panel title={texts.title} note={texts.note}>
      <table className="w-full text-small">
        <caption className="sr-only">{texts.title}</caption>
        <thead>
          <tr className="text-ink-2">
            <th scope="col" className="h-6 pr-3 text-left font-medium">
              {texts.what}
            </th>
            {[texts.people, texts.day, texts.week].map((name) => (
              <th key={name} scope="col" className="w-32 pr-2 text-right font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.returns.map((row) => (
            <tr key={`${row.after} ${row.name}`}>
              <th scope="row" className="h-6 max-w-0 truncate pr-3 text-left font-normal text-ink">
                <span className="pr-2 text-ink-3">{texts.kinds[row.after]}</span> {row.name}
              </th>
              <td className="pr-2 text-right text-ink-2">{row.people.toLocaleString('en')}</td>
              <Share {...row.withinDay} after={row.after} />
              <Share {...row.withinWeek} after={row.after} />
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Share({
  returned,
  of,
  share,
  after,
}: Row['withinDay'] & Pick<Row, 'after'>): React.JSX.Element {
  if (of === 0) return <td className="pr-2 text-right text-ink-3">{texts.young}</td>;
  const meaning = texts.share(
    ...([returned, of, texts.meaning[after]] as const),
    ...([percent(share.low), percent(share.high)] as const),
  );
  return (
    <td className="pr-2 text-right text-ink">
      <Tooltip text={meaning}>
        <button type="button" tabIndex={-1} className="cursor-help">
          {percent(share.value)}
        </button>
      </Tooltip>
    </td>
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
