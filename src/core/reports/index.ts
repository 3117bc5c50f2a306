export { checkSubjects } from './compose/composeReport.ts';
export { enqueueReport } from './enqueueReport.ts';
export { cellText } from './export/cellText.ts';
export { publicLink } from './export/citationLinks.ts';
export { citationText } from './export/citationText.ts';
export { exportReport } from './export/exportReport.ts';
export { saveReportFolder } from './export/saveReportFolder.ts';
export { createReportKind, type ReportPayload } from './reportKind.ts';
export {
  getReport,
  listReports,
  removeReport,
  resolveReportId,
} from './store/reportRepository.ts';
export { getScheduledRequest, setScheduledRequest } from './store/scheduledRequest.ts';
export { formatNumber } from './texts/formatNumber.ts';
