import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { UserRoundCheck } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { type Experiment, experimentIdSchema } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { retentionMessages as texts } from '../../messages/growth/retention.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/inputs/Select.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/StateViews.tsx';
import { ImportEventsDialog } from '../experiments/events/ImportEventsDialog.tsx';
import { CohortTable } from './CohortTable.tsx';
import { RetentionResult } from './RetentionResult.tsx';
import { ReturnsPanel } from './ReturnsPanel.tsx';

const days = ['7', '14', '28'] as const;
type Days = (typeof days)[number];

/** Cohorts of the library's events: by week, or by the variants of an experiment. */
export function EventRetention({
  experiments,
  onFile,
}: {
  experiments: readonly Experiment[];
  onFile(): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const [parameters, setParameters] = useSearchParams();
  const [isImporting, setImporting] = useState(false);
  const experimentId = experimentIdSchema.safeParse(parameters.get('experiment')).data;
  const goneAfter: Days = days.find((one) => one === parameters.get('gone')) ?? '14';
  const change = (name: string, value: string): void =>
    setParameters(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const { data, error, refetch } = useQuery(
    procedures.retention.cohorts.queryOptions({
      input: {
        ...(experimentId !== undefined && { experimentId }),
        goneAfterDays: Number(goneAfter),
      },
      placeholderData: keepPreviousData,
      retry: false,
    }),
  );
  const isEmpty = data !== undefined && data.cohorts.length === 0;
  return (
    <>
      {isEmpty && experimentId === undefined ? (
        <EmptyState
          icon={<UserRoundCheck size={28} aria-hidden="true" />}
          title={texts.empty.title}
          actions={
            <>
              <Button kind="primary" onClick={() => setImporting(true)}>
                {texts.empty.import}
              </Button>
              <Button onClick={onFile}>{texts.empty.file}</Button>
            </>
          }
        >
          {texts.empty.explanation}
        </EmptyState>
      ) : (
        <div className="mx-auto flex max-w-[1440px] flex-col gap-4 p-5">
          <div className="flex flex-wrap items-end gap-3">
            <Select
              label={texts.by}
              className="w-72"
              value={experimentId ?? ''}
              options={[
                { value: '', label: texts.weeks },
                ...experiments.map(({ id, spec }) => ({ value: `${id}`, label: spec.name })),
              ]}
              onChange={(next) => change('experiment', next)}
            />
            <Select
              label={texts.goneAfter}
              className="w-28"
              value={goneAfter}
              options={days.map((value) => ({ value, label: texts.goneAfters[value] }))}
              onChange={(next) => change('gone', next)}
            />
            <p className="pb-1 text-small text-ink-3">{texts.goneNote(Number(goneAfter))}</p>
          </div>
          {data === undefined ? (
            error === null ? (
              <Skeleton className="h-72" />
            ) : (
              <ErrorState error={error} onRetry={() => void refetch()} />
            )
          ) : isEmpty ? (
            <EmptyState title={texts.empty.noUnits} />
          ) : (
            <>
              <CohortTable cohorts={data.cohorts} isByWeek={experimentId === undefined} />
              <RetentionResult result={data.lifetimes} unit={texts.curves.days} />
              {experimentId === undefined && <ReturnsPanel />}
            </>
          )}
        </div>
      )}
      {isImporting && <ImportEventsDialog onClose={() => setImporting(false)} />}
    </>
  );
}
