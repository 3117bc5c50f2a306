import { useQueryClient } from '@tanstack/react-query';
import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { TrendList } from '../../../../contract/index.ts';
import { useShellView } from '../../../app/shellView.ts';
import { useApi } from '../../../client/api.ts';
import { formatDay } from '../../../client/formats/format.ts';
import { useIsOffline } from '../../../client/jobs/jobs.ts';
import { commonMessages } from '../../../messages/common.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { Button } from '../../../ui/Button.tsx';
import { useObserveCounts } from '../../library/actions/useObserveCounts.ts';
import { dayText } from '../query/trendsQuery.ts';

const texts = trendsMessages.notices;

/** What the figures lack, each with what can be done about it. */
export function Notices({
  list,
  failure,
  onAsOf,
}: {
  list: TrendList;
  /** Why topics could not be found. */
  failure: string | undefined;
  onAsOf(day: string): void;
}): React.JSX.Element | null {
  const { basis, windowStartMs, asOfMs } = list;
  const { videos, dated, snapshots, compared, newestMs, source, unseen } = basis;
  const postsInWindow = list.totals.slice(-Math.round((asOfMs - windowStartMs) / list.bins.binMs));
  const isQuiet = postsInWindow.every((count) => count === 0);
  const newestIsElsewhere =
    newestMs !== undefined && (newestMs <= windowStartMs || newestMs > asOfMs);
  return (
    <div className="flex flex-col empty:hidden">
      {failure !== undefined && <Notice>{texts.failed(failure)}</Notice>}
      {isQuiet && newestIsElsewhere && newestMs <= Date.now() ? (
        <Notice
          note={texts.newestIs(formatDay(newestMs))}
          actions={
            <Button size="small" onClick={() => onAsOf(dayText(newestMs))}>
              {texts.goThere}
            </Button>
          }
        >
          {texts.nothingHere}
        </Notice>
      ) : (
        compared === 0 && (
          <Notice note={texts.snapshotsNeeded} actions={<SnapshotActions list={list} />}>
            {snapshots === 0 ? texts.noSnapshots : texts.noPairs}
          </Notice>
        )
      )}
      {source === 'hashtags' && (
        <Notice
          note={texts.hashtagsNote}
          actions={
            <Link href="/models" className="text-small font-medium text-accent-ink hover:underline">
              {commonMessages.goToModels}
            </Link>
          }
        >
          {texts.hashtags}
        </Notice>
      )}
      {dated < videos && <Notice>{texts.undated(videos - dated)}</Notice>}
      {unseen > 0 && source !== undefined && <Notice>{texts.unseen(unseen)}</Notice>}
    </div>
  );
}

function SnapshotActions({ list }: { list: TrendList }): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const offline = useIsOffline();
  const { observe, done } = useObserveCounts(() =>
    queryClient.invalidateQueries({ queryKey: procedures.trends.key() }),
  );
  return (
    <>
      {list.basis.observable > 0 && (
        <Button
          size="small"
          disabled={offline || done !== undefined}
          title={offline ? commonMessages.networkOff : undefined}
          onClick={() => observe([])}
        >
          {done === undefined ? texts.observe : texts.observing(done)}
        </Button>
      )}
      <Button size="small" onClick={() => useShellView.setState({ addDialog: true })}>
        {texts.import}
      </Button>
    </>
  );
}

function Notice({
  note,
  actions,
  children,
}: {
  note?: string;
  actions?: ReactNode;
  children: ReactNode;
}): React.JSX.Element {
  return (
    <div className="flex min-h-9 items-center gap-2 border-b border-line bg-panel px-5 py-1.5 text-small text-ink-2">
      <Info size={14} className="shrink-0 text-ink-3" aria-hidden="true" />
      <p className="min-w-0 flex-1">
        <span className="font-medium text-ink">{children}</span>
        {note !== undefined && ` ${note}`}
      </p>
      {actions !== undefined && <div className="flex shrink-0 items-center gap-2">{actions}</div>}
    </div>
  );
}
