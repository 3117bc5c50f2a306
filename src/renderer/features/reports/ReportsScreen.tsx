import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import {
  type JobId,
  type ReportSummary,
  reportIdSchema,
  reportSubjectSchema,
} from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { useJobs } from '../../client/jobs/jobs.ts';
import { commonMessages } from '../../messages/common.ts';
import { reportsMessages } from '../../messages/reports.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorLine, Skeleton } from '../../ui/StateViews.tsx';
import { NewReportDialog } from './form/NewReportDialog.tsx';
import { emptyForm, formOn } from './form/reportForm.ts';
import { NoReports } from './list/NoReports.tsx';
import { RemoveReportDialog } from './list/RemoveReportDialog.tsx';
import { ReportList } from './list/ReportList.tsx';
import { RunningReports } from './list/RunningReports.tsx';
import { ScheduleLine } from './list/ScheduleLine.tsx';
import { ReportView } from './reading/ReportView.tsx';
import { reportAddress } from './reportAddress.ts';

/** Reports: the list, making one now or by schedule, and reading it. */
export default function ReportsScreen(): React.JSX.Element {
  const { procedures } = useApi();
  const [, navigate] = useLocation();
  const [parameters] = useSearchParams();
  const [isNew, setNew] = useState(false);
  // Another screen asks for a report on something.
  const on = reportSubjectSchema.safeParse({
    kind: parameters.get('new'),
    name: parameters.get('name'),
  }).data;
  const [removing, setRemoving] = useState<ReportSummary>();
  const list = useQuery(procedures.reports.list.queryOptions({ input: {} }));
  const reports = list.data?.reports;
  const named = reportIdSchema.safeParse(parameters.get('report')).data;
  const shownId = named ?? reports?.[0]?.id;
  const openWhenMade = useOpenWhenMade();
  return (
    <div className="grid h-full grid-cols-[clamp(232px,22vw,320px)_minmax(0,1fr)]">
      <div className="flex min-h-0 flex-col gap-4 overflow-y-auto border-r border-line bg-panel px-3 py-4">
        {shownId === undefined && <h1 className="sr-only">{reportsMessages.title}</h1>}
        <Button kind="primary" icon={<Plus size={14} />} onClick={() => setNew(true)}>
          {reportsMessages.list.create}
        </Button>
        <ScheduleLine />
        <RunningReports />
        {reports !== undefined ? (
          <ReportList reports={reports} currentId={shownId} onRemove={setRemoving} />
        ) : list.error !== null ? (
          <div className="flex flex-col items-start gap-2">
            <ErrorLine error={list.error} />
            <Button size="small" onClick={() => void list.refetch()}>
              {commonMessages.tryAgain}
            </Button>
          </div>
        ) : (
          ['a', 'b', 'c'].map((row) => <Skeleton key={row} className="h-10" />)
        )}
      </div>
      {shownId !== undefined ? (
        <ReportView key={shownId} reportId={shownId} />
      ) : reports === undefined ? (
        <div className="p-6">
          <Skeleton className="h-40" />
        </div>
      ) : (
        <NoReports onCreate={() => setNew(true)} />
      )}
      {(isNew || on !== undefined) && (
        <NewReportDialog
          initial={on === undefined ? emptyForm : formOn(on)}
          onClose={() => {
            setNew(false);
            if (on !== undefined) navigate('/reports', { replace: true });
          }}
          onQueued={({ id }) => openWhenMade(id)}
        />
      )}
      {removing !== undefined && (
        <RemoveReportDialog
          report={removing}
          onClose={() => setRemoving(undefined)}
          onRemoved={() => {
            if (named === removing.id) navigate('/reports', { replace: true });
          }}
        />
      )}
    </div>
  );
}

/** A report that was just asked for is opened when it is there: it has the id of its job. */
function useOpenWhenMade(): (jobId: JobId) => void {
  const [, navigate] = useLocation();
  const [waitingFor, setWaitingFor] = useState<JobId>();
  const jobs = useJobs();
  const job = jobs?.find(({ id }) => id === waitingFor);
  const isMade = job?.stages[0]?.state === 'done' || job?.state === 'done';
  useEffect(() => {
    if (waitingFor === undefined || !isMade) return;
    setWaitingFor(undefined);
    navigate(reportAddress(reportIdSchema.parse(waitingFor)));
  }, [waitingFor, isMade, navigate]);
  return setWaitingFor;
}
