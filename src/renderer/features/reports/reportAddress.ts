import type { ReportId, ReportSubject } from '../../../contract/index.ts';

/** Address of the screen that shows a report. */
export function reportAddress(id: ReportId): string {
  return `/reports?report=${encodeURIComponent(id)}`;
}

/** Address of the screen that asks for a report on something. */
export function newReportAddress({ kind, name }: ReportSubject): string {
  return `/reports?${new URLSearchParams({ new: kind, name })}`;
}
