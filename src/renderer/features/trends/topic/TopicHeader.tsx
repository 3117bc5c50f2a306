import { ArrowLeft, Ellipsis, FileChartColumn, Merge, Pencil, Pin } from 'lucide-react';
import { Link, useLocation, useSearch } from 'wouter';
import type { TopicTrend } from '../../../../contract/index.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu } from '../../../ui/overlays/Menu.tsx';
import { Skeleton } from '../../../ui/StateViews.tsx';
import { newReportAddress } from '../../reports/reportAddress.ts';
import { StageBadge } from '../list/StageBadge.tsx';

const texts = trendsMessages.topic;

/** The topic's name, its stage, and what can be done with it. */
export function TopicHeader({
  topic,
  onPin,
  onRename,
  onMerge,
}: {
  topic: TopicTrend | undefined;
  onPin(): void;
  onRename(): void;
  onMerge(): void;
}): React.JSX.Element {
  const search = useSearch();
  const [, navigate] = useLocation();
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-3">
      <Link
        href={`/trends${search === '' ? '' : `?${search}`}`}
        aria-label={texts.back}
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
      >
        <ArrowLeft size={16} />
      </Link>
      {topic === undefined ? (
        <>
          <h1 className="sr-only">{trendsMessages.table.topic}</h1>
          <Skeleton className="h-5 w-72" />
        </>
      ) : (
        <>
          <h1 dir="auto" className="min-w-0 truncate text-lead font-semibold" title={topic.label}>
            {topic.label}
          </h1>
          <StageBadge stage={topic.stage} />
          <div className="flex-1" />
          <IconButton
            label={topic.isPinned ? texts.unpin : texts.pin}
            pressed={topic.isPinned}
            icon={<Pin size={15} />}
            onClick={onPin}
          />
          <Menu
            trigger={
              <IconButton label={trendsMessages.toolbar.more} icon={<Ellipsis size={15} />} />
            }
            items={[
              { label: texts.rename, icon: <Pencil size={14} />, onSelect: onRename },
              { label: texts.merge, icon: <Merge size={14} />, onSelect: onMerge },
              {
                label: reportsMessages.list.create,
                icon: <FileChartColumn size={14} />,
                onSelect: () => navigate(newReportAddress({ kind: 'topic', name: topic.label })),
              },
            ]}
          />
        </>
      )}
    </header>
  );
}
