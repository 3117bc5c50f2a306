import { ORPCError } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Users } from 'lucide-react';
import { Link, useLocation, useParams } from 'wouter';
import { type ChannelId, type ChannelMeasures, channelIdSchema } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatCount } from '../../client/formats/format.ts';
import { channelMessages } from '../../messages/library/channel.ts';
import { reportsMessages } from '../../messages/reports.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/StateViews.tsx';
import { newReportAddress } from '../reports/reportAddress.ts';
import { ChannelFacts } from './ChannelFacts.tsx';
import { ChannelVideos } from './ChannelVideos.tsx';
import { ScoreChart } from './ScoreChart.tsx';

/** A channel: what is usual for it, which of its videos stand out, and all of them. */
export default function ChannelScreen(): React.JSX.Element {
  const { channelId } = useParams();
  const parsed = channelIdSchema.safeParse(channelId);
  return parsed.success ? <OpenChannel key={parsed.data} channelId={parsed.data} /> : <Gone />;
}

function OpenChannel({ channelId }: { channelId: ChannelId }): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error, refetch } = useQuery(
    procedures.memory.channel.queryOptions({ input: { channelId }, retry: false }),
  );
  if (error instanceof ORPCError && error.code === 'channel.notFound') return <Gone />;
  if (error !== null && data === undefined) {
    return (
      <>
        <h1 className="sr-only">{channelMessages.channel}</h1>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </>
    );
  }
  return (
    <div className="flex h-full flex-col">
      <Header channel={data} />
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
      >
        <div className="mx-auto flex max-w-[1200px] flex-col gap-6 p-5">
          {data === undefined ? (
            <>
              <Skeleton className="h-20" />
              <Skeleton className="h-64" />
            </>
          ) : (
            <>
              <ChannelFacts channel={data} />
              <ScoreChart channel={data} />
              <ChannelVideos channel={data} />
            </>
          )}
        </div>
      </div>
    </div>
  );
}

function Header({ channel }: { channel: ChannelMeasures | undefined }): React.JSX.Element {
  const [, navigate] = useLocation();
  const inLibrary = (): void => {
    const { name = '', platform = '' } = channel ?? {};
    navigate(`/library?${new URLSearchParams({ channel: name, platform, sort: 'outlier' })}`);
  };
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-3">
      <Link
        href="/library"
        aria-label={channelMessages.back}
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
      >
        <ArrowLeft size={16} />
      </Link>
      {channel === undefined ? (
        <>
          <h1 className="sr-only">{channelMessages.channel}</h1>
          <Skeleton className="h-5 w-72" />
        </>
      ) : (
        <>
          <h1 dir="auto" className="min-w-0 truncate text-lead font-semibold">
            {channel.name}
          </h1>
          <Badge>
            <bdi className="max-w-32 truncate">{channel.platform}</bdi>
          </Badge>
          {channel.followers !== undefined && (
            <span className="shrink-0 text-small text-ink-3">
              {channelMessages.followers(formatCount(channel.followers))}
            </span>
          )}
          <div className="flex-1" />
          <Button
            onClick={() => navigate(newReportAddress({ kind: 'channel', name: channel.name }))}
          >
            {reportsMessages.list.create}
          </Button>
          <Button onClick={inLibrary}>{channelMessages.showInLibrary}</Button>
        </>
      )}
    </header>
  );
}

function Gone(): React.JSX.Element {
  const [, navigate] = useLocation();
  return (
    <>
      <h1 className="sr-only">{channelMessages.channel}</h1>
      <EmptyState
        icon={<Users size={24} />}
        title={channelMessages.notFound}
        actions={
          <Button kind="primary" onClick={() => navigate('/library')}>
            {channelMessages.goToLibrary}
          </Button>
        }
      >
        {channelMessages.notFoundExplanation}
      </EmptyState>
    </>
  );
}
