import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../client/api.ts';
import { codingMessages } from '../../../messages/video/coding.ts';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { Term } from '../../experiments/Term.tsx';

const words = codingMessages.together;
/** Most pairs that are shown; the terminal has all. */
const maxShown = 50;

/** Which codes overlap, most often first. */
export function TogetherTable(): React.JSX.Element {
  const { procedures } = useApi();
  const input = { limit: maxShown };
  const { data, error } = useQuery(procedures.codes.together.queryOptions({ input }));
  const head = 'pb-1 text-right font-normal text-ink-3';
  const cell = 'py-1 pl-3 text-right tabular-nums';
  return (
    <section aria-labelledby="codes-together">
      <h3 id="codes-together" className="font-medium text-ink">
        {words.title}
      </h3>
      {error !== null && <ErrorLine error={error} />}
      {data === undefined && error === null && <Skeleton className="mt-3 h-16" />}
      {data?.pairs.length === 0 && <p className="mt-1 text-ink-2">{words.none}</p>}
      {data !== undefined && data.pairs.length > 0 && (
        <table className="mt-2 w-full text-small text-ink">
          <thead>
            <tr className="border-b border-line">
              <th scope="col" className="pb-1 text-left font-normal text-ink-3">
                {words.codes}
              </th>
              <th scope="col" className={head}>
                <Term meaning={words.overlaps.meaning}>{words.overlaps.name}</Term>
              </th>
              <th scope="col" className={head}>
                {words.videos}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.pairs.map(({ firstId, secondId, first, second, overlaps, videos }) => (
              <tr key={`${firstId} ${secondId}`} className="border-b border-line">
                <th scope="row" className="py-1 text-left font-medium [overflow-wrap:anywhere]">
                  <bdi>{words.pair(first, second)}</bdi>
                </th>
                <td className={cell}>{overlaps.toLocaleString('en')}</td>
                <td className={cell}>{videos.toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
