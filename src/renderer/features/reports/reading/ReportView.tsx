import { ORPCError } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { FileX } from 'lucide-react';
import { useRef } from 'react';
import type { ReportId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatDay, formatDayAndTime } from '../../../client/formats/format.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { EmptyState, ErrorState, Skeleton } from '../../../ui/StateViews.tsx';
import { PublishButton } from '../publish/PublishButton.tsx';
import { AbsentList } from './AbsentList.tsx';
import { ExportReportMenu, useSaveReport } from './ExportReportMenu.tsx';
import { SectionView } from './SectionView.tsx';

const texts = reportsMessages.reading;
const skeletons = ['a', 'b', 'c'];

/** A report, read: what is found out later does not change it. */
export function ReportView({ reportId }: { reportId: ReportId }): React.JSX.Element {
  const { procedures } = useApi();
  const article = useRef<HTMLElement>(null);
  const save = useSaveReport();
  const { data, error, refetch } = useQuery(
    procedures.reports.get.queryOptions({ input: { reportId } }),
  );
  if (data === undefined && error !== null) {
    if (error instanceof ORPCError && error.code === 'report.notFound') {
      return (
        <EmptyState icon={<FileX size={24} />} title={texts.gone}>
          {texts.goneNote}
        </EmptyState>
      );
    }
    return <ErrorState error={error} onRetry={() => void refetch()} />;
  }
  if (data === undefined) {
    return (
      <div aria-busy="true" className="flex flex-col gap-4 p-6">
        {skeletons.map((key) => (
          <Skeleton key={key} className="h-40" />
        ))}
      </div>
    );
  }
  const { title, windowDays, windowStartMs, asOfMs, createdAtMs, model, sections, absent } = data;
  const goToTable = (name: string): void => {
    const all = article.current?.querySelectorAll<HTMLElement>('[data-table]') ?? [];
    const table = [...all].find(({ dataset }) => dataset.table === name);
    table?.scrollIntoView({ block: 'center' });
    table?.focus({ preventScroll: true });
  };
  // Files of tables are in the order of the report.
  const firstTables = sections.map((_, at) =>
    sections.slice(0, at).reduce((sum, { tables }) => sum + tables.length, 0),
  );
  return (
    <article
      ref={article}
      aria-label={title}
      className="@container h-full min-w-0 overflow-y-auto px-6 py-5"
    >
      <div className="mx-auto flex max-w-[1120px] flex-col gap-6">
        <header className="flex items-start justify-between gap-4">
          <div className="min-w-0">
            <h1 dir="auto" className="text-title font-semibold text-ink [overflow-wrap:anywhere]">
              {title}
            </h1>
            <p className="text-small text-ink-2">
              {[
                texts.period(windowDays, formatDay(windowStartMs), formatDay(asOfMs)),
                texts.made(formatDayAndTime(createdAtMs)),
                model === undefined ? texts.byCode : texts.byModel(model),
              ].join(' · ')}
            </p>
          </div>
          <div className="flex shrink-0 gap-2">
            <PublishButton report={data} />
            <ExportReportMenu report={data} />
          </div>
        </header>
        {sections.map((section, at) => (
          <SectionView
            key={section.title}
            section={section}
            definitions={data.definitions}
            onTable={goToTable}
            onSaveTable={(table) => save(reportId, 'csv', (firstTables[at] ?? 0) + table)}
          />
        ))}
        <AbsentList absent={absent} />
      </div>
    </article>
  );
}
