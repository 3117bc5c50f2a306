export { checkSubjects } from './compose/composeReport.ts';
export { enqueueReport } from './enqueueReport.ts';
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
