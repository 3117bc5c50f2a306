import { useQuery } from '@tanstack/react-query';
import { FileChartColumn } from 'lucide-react';
import { useShellView } from '../../../app/shellView.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../ui/StateViews.tsx';
import { ObserveButton } from '../reading/AbsentList.tsx';

const texts = reportsMessages.empty;

/** There is no report: what one is, what it needs, and how to make the first. */
export function NoReports({ onCreate }: { onCreate(): void }): React.JSX.Element {
  const { procedures } = useApi();
  const { data, isPending } = useQuery(procedures.trends.topics.queryOptions());
  const icon = <FileChartColumn size={28} aria-hidden="true" />;
  const basis = data?.basis;
  if (isPending) {
    return (
      <div aria-busy="true" className="p-6">
        <Skeleton className="h-40" />
      </div>
    );
  }
  if (basis?.videos === 0) {
    return (
      <EmptyState
        icon={icon}
        title={texts.noVideos}
        actions={
          <Button kind="primary" onClick={() => useShellView.setState({ addDialog: true })}>
            {commonMessages.addVideosMore}
          </Button>
        }
      >
        {texts.noVideosNote}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={icon}
      title={texts.title}
      actions={
        <Button kind="primary" onClick={onCreate}>
          {reportsMessages.list.create}
        </Button>
      }
    >
      <p>{texts.explanation}</p>
      {basis?.snapshots === 0 && (
        <div className="mt-3 flex flex-col items-center gap-2 rounded-control bg-sunken px-4 py-3">
          <p>{texts.noSnapshots}</p>
          {basis.observable > 0 && <ObserveButton />}
        </div>
      )}
    </EmptyState>
  );
}
