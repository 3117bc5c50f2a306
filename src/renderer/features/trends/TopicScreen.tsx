import { ORPCError } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useParams, useSearch } from 'wouter';
import { type TopicId, topicIdSchema, type VideoId } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { trendsMessages } from '../../messages/trends.ts';
import { toast } from '../../ui/overlays/Toasts.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/StateViews.tsx';
import { periodInput, readTrendsQuery } from './query/trendsQuery.ts';
import { Curve } from './topic/Curve.tsx';
import { MergeDialog, RenameDialog, SplitDialog } from './topic/TopicDialogs.tsx';
import { TopicFacts, TopicHashtags } from './topic/TopicFacts.tsx';
import { TopicHeader } from './topic/TopicHeader.tsx';
import { TopicVideos } from './topic/TopicVideos.tsx';
import { useTopicActions } from './topic/useTopicActions.ts';

const texts = trendsMessages.topic;

/** One topic: what it does, since when, and the videos that say so. */
export default function TopicScreen(): React.JSX.Element {
  const { topicId } = useParams();
  const parsed = topicIdSchema.safeParse(topicId);
  return parsed.success ? <OpenTopic key={parsed.data} topicId={parsed.data} /> : <Gone />;
}

type Asking =
  | { kind: 'rename' }
  | { kind: 'merge' }
  | { kind: 'split'; videoIds: readonly VideoId[] };

function OpenTopic({ topicId }: { topicId: TopicId }): React.JSX.Element {
  const { procedures } = useApi();
  const search = useSearch();
  const [, navigate] = useLocation();
  const actions = useTopicActions();
  const [asking, setAsking] = useState<Asking>();
  const period = periodInput(readTrendsQuery(new URLSearchParams(search)));
  const { data, error, refetch } = useQuery(
    procedures.trends.get.queryOptions({ input: { topicId, ...period }, retry: false }),
  );
  const close = (): void => setAsking(undefined);
  const open = (id: TopicId): void => navigate(`/trends/${id}${search === '' ? '' : `?${search}`}`);

  if (error instanceof ORPCError && error.code === 'topic.notFound') return <Gone />;
  if (error !== null && data === undefined) {
    return <ErrorState error={error} onRetry={() => void refetch()} />;
  }
  const topic = data?.topic;
  return (
    <div className="flex h-full flex-col">
      <TopicHeader
        topic={topic}
        onPin={() => void actions.edit(topicId, { isPinned: topic?.isPinned !== true })}
        onRename={() => setAsking({ kind: 'rename' })}
        onMerge={() => setAsking({ kind: 'merge' })}
      />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {data === undefined ? (
          <div aria-busy="true" className="grid grid-cols-[minmax(0,1fr)_280px] gap-4 p-5">
            <Skeleton className="h-72" />
            <Skeleton className="h-72" />
          </div>
        ) : (
          <div className="mx-auto grid max-w-[1440px] grid-cols-[minmax(0,1fr)_280px] items-start gap-4 p-5">
            <div className="flex min-w-0 flex-col gap-4">
              <Curve detail={data} />
              <TopicVideos
                videos={data.topicVideos}
                total={data.topic.videos}
                onSplit={(videoIds) => setAsking({ kind: 'split', videoIds })}
              />
            </div>
            <div className="flex min-w-0 flex-col gap-4">
              <TopicFacts detail={data} />
              <TopicHashtags hashtags={data.hashtags} />
            </div>
          </div>
        )}
      </div>
      {topic !== undefined && asking?.kind === 'rename' && (
        <RenameDialog
          topic={topic}
          onClose={close}
          onRename={(name) => {
            close();
            void actions.edit(topicId, { name });
          }}
        />
      )}
      {topic !== undefined && asking?.kind === 'merge' && (
        <MergeDialog
          topic={topic}
          onClose={close}
          onMerge={async (into) => {
            close();
            if ((await actions.merge(topicId, into, topic.label)) !== undefined) open(into);
          }}
        />
      )}
      {asking?.kind === 'split' && (
        <SplitDialog
          count={asking.videoIds.length}
          onClose={close}
          onSplit={async (name) => {
            close();
            const made = await actions.split(topicId, asking.videoIds, name);
            if (made === undefined) return;
            toast(trendsMessages.edit.splitDone(made.label), { good: true });
            open(made.id);
          }}
        />
      )}
    </div>
  );
}

function Gone(): React.JSX.Element {
  const search = useSearch();
  return (
    <>
      <h1 className="sr-only">{trendsMessages.table.topic}</h1>
      <EmptyState
        title={texts.gone}
        actions={
          <Link
            href={`/trends${search === '' ? '' : `?${search}`}`}
            className="font-medium text-accent-ink hover:underline"
          >
            {texts.showTrends}
          </Link>
        }
      >
        {texts.goneNote}
      </EmptyState>
    </>
  );
}
