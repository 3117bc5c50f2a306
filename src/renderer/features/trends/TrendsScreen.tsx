import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '../../client/api.ts';
import { trendsMessages } from '../../messages/trends.ts';
import { ErrorState, Skeleton } from '../../ui/StateViews.tsx';
import { NoTopics } from './list/NoTopics.tsx';
import { Notices } from './list/Notices.tsx';
import { sortTopics, themesOf } from './list/sortTopics.ts';
import { TopicTable } from './list/TopicTable.tsx';
import { TrendsToolbar } from './list/TrendsToolbar.tsx';
import { periodInput } from './query/trendsQuery.ts';
import { useTrendsQuery } from './query/useTrendsQuery.ts';
import { useFindTopics } from './useFindTopics.ts';

const skeletonRows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** What rises now, and what fades: every topic with its curve, its velocity and its stage. */
export default function TrendsScreen(): React.JSX.Element {
  const { procedures } = useApi();
  const [query, change] = useTrendsQuery();
  const { find, isFinding, failure, embedded } = useFindTopics();
  const { data, error, refetch } = useQuery(
    procedures.trends.list.queryOptions({
      input: periodInput(query),
      placeholderData: keepPreviousData,
    }),
  );
  const { sort, direction, stage, theme } = query;
  const topics = useMemo(
    () => (data === undefined ? [] : sortTopics(data.topics, { sort, direction, stage, theme })),
    [data, sort, direction, stage, theme],
  );
  const themes = useMemo(() => themesOf(data?.topics ?? []), [data]);
  const clear = (): void =>
    change({
      platform: undefined,
      language: undefined,
      stage: undefined,
      asOf: undefined,
      theme: undefined,
    });
  const isNarrowed =
    [query.platform, query.language, query.asOf].some((value) => value !== undefined) ||
    ((query.stage ?? query.theme) !== undefined && data?.topics.length !== 0);
  return (
    <div className="flex h-full flex-col">
      <h1 className="sr-only">{trendsMessages.title}</h1>
      <TrendsToolbar
        query={query}
        onChange={change}
        topics={data === undefined ? undefined : topics.length}
        themes={themes}
        isFinding={isFinding}
        onFind={find}
      />
      {error !== null && data === undefined ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <div aria-busy="true" className="flex flex-col gap-3 px-5 py-3">
          {skeletonRows.map((row) => (
            <Skeleton key={row} className="h-11" />
          ))}
        </div>
      ) : topics.length === 0 ? (
        <NoTopics
          basis={data.basis}
          isNarrowed={isNarrowed}
          isFinding={isFinding}
          embedded={embedded}
          onFind={() => find(false)}
          onClear={clear}
        />
      ) : (
        <>
          <Notices list={data} failure={failure} onAsOf={(asOf) => change({ asOf })} />
          <TopicTable topics={topics} list={data} query={query} onChange={change} />
        </>
      )}
    </div>
  );
}
