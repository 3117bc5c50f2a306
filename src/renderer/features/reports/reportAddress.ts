import type { ReportId } from '../../../contract/index.ts';

/** Address of the screen that shows a report. */
export function reportAddress(id: ReportId): string {
  return `/reports?report=${encodeURIComponent(id)}`;
}
